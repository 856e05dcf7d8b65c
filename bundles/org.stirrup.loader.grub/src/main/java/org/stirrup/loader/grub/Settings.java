package org.stirrup.loader.grub;

import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Reading;

/**
 * What the configuration means.
 *
 * @param folders where programs are looked for
 * @param chainsDisk whether the disk's own loader is started; otherwise the firmware is left to go on
 */
record Settings(ProgramFolders folders, boolean chainsDisk) {
    static final Settings DEFAULTS = new Settings(ProgramFolders.of(Config.FOLDERS), true);

    /**
     * @param pid of which configuration
     * @param written its folders
     */
    static Reading<Settings> read(String pid, String written, String localBoot, Map<String, Object> properties) {
        Reading.Complaints complaints = new Reading.Complaints(properties, pid);
        ProgramFolders folders = complaints.parsed(
                "folders", () -> ProgramFolders.of(written), written, DEFAULTS.folders(), ProgramFolders.REMEDY);
        String disk = complaints.choice("localBoot", localBoot, "not a way to boot the disk", List.of("chain", "exit"));
        complaints.number(Constants.SERVICE_RANKING, properties.getOrDefault(Constants.SERVICE_RANKING, 0));
        return complaints.reading(() -> new Settings(folders, disk.equals("chain")));
    }
}
