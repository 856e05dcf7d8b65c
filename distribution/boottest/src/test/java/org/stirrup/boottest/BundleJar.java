package org.stirrup.boottest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A bundle of the packed appliance, changed as a new version of it might be. */
final class BundleJar {
    static final Path SYSTEM = Lab.DISTRIBUTION.resolve("appliance/target/stirrup/system/org/stirrup");

    private final Path jar;
    private final Manifest manifest;
    private final Map<String, byte[]> replaced = new HashMap<>();

    private BundleJar(Path jar, Manifest manifest) {
        this.jar = jar;
        this.manifest = manifest;
    }

    static BundleJar of(String bundle) throws IOException {
        try (Stream<Path> files = Files.walk(SYSTEM.resolve(bundle))) {
            Path jar = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
            try (JarFile packed = new JarFile(jar.toFile())) {
                return new BundleJar(jar, packed.getManifest());
            }
        }
    }

    BundleJar version(String version) {
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        return this;
    }

    /** Adds to a header that is a list. */
    BundleJar with(String header, String clause) {
        Attributes main = manifest.getMainAttributes();
        String before = main.getValue(header);
        main.putValue(header, before == null ? clause : before + "," + clause);
        return this;
    }

    /** Puts one component in the place of all that the bundle has. @param xml within the component element */
    BundleJar component(String name, Class<?> implementation, String xml) throws IOException {
        String file = "OSGI-INF/" + name + ".xml";
        manifest.getMainAttributes().putValue("Service-Component", file);
        String type = implementation.getName();
        String text = "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\" name=\"" + name
                + "\" immediate=\"true\"><implementation class=\"" + type + "\"/>" + xml + "</scr:component>";
        replaced.put(file, text.getBytes(StandardCharsets.UTF_8));
        String path = type.replace('.', '/') + ".class";
        replaced.put(
                path, implementation.getClassLoader().getResourceAsStream(path).readAllBytes());
        return this;
    }

    /** Written aside and renamed in, as a careful administrator does. */
    void drop(Lab lab, Path target) throws IOException {
        Path aside = lab.work.resolve("aside.jar");
        try (JarFile packed = new JarFile(jar.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(aside), manifest)) {
            for (JarEntry entry : packed.stream().toList()) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME) && !replaced.containsKey(entry.getName())) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(packed.getInputStream(entry).readAllBytes());
                }
            }
            for (Map.Entry<String, byte[]> entry : replaced.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        Files.move(
                aside,
                target,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
