package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Who may import whom, read off the packed manifests: plugins know the API and their own library, servers also know the
 * links, nobody knows a server, a loader or a store.
 */
class ManifestIT {
    private static final Set<String> SERVERS = Set.of(
            "org.stirrup.dhcp",
            "org.stirrup.tftp",
            "org.stirrup.ndp",
            "org.stirrup.wake",
            "org.stirrup.dhcp6",
            "org.stirrup.ftp",
            "org.stirrup.http");

    /** Plugins that read images. */
    private static final Set<String> IMAGE_READERS = Set.of("org.stirrup.image", "org.stirrup.repository.iso");

    /** What others may import. */
    private static final Set<String> EXPORTERS = Set.of("org.stirrup.api", "org.stirrup.net", "org.stirrup.iso9660");

    /** The framework's, the log's and Java's packages belong to nobody. */
    private static final List<String> COMMON = List.of("java.", "javax.crypto", "org.osgi.", "org.slf4j");

    @Test
    void aBundleIsNamedAsItsFolder() throws Exception {
        for (Path jar : Packed.ownBundles()) {
            assertEquals(name(jar), header(jar, "Bundle-SymbolicName"));
        }
    }

    @Test
    void everyBundleImportsOnlyWhomItMay() throws Exception {
        List<String> breaches = new ArrayList<>();
        for (Path jar : Packed.ownBundles()) {
            String bundle = name(jar);
            for (String imported : packages(jar, "Import-Package")) {
                String owner = owner(imported);
                if (owner != null && !mayImport(bundle, owner)) {
                    breaches.add(bundle + " imports " + imported);
                }
            }
        }
        assertEquals(List.of(), breaches);
    }

    @Test
    void theApiImportsNothingButItself() throws Exception {
        for (Path jar : Packed.ownBundles()) {
            if (Set.of("org.stirrup.api", "org.stirrup.iso9660").contains(name(jar))) {
                for (String imported : packages(jar, "Import-Package")) {
                    assertTrue(
                            imported.startsWith("java.")
                                    || imported.startsWith(name(jar))
                                    || imported.equals("org.slf4j"),
                            name(jar) + " imports " + imported);
                }
            }
        }
    }

    @Test
    void onlyTheSharedOnesExportAndNoThirdPartyTypeShowsInThat() throws Exception {
        for (Path jar : Packed.ownBundles()) {
            Set<String> exported = packages(jar, "Export-Package");
            assertTrue(exported.isEmpty() || EXPORTERS.contains(name(jar)), name(jar) + " exports " + exported);
            String header = header(jar, "Export-Package");
            for (String foreign : List.of("org.apache.", "com.sun.jna", "org.h2", "org.postgresql", "jakarta.")) {
                assertFalse(header.contains(foreign), name(jar) + " shows " + foreign + " in an exported signature");
            }
        }
    }

    @Test
    void aThirdPartyLibraryIsWiredToOneBundle() throws Exception {
        Map<String, Set<String>> users = new TreeMap<>();
        for (Path jar : Packed.ownBundles()) {
            for (String imported : packages(jar, "Import-Package")) {
                library(imported).ifPresent(library -> users.computeIfAbsent(library, none -> new TreeSet<>())
                        .add(name(jar)));
            }
        }
        // MINA carries both datagrams and the FTP server, whose API shows its types.
        assertEquals(Set.of("org.stirrup.ftp", "org.stirrup.net"), users.remove("org.apache.mina"));
        // Answer files are checked as YAML, and a list of hosts may be YAML.
        assertEquals(Set.of("org.stirrup.answers", "org.stirrup.shell"), users.remove("org.yaml"));
        users.forEach((library, bundles) -> assertEquals(1, bundles.size(), library + " is wired to " + bundles));
    }

    @Test
    void codecsKnowJavaAlone() throws Exception {
        assertAll(
                () -> assertEquals(Set.of(), strangers("org.stirrup.dhcp", "org.stirrup.dhcp.codec")),
                () -> assertEquals(Set.of(), strangers("org.stirrup.dhcp6", "org.stirrup.dhcp6.codec")),
                () -> assertEquals(Set.of(), strangers("org.stirrup.tftp", "org.stirrup.tftp.codec")),
                () -> assertEquals(Set.of(), strangers("org.stirrup.ndp", "org.stirrup.ndp.codec")));
    }

    private static boolean mayImport(String bundle, String owner) {
        return owner.equals(bundle)
                || owner.equals("org.stirrup.api")
                || owner.equals("org.stirrup.net") && SERVERS.contains(bundle)
                || owner.equals("org.stirrup.iso9660") && IMAGE_READERS.contains(bundle);
    }

    /** The bundle of ours that a package is of; null for other people's. */
    private static String owner(String imported) throws IOException {
        if (!imported.startsWith("org.stirrup.")) {
            return null;
        }
        String owner = imported;
        Set<String> bundles = new TreeSet<>();
        for (Path jar : Packed.ownBundles()) {
            bundles.add(name(jar));
        }
        while (!bundles.contains(owner) && owner.contains(".")) {
            owner = owner.substring(0, owner.lastIndexOf('.'));
        }
        return owner;
    }

    /** Which library a package is of, by its beginning; empty for the platform's and our own. */
    private static Optional<String> library(String imported) {
        if (imported.startsWith("org.stirrup.") || COMMON.stream().anyMatch(imported::startsWith)) {
            return Optional.empty();
        }
        return List.of(
                        "org.apache.mina",
                        "org.apache.ftpserver",
                        "com.sun.jna",
                        "org.h2",
                        "com.samskivert",
                        "org.yaml",
                        "org.postgresql")
                .stream()
                .filter(imported::startsWith)
                .findFirst();
    }

    /** What a package's classes use outside of Java and the package. */
    private static Set<String> strangers(String bundle, String codec) throws IOException {
        Path jar = Packed.ownBundles().stream()
                .filter(file -> name(file).equals(bundle))
                .findFirst()
                .orElseThrow();
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), "-verbose:package", "-filter:none", jar.toString());
        Set<String> used = new TreeSet<>();
        for (String line : out.toString().lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words.length > 2 && words[0].equals(codec)) {
                used.add(words[2]);
            }
        }
        assertTrue(used.remove(codec), "jdeps said nothing of " + codec + ": " + out);
        used.removeIf(name -> name.startsWith("java."));
        return used;
    }

    private static Set<String> packages(Path jar, String header) throws IOException {
        return Arrays.stream(header(jar, header).replaceAll("\"[^\"]*\"", "").split("[,;]"))
                .filter(part -> !part.isEmpty() && !part.contains("="))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String header(Path jar, String header) throws IOException {
        Manifest manifest = Packed.manifest(jar);
        String value = manifest.getMainAttributes().getValue(header);
        return value == null ? "" : value;
    }

    /** The symbolic name, which its folder in Maven's layout has too. */
    private static String name(Path jar) {
        return jar.getParent().getParent().getFileName().toString();
    }
}
