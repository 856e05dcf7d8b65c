package org.stirrup.launcher.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.HomeLock;

class StateTest {
    private static final String LONG = "files/" + "deep/".repeat(25) + "Grüße 日本.txt";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    private Home from;
    private Home to;
    private Path file;

    @BeforeEach
    void twoHomes() throws IOException {
        from = home("from", "one");
        to = home("to", "two");
        file = folder.resolve("state.tar.gz");
    }

    private Home home(String name, String content) throws IOException {
        Home home = Home.of(folder.resolve(name));
        home.furnish();
        for (String path : new String[] {
            "etc/org.stirrup.net.cfg",
            "features/x.feature.json",
            "data/hosts.txt",
            "data/answers/ks.cfg",
            "data/framework/bundle0/x",
            "data/mirror/debian/x.data",
            "images/" + content + ".iso",
            LONG
        }) {
            write(home, path, content);
        }
        write(home, "data/config/x.config", "felix.fileinstall.filename=\"file:" + home + "/etc/x.cfg\"");
        return home;
    }

    private static void write(Home home, String path, String text) throws IOException {
        Path file = home.folder().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String read(Home home, String path) throws IOException {
        return Files.readString(home.folder().resolve(path));
    }

    /** Every file below and what is in it. */
    private static Map<String, String> tree(Home home) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home.folder())) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                if (!path.endsWith("data/lock")) {
                    tree.put(home.folder().relativize(path).toString(), Files.readString(path));
                }
            }
        }
        return tree;
    }

    private void exported(StatePaths.Extra... extras) throws IOException {
        new StateExport(from, Set.of(extras), out).to(file);
    }

    private void imported(Home home) throws IOException {
        new StateImport(home, out).from(file);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatWasThereIsReplacedAndKept() throws IOException {
        write(to, "data/groups.txt", "two");
        exported();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        imported(to);
        for (String path : new String[] {"etc/org.stirrup.net.cfg", "data/hosts.txt", "data/answers/ks.cfg"}) {
            assertEquals("one", read(to, path));
        }
        for (String path : new String[] {LONG, "data/mirror/debian/x.data", "data/framework/bundle0/x"}) {
            assertEquals("two", read(to, path), "is not of what was exported");
        }
        assertFalse(Files.exists(to.folder().resolve("data/groups.txt")), "the state of before is not mixed in");
        assertEquals("felix.fileinstall.filename=\"file:" + to + "/etc/x.cfg\"", read(to, "data/config/x.config"));
        try (Stream<Path> all = Files.list(to.folder())) {
            Path before = all.filter(path -> path.getFileName().toString().startsWith("before-import-"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("two", Files.readString(before.resolve("etc/org.stirrup.net.cfg")));
            assertEquals("two", Files.readString(before.resolve("data/groups.txt")));
        }
        assertTrue(said().contains("what mirrors have fetched is not in it"), said());
        assertTrue(said().contains("to be copied into " + to + "/images: one.iso, 3 bytes"), said());
        try (Stream<Path> all = Files.list(to.folder())) {
            assertTrue(all.noneMatch(path -> path.getFileName().toString().startsWith(".import")));
        }
    }

    @Test
    void theCacheAndTheFilesGoAlongWhenAskedFor() throws IOException {
        exported(StatePaths.Extra.CACHE, StatePaths.Extra.FILES);
        Home fresh = Home.of(folder.resolve("fresh"));
        imported(fresh);
        assertEquals("one", read(fresh, LONG));
        assertEquals("one", read(fresh, "data/mirror/debian/x.data"));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.data())));
        try (Stream<Path> all = Files.list(fresh.folder())) {
            assertTrue(all.noneMatch(path -> path.getFileName().toString().contains("import")));
        }
    }

    @Test
    void aLinkIsLeftOutAndSaid() throws IOException {
        Files.createSymbolicLink(from.etc().resolve("passwd"), Path.of("/etc/passwd"));
        exported();
        assertTrue(said().contains("left out, it is no file: etc/passwd"), said());
        imported(to);
        assertFalse(Files.exists(to.etc().resolve("passwd")));
    }

    @Test
    void aHomeThatIsInUseTakesNothing() throws IOException {
        exported();
        Map<String, String> before = tree(to);
        HomeLock lock = HomeLock.take(to);
        try (lock) {
            assertTrue(assertThrows(IOException.class, () -> imported(to))
                    .getMessage()
                    .contains("in use"));
        }
        assertEquals(before, tree(to));
    }

    @Test
    void whatIsNoHomeIsNotExported() {
        from = Home.of(folder.resolve("nothing"));
        assertThrows(IOException.class, this::exported);
        assertFalse(Files.exists(file));
    }

    private String refused() throws IOException {
        Map<String, String> before = tree(to);
        String message = assertThrows(IOException.class, () -> imported(to)).getMessage();
        assertTrue(message.contains("nothing is changed"), message);
        assertEquals(before, tree(to), message);
        Home fresh = Home.of(folder.resolve("fresh"));
        assertThrows(IOException.class, () -> imported(fresh));
        assertFalse(fresh.exists());
        return message;
    }

    @Test
    void aDamagedArchiveIsRefused() throws IOException {
        exported();
        byte[] good = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 20, good.length / 2, good.length - 9, good.length - 1}) {
            Files.write(file, Arrays.copyOf(good, length));
            refused();
        }
        // Ten bytes are the head of gzip, with its time and such, which nothing is made of; a byte as a whole, since
        // bits
        // after the last code mean nothing.
        for (int at = 10; at < good.length; at += Math.max(1, good.length / 40)) {
            byte[] flipped = good.clone();
            flipped[at] ^= (byte) 0xff;
            Files.write(file, flipped);
            refused();
        }
        Files.writeString(file, "no archive at all");
        refused();
    }

    private interface Members {
        void add(TarWriter tar) throws IOException;
    }

    private static String add(TarWriter tar, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return "file " + bytes.length + " " + tar.add(name, bytes.length, 0, new ByteArrayInputStream(bytes)) + " "
                + name + "\n";
    }

    private void archive(UnaryOperator<byte[]> change, Members members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(bytes)) {
            members.add(tar);
        }
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(change.apply(bytes.toByteArray()));
        }
    }

    private void listed(String name, UnaryOperator<byte[]> change) throws IOException {
        archive(change, tar -> {
            String line = add(tar, name, "x");
            add(tar, StateExport.MANIFEST, StateExport.VERSION + "\n" + line);
        });
    }

    @Test
    void whatIsMadeLikeAnArchiveIsOne() throws IOException {
        listed("etc/x.cfg", UnaryOperator.identity());
        imported(to);
        assertEquals("x", read(to, "etc/x.cfg"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "/etc/x",
                "etc/../../x",
                "etc/./x",
                "etc//x",
                "etc",
                "etc/",
                "etc\\x/y",
                "data/framework/x",
                "data/lock",
                "data/mirror",
                "data/control.sock",
                "images/x.iso",
                "bin/x",
                "etc/a\u0001b"
            })
    void aNameThatLeadsElsewhereIsRefused(String name) throws IOException {
        listed(name, UnaryOperator.identity());
        assertTrue(refused().contains("is no name of a file"), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "5", "6", "L"})
    void whatIsNoFileIsRefused(String type) throws IOException {
        listed("etc/x", tar -> {
            tar[156] = (byte) type.charAt(0);
            byte[] sum = String.format("%06o\0 ", TarWriter.sum(tar)).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(sum, 0, tar, 148, sum.length);
            return tar;
        });
        assertTrue(refused().contains("etc/x is "), type);
    }

    @Test
    void aSizeThatThereIsNoRoomForIsRefusedBeforeItIsWritten() throws IOException {
        listed("etc/x", tar -> {
            byte[] size = "77777777777\0".getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(size, 0, tar, 124, size.length);
            byte[] sum = String.format("%06o\0 ", TarWriter.sum(tar)).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(sum, 0, tar, 148, sum.length);
            return tar;
        });
        String message = refused();
        assertTrue(message.contains("no room") || message.contains("cut short"), message);
    }

    @Test
    void aListThatDoesNotFitIsRefused() throws IOException {
        archive(UnaryOperator.identity(), tar -> {
            add(tar, "etc/x", "x");
            add(tar, StateExport.MANIFEST, StateExport.VERSION + "\n");
        });
        assertTrue(refused().contains("etc/x is not in its list"));
        archive(UnaryOperator.identity(), tar -> {
            String line = add(tar, "etc/x", "x");
            add(tar, StateExport.MANIFEST, StateExport.VERSION + "\n" + line + line.replace("etc/x", "etc/y"));
        });
        assertTrue(refused().contains("etc/y is not what its list says"));
        archive(UnaryOperator.identity(), tar -> add(tar, StateExport.MANIFEST, "stirrup-state 2\n"));
        assertTrue(refused().contains("another version"));
        archive(UnaryOperator.identity(), tar -> add(tar, "etc/x", "x"));
        assertTrue(refused().contains("no list"));
        archive(UnaryOperator.identity(), tar -> {
            String line = add(tar, "etc/x", "x");
            add(tar, "etc/x", "x");
            add(tar, StateExport.MANIFEST, StateExport.VERSION + "\n" + line);
        });
        assertTrue(refused().contains("twice"));
        archive(UnaryOperator.identity(), tar -> {
            String line = add(tar, "etc/x", "x") + add(tar, "etc/x/y", "x");
            add(tar, StateExport.MANIFEST, StateExport.VERSION + "\n" + line);
        });
        assertTrue(refused().contains("a file and a folder"));
    }
}
