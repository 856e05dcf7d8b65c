package org.stirrup.loader.pxelinux;

import java.util.List;
import java.util.Map;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Reading;

/**
 * What the configuration means.
 *
 * @param folders where programs are looked for
 * @param byHttp whether machines are sent lpxelinux.0, to fetch kernels by HTTP
 * @param localBoot argument of LOCALBOOT
 */
record Settings(ProgramFolders folders, boolean byHttp, String localBoot) {
    static final Settings DEFAULTS = new Settings(ProgramFolders.of(Config.FOLDERS), false, "-1");

    static Reading<Settings> read(Config config, Map<String, Object> properties) {
        Reading.Complaints complaints = new Reading.Complaints(properties, "org.stirrup.loader.pxelinux");
        ProgramFolders folders = complaints.parsed(
                "folders",
                () -> ProgramFolders.of(config.folders()),
                config.folders(),
                DEFAULTS.folders(),
                ProgramFolders.REMEDY);
        String program =
                complaints.choice("program", config.program(), "no such program", List.of("pxelinux", "lpxelinux"));
        String localBoot =
                complaints.choice("localBoot", config.localBoot(), "not a way to boot the disk", List.of("-1", "0"));
        return complaints.reading(() -> new Settings(folders, program.equals("lpxelinux"), localBoot));
    }
}
