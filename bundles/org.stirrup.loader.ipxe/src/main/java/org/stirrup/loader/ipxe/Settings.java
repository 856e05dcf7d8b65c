package org.stirrup.loader.ipxe;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Constants;
import org.stirrup.api.check.Finding;

/**
 * What the configuration means.
 *
 * @param folders where programs are looked for
 * @param driversFirst whether UEFI machines are rather sent the build with drivers of its own
 * @param localBoot how a BIOS machine's disk is booted
 */
record Settings(List<Path> folders, boolean driversFirst, LocalBoot localBoot) {
    static final Settings DEFAULTS =
            new Settings(Arrays.stream(Config.FOLDERS.split(",")).map(Path::of).toList(), false, LocalBoot.EXIT);

    /** How a BIOS machine's disk is booted. */
    enum LocalBoot {
        /** iPXE ends, and the BIOS goes on with its next boot device. */
        EXIT,
        /** iPXE itself starts the first disk's boot sector. */
        SANBOOT
    }

    /**
     * A configuration as it was read.
     *
     * @param settings empty when anything is wrong
     * @param findings what is wrong
     */
    record Reading(Optional<Settings> settings, List<Finding> findings) {}

    static Reading read(Config config, Map<String, Object> properties) {
        String source = Finding.sourceOf(properties, "org.stirrup.loader.ipxe");
        List<Finding> findings = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        for (String written : config.folders().split(",")) {
            if (!written.isBlank()) {
                Optional<Path> folder = absolute(written.strip());
                folder.ifPresent(folders::add);
                if (folder.isEmpty()) {
                    findings.add(wrong(
                            source,
                            "folders=" + config.folders() + ": '" + written.strip() + "' is not an absolute path",
                            "write absolute paths separated by commas"));
                }
            }
        }
        String program = config.efiProgram().strip();
        if (!List.of("snponly", "ipxe").contains(program)) {
            findings.add(wrong(source, "efiProgram=" + program + ": no such build", "write snponly or ipxe"));
        }
        String localBoot = config.localBoot().strip();
        if (!List.of("exit", "sanboot").contains(localBoot)) {
            findings.add(
                    wrong(source, "localBoot=" + localBoot + ": not a way to boot the disk", "write exit or sanboot"));
        }
        Object ranking = properties.getOrDefault(Constants.SERVICE_RANKING, 0);
        if (!ranking.toString().strip().matches("[+-]?\\d{1,9}")) {
            findings.add(wrong(
                    source,
                    Constants.SERVICE_RANKING + "=" + ranking + ": not a number",
                    "write a whole number such as 30"));
        }
        if (!findings.isEmpty()) {
            return new Reading(Optional.empty(), List.copyOf(findings));
        }
        return new Reading(
                Optional.of(new Settings(
                        List.copyOf(folders),
                        program.equals("ipxe"),
                        localBoot.equals("exit") ? LocalBoot.EXIT : LocalBoot.SANBOOT)),
                List.of());
    }

    private static Optional<Path> absolute(String written) {
        try {
            return Optional.of(Path.of(written)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Finding wrong(String source, String message, String remedy) {
        return new Finding(Finding.Severity.ERROR, source, message + "; what was in force stays", remedy);
    }
}
