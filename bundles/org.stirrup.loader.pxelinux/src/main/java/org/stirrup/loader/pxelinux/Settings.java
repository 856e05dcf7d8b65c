package org.stirrup.loader.pxelinux;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.check.Finding;

/**
 * What the configuration means.
 *
 * @param folders where programs are looked for
 * @param localBoot argument of LOCALBOOT
 */
record Settings(List<Path> folders, String localBoot) {
    static final Settings DEFAULTS =
            new Settings(Arrays.stream(Config.FOLDERS.split(",")).map(Path::of).toList(), "-1");

    /**
     * A configuration as it was read.
     *
     * @param settings empty when anything is wrong
     * @param findings what is wrong
     */
    record Reading(Optional<Settings> settings, List<Finding> findings) {}

    static Reading read(Config config, Map<String, Object> properties) {
        String source = Finding.sourceOf(properties, "org.stirrup.loader.pxelinux");
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
        String localBoot = config.localBoot().strip();
        if (!List.of("-1", "0").contains(localBoot)) {
            findings.add(wrong(source, "localBoot=" + localBoot + ": not a way to boot the disk", "write -1 or 0"));
        }
        return findings.isEmpty()
                ? new Reading(Optional.of(new Settings(List.copyOf(folders), localBoot)), List.of())
                : new Reading(Optional.empty(), List.copyOf(findings));
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
