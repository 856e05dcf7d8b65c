package org.stirrup.testkit.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A folder with everything that a repository meets: sizes, names, depths, links good and bad. */
public final class SampleTree {
    /** Even, because some formats count times in two seconds. */
    public static final Instant MODIFIED = Instant.parse("2020-11-04T11:33:22Z");

    private SampleTree() {}

    /** @return the folder */
    public static Path in(Path folder) throws IOException {
        long seed = 1;
        for (int size : new int[] {0, 1, 511, 512, 513, 2047, 2048, 2049, 65_536, 1_000_003}) {
            file(folder, "sizes/" + size + ".bin", random(size, seed++));
        }
        file(folder, ".treeinfo", "[general]\nfamily = Sample\n".getBytes(StandardCharsets.US_ASCII));
        file(folder, "images/pxeboot/vmlinuz", random(300_000, seed++));
        file(folder, "images/pxeboot/initrd.img", random(100_000, seed++));
        file(folder, "deep/1/2/3/4/5/6/7/8/9/10/11/deep.txt", random(100, seed++));
        String rpm = "a-package-with-a-rather-long-name-that-needs-rock-ridge-or-joliet-1.2.3-4.el7_9.x86_64.rpm";
        file(folder, "Packages/" + rpm, random(5000, seed++));
        file(folder, "Packages/" + "n".repeat(200) + ".rpm", random(5000, seed++));
        for (String name : List.of(
                "UPPER.TXT",
                "lower.txt",
                "noext",
                "with space & plus+, comma;semi, (1) %41.txt",
                "\u00fcml\u00e4ut-\u65e5\u672c.txt",
                "two..dots",
                "-dash",
                "~tilde",
                "#hash",
                "a=b@c!d'e")) {
            file(folder, "names/" + name, name.getBytes(StandardCharsets.UTF_8));
        }
        Files.createDirectories(folder.resolve("empty-folder"));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.setLastModifiedTime(each, FileTime.from(MODIFIED));
            }
        }
        return folder;
    }

    /** Adds links: {@code good/*} lead to what is there, {@code bad/*} to nothing or out of the tree. */
    public static Path withLinks(Path folder) throws IOException {
        link(folder, "good/file", "../images/pxeboot/vmlinuz");
        link(folder, "good/folder", "../deep/1/2");
        link(folder, "good/again", "file");
        link(folder, "good/through", "folder/3/../../../1/2/3/4");
        link(folder, "good/here", ".");
        link(folder, "good/up", "..");
        link(folder, "bad/absolute", "/etc/passwd");
        link(folder, "bad/climbing", "../../../../../../../../../../../../etc/passwd");
        link(folder, "bad/folder-out", "../..");
        link(folder, "bad/broken", "nothing");
        link(folder, "bad/self", "self");
        link(folder, "bad/ping", "pong");
        link(folder, "bad/pong", "ping");
        return folder;
    }

    private static void link(Path folder, String path, String target) throws IOException {
        Path link = folder.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }

    private static void file(Path folder, String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
