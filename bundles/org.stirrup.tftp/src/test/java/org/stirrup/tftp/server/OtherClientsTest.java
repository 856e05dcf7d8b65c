package org.stirrup.tftp.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;

/** Clients that other people wrote, against the real server on the loopback interface. */
@Timeout(180)
class OtherClientsTest {
    /** More blocks of 512 bytes than there are block numbers, and the last of them empty. */
    private static final int ROLLS_OVER = 512 * 66_000;

    /** {@code @P} is the port, {@code @F} the file asked for, {@code @O} where it is to be put. */
    private static final List<String> CLIENTS = List.of(
            "curl -sS --tftp-blksize 1432 -o @O tftp://127.0.0.1:@P/@F",
            "curl -sS --tftp-no-options -o @O tftp://127.0.0.1:@P/@F",
            "tftp -m binary 127.0.0.1 @P -c get @F @O",
            "atftp --option blksize_1428 --option windowsize_16 --get -r @F -l @O 127.0.0.1 @P",
            "atftp --option blksize_1468 --option windowsize_4 --option tsize_0 --get -r @F -l @O 127.0.0.1 @P",
            "busybox tftp -b 1408 -g -r @F -l @O 127.0.0.1 @P",
            "busybox tftp -b 65464 -g -r /@F -l @O 127.0.0.1 @P");

    @TempDir
    Path folder;

    private Loopback loopback;

    @BeforeEach
    void serve() throws InterruptedException {
        loopback = new Loopback();
    }

    @AfterEach
    void stop() {
        loopback.close();
    }

    static Stream<Arguments> clientsAndSizes() {
        return CLIENTS.stream().flatMap(client -> Stream.of(0, 1, 512, 1428 * 16, 100_000, 5_000_000)
                .filter(size -> size > 0 || !failsOnEmptyFiles(client))
                .map(size -> arguments(client, size)));
    }

    /** curl 7.88 with options: "getpeername() failed" on an empty file, from any server. */
    private static boolean failsOnEmptyFiles(String client) {
        return client.startsWith("curl -sS --tftp-blksize");
    }

    @ParameterizedTest
    @MethodSource("clientsAndSizes")
    void fetchesAFile(String client, int size) throws Exception {
        byte[] file = publish("boot/file.bin", size);

        Path got = fetch(client, "boot/file.bin");

        assertEquals(sum(file), sum(Files.readAllBytes(got)));
        assertEquals(Kind.TRANSFER_START, loopback.next().kind());
        BootEvent end = loopback.next();
        assertEquals(Kind.TRANSFER_END, end.kind(), end::text);
        assertEquals(Integer.toString(size), end.details().get("bytes"));
    }

    @ParameterizedTest
    @MethodSource("smallBlocks")
    void fetchesAFileOfMoreBlocksThanThereAreNumbers(String client) throws Exception {
        byte[] file = publish("initrd.img", ROLLS_OVER);

        assertEquals(sum(file), sum(Files.readAllBytes(fetch(client, "initrd.img"))));
    }

    static Stream<String> smallBlocks() {
        return Stream.of(
                "curl -sS --tftp-no-options -o @O tftp://127.0.0.1:@P/@F",
                "tftp -m binary 127.0.0.1 @P -c get @F @O",
                "atftp --option blksize_512 --option windowsize_32 --get -r @F -l @O 127.0.0.1 @P");
    }

    @Test
    void aWindowIsGranted() throws Exception {
        publish("kernel", 1_000_000);

        fetch("atftp --option blksize_1428 --option windowsize_16 --get -r @F -l @O 127.0.0.1 @P", "kernel");

        loopback.next();
        BootEvent end = loopback.next();
        assertEquals("16", end.details().get("windowsize"));
        assertEquals("1428", end.details().get("blksize"));
    }

    @Test
    void aTextIsConvertedForNetascii() throws Exception {
        byte[] text = "DEFAULT linux\nLABEL linux\n\rend".getBytes(StandardCharsets.US_ASCII);
        loopback.tree.files.put("menu", new Lookup.Found(Resource.of(text, Instant.EPOCH)));

        Path got = fetch("tftp -m ascii 127.0.0.1 @P -c get @F @O", "menu");

        assertArrayEquals(text, Files.readAllBytes(got));
    }

    @Test
    void aFileThatIsNotThereIsAnErrorAtOnce() throws Exception {
        assumeInstalled("curl");
        Ran ran = run(command("curl -sS -o @O tftp://127.0.0.1:@P/@F", "nothing", folder.resolve("out")));

        assertNotEquals(0, ran.status());
        assertEquals(Kind.NOT_FOUND, loopback.next().kind());
    }

    @Test
    void nothingCanBeStored() throws Exception {
        assumeInstalled("curl");
        Path file = Files.writeString(folder.resolve("in"), "mine");
        Ran ran = run(List.of("curl", "-sS", "-T", file.toString(), "tftp://127.0.0.1:" + port() + "/pxelinux.0"));

        assertNotEquals(0, ran.status());
        assertEquals(Kind.REFUSED, loopback.next().kind());
    }

    private byte[] publish(String path, int size) {
        byte[] file = new byte[size];
        new Random(size).nextBytes(file);
        loopback.tree.files.put(path, new Lookup.Found(Resource.of(file, Instant.EPOCH)));
        return file;
    }

    private Path fetch(String client, String file) throws IOException, InterruptedException {
        assumeInstalled(client.split(" ")[0]);
        Path out = folder.resolve("out");
        Ran ran = run(command(client, file, out));
        assertEquals(0, ran.status(), ran.said());
        assertTrue(Files.exists(out), ran.said());
        return out;
    }

    /** In the templates above, underscores are spaces inside an argument. */
    private List<String> command(String client, String file, Path out) {
        return Arrays.stream(client.split(" "))
                .map(word -> word.replace('_', ' ')
                        .replace("@P", Integer.toString(port()))
                        .replace("@F", file)
                        .replace("@O", out.toString()))
                .toList();
    }

    private int port() {
        return loopback.address().getPort();
    }

    private record Ran(int status, String said) {}

    private static Ran run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), String.join(" ", command) + ": " + said);
    }

    private static void assumeInstalled(String program) {
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        assumeTrue(found, "SKIPPED: " + program + " is not installed");
    }

    private static String sum(byte[] bytes) throws NoSuchAlgorithmException {
        return java.util.HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
