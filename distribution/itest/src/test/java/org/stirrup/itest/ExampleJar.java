package org.stirrup.itest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/**
 * The tutorial's loader as its author builds one release after the other: with another version, and a program so long
 * that it is seen on its way.
 *
 * @param version its Bundle-Version
 * @param program what it offers to its machines
 */
record ExampleJar(String version, byte[] program) {
    static final String NAME = "org.stirrup.loader.example";
    static final String PROGRAM = "example/hello.bin";

    static ExampleJar of(String version) {
        byte[] program = new byte[40_000];
        new Random(version.hashCode()).nextBytes(program);
        return new ExampleJar(version, program);
    }

    /** Written beside and moved in, as a careful administrator does it. */
    void dropInto(Path folder) throws IOException {
        Path fresh = Files.createTempFile(folder.getParent(), "fresh", ".part");
        write(fresh);
        Files.move(fresh, folder.resolve("example.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(Path target) throws IOException {
        try (JarFile packed = new JarFile(System.getProperty("stirrup.example"))) {
            Manifest manifest = new Manifest(packed.getManifest());
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
            try (OutputStream file = Files.newOutputStream(target);
                    JarOutputStream jar = new JarOutputStream(file, manifest)) {
                for (JarEntry entry : Collections.list(packed.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        jar.putNextEntry(new JarEntry(entry.getName()));
                        jar.write(
                                entry.getName().equals(PROGRAM)
                                        ? program
                                        : packed.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }
    }
}
