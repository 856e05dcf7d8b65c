package org.stirrup.loader.ipxe;

import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Reading;

/**
 * What the configuration means.
 *
 * @param folders where programs are looked for
 * @param driversFirst whether UEFI machines are rather sent the build with drivers of its own
 * @param localBoot how a BIOS machine's disk is booted
 */
record Settings(ProgramFolders folders, boolean driversFirst, LocalBoot localBoot) {
    static final Settings DEFAULTS = new Settings(ProgramFolders.of(Config.FOLDERS), false, LocalBoot.EXIT);

    /** How a BIOS machine's disk is booted. */
    enum LocalBoot {
        /** iPXE ends, and the BIOS goes on with its next boot device. */
        EXIT,
        /** iPXE itself starts the first disk's boot sector. */
        SANBOOT
    }

    static Reading<Settings> read(Config config, Map<String, Object> properties) {
        Reading.Complaints complaints = new Reading.Complaints(properties, "org.stirrup.loader.ipxe");
        ProgramFolders folders = complaints.parsed(
                "folders",
                () -> ProgramFolders.of(config.folders()),
                config.folders(),
                DEFAULTS.folders(),
                ProgramFolders.REMEDY);
        String program =
                complaints.choice("efiProgram", config.efiProgram(), "no such build", List.of("snponly", "ipxe"));
        String localBoot = complaints.choice(
                "localBoot", config.localBoot(), "not a way to boot the disk", List.of("exit", "sanboot"));
        complaints.number(Constants.SERVICE_RANKING, properties.getOrDefault(Constants.SERVICE_RANKING, 0));
        return complaints.reading(() -> new Settings(
                folders, program.equals("ipxe"), localBoot.equals("exit") ? LocalBoot.EXIT : LocalBoot.SANBOOT));
    }
}
