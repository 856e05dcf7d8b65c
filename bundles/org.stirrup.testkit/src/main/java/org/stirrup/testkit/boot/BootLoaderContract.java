package org.stirrup.testkit.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.stirrup.testkit.boot.Machines.SERVER;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootLoader.ConfigFile;
import org.stirrup.api.boot.BootLoader.Offer;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/**
 * What every {@link BootLoader} does. A loader's test extends this and gives the loader, a client that it starts and the
 * path of its configuration file.
 */
public abstract class BootLoaderContract {
    /** What the appliance waits for a loader before it asks the next. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private BootLoader loader;

    /** The loader with its programs in place; a new one for each test. */
    protected abstract BootLoader loader() throws Exception;

    /** A client that this loader starts. */
    protected abstract BootClient ownClient();

    /** The configuration file that its program asks for; empty for a loader that has none. */
    protected abstract Optional<ResourcePath> configPath();

    @BeforeEach
    final void makeLoader() throws Exception {
        loader = loader();
    }

    @Test
    void itsNameIsShortAndStable() {
        assertTrue(loader.name().matches("[a-z0-9][a-z0-9.-]*"), loader.name());
        assertEquals(loader.name(), loader.name());
    }

    @Test
    void itOffersItsOwnClientAProgramThatItHas() {
        Offer offer = loader.offer(ownClient(), SERVER);
        String file = assertInstanceOf(Offer.BootFile.class, offer).file();
        if (file.matches("[a-z]+://.*")) {
            assertNotNull(URI.create(file).getHost(), file);
        } else {
            assertTrue(loader.program(ResourcePath.of(file)).isPresent(), "offers " + file + " and does not have it");
        }
    }

    @Test
    void itAnswersEveryKindOfClientTheSameEachTime() {
        for (BootClient client : clients()) {
            assertEquals(
                    describe(loader.offer(client, SERVER)), describe(loader.offer(client, SERVER)), client::toString);
        }
    }

    @Test
    void aClientThatIsNotItsOwnIsToldWhyInOneLine() {
        for (BootClient client : clients()) {
            if (loader.offer(client, SERVER) instanceof Offer.NotMine notMine) {
                assertFalse(notMine.because().isBlank(), client::toString);
                assertFalse(notMine.because().contains("\n"), notMine::because);
            }
        }
    }

    @Test
    void anOperatingSystemThatAsksForAnAddressIsNotBooted() {
        assertInstanceOf(
                Offer.NotMine.class,
                loader.offer(BootClient.of(Machines.MAC, "br0").withAddress(Machines.CLIENT_ADDRESS), SERVER));
    }

    @Test
    void itsOptionsCanBeSent() {
        for (BootClient client : clients()) {
            if (loader.offer(client, SERVER) instanceof Offer.BootFile file) {
                file.options().keySet().forEach(code -> assertTrue(code > 0 && code < 255, "option " + code));
            }
        }
    }

    /** The fastest of many: what the loader needs, not what the machine under the test is busy with. */
    @Test
    void itAnswersFromMemory() {
        assertFast("offer", () -> loader.offer(ownClient(), SERVER));
        assertFast("program", () -> loader.program(ResourcePath.of("no/such/program")));
        assertFast("config", () -> loader.config(path(), ownClient(), SERVER, Menus.choice()));
    }

    @Test
    void oddPathsAreNotItsOwnAndNoFault() {
        for (ResourcePath path : oddPaths()) {
            assertEquals(Optional.empty(), loader.program(path), path::toString);
            for (Menu menu : Menus.all()) {
                assertInstanceOf(
                        ConfigFile.NotMine.class, loader.config(path, ownClient(), SERVER, menu), path::toString);
            }
        }
    }

    @Test
    void itsProgramReadsTheSameEachTimeAndIsAsLongAsItSays() throws IOException {
        if (loader.offer(ownClient(), SERVER) instanceof Offer.BootFile file
                && !file.file().contains("://")) {
            ResourcePath path = ResourcePath.of(file.file());
            byte[] once = read(loader.program(path).orElseThrow());
            assertTrue(once.length > 0, "an empty program");
            assertArrayEquals(once, read(loader.program(path).orElseThrow()));
        }
    }

    /** Said in the journal, after "stopped after ...: ". */
    @Test
    void whatItMeansThatNothingFollowsItsProgramIsSaidInOneLineAndNothingOfOthersFiles() {
        if (loader.offer(ownClient(), SERVER) instanceof Offer.BootFile file
                && !file.file().contains("://")) {
            loader.stopped(ResourcePath.of(file.file())).ifPresent(because -> {
                assertFalse(because.isBlank());
                assertFalse(because.contains("\n"), because);
            });
        }
        configPath()
                .ifPresent(path -> assertEquals(Optional.empty(), loader.stopped(path), "a menu may wait for ever"));
        oddPaths().forEach(path -> assertEquals(Optional.empty(), loader.stopped(path), path::toString));
    }

    @Test
    void whatItFindsWrongIsSaidWithARemedy() {
        if (loader instanceof SelfCheck check) {
            for (Finding finding : check.findings()) {
                assertFalse(finding.source().isBlank(), finding::toString);
                assertFalse(finding.message().isBlank(), finding::toString);
                assertFalse(finding.remedy().isBlank(), finding::toString);
            }
        }
    }

    @Test
    void itsConfigurationFileIsTextForEveryMenuAndEveryClient() {
        if (configPath().isEmpty()) {
            return;
        }
        for (Menu menu : Menus.all()) {
            for (BootClient client : List.of(ownClient(), Machines.stranger(), BootClient.of(Machines.MAC, ""))) {
                ConfigFile file = assertDoesNotThrow(() -> loader.config(path(), client, SERVER, menu));
                String text = assertInstanceOf(ConfigFile.Text.class, file).text();
                assertFalse(text.isBlank());
                text.chars()
                        .filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
                        .forEach(c -> fail("control character " + c + " in\n" + text));
            }
        }
    }

    @Test
    void itsConfigurationFileNamesTheEntriesOfTheMenu() {
        if (configPath().isPresent()) {
            ConfigFile file = loader.config(path(), ownClient(), SERVER, Menus.odd());
            String text = assertInstanceOf(ConfigFile.Text.class, file).text();
            Menus.odd().entries().forEach(entry -> assertTrue(text.contains(entry.id()), entry.id() + " in\n" + text));
        }
    }

    /** Written with its hash, or not at all. */
    @Test
    void anEntryWithAPasswordIsNeverShownWithout() {
        if (configPath().isEmpty()) {
            return;
        }
        ConfigFile file = loader.config(path(), ownClient(), SERVER, Menus.locked());
        String text = assertInstanceOf(ConfigFile.Text.class, file).text();
        boolean checked = Menus.PASSWORD.hashes().stream().anyMatch(text::contains);
        assertTrue(checked || !text.contains(Menus.LOCKED.kernel().text()), text);
        assertTrue(text.contains(Menus.LOCKED.id()), "nothing is said of the entry in\n" + text);
    }

    @Test
    void manyThreadsGetTheSameAnswer() throws Exception {
        String expected = describe(loader.offer(ownClient(), SERVER));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> answers = IntStream.range(0, 400)
                    .mapToObj(i -> threads.submit(() -> describe(loader.offer(ownClient(), SERVER))))
                    .toList();
            for (Future<String> answer : answers) {
                assertEquals(expected, answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private ResourcePath path() {
        return configPath().orElse(ResourcePath.of("no/such/config"));
    }

    private List<BootClient> clients() {
        return Stream.concat(Machines.all().stream(), Stream.of(ownClient(), Machines.bootp(), Machines.stranger()))
                .toList();
    }

    private static List<ResourcePath> oddPaths() {
        return List.of(
                ResourcePath.ROOT,
                ResourcePath.of("no such file"),
                ResourcePath.of("a/".repeat(1_000) + "b"),
                ResourcePath.of("x".repeat(ResourcePath.MAX_LENGTH)),
                ResourcePath.of("%s%n${jndi:x}"),
                ResourcePath.of("größe/文件"),
                ResourcePath.of("..."),
                ResourcePath.of("~root"),
                ResourcePath.of("a:b*c?d|e"));
    }

    private static void assertFast(String what, Runnable call) {
        Duration fastest = IntStream.range(0, 20)
                .mapToObj(i -> {
                    long start = System.nanoTime();
                    call.run();
                    return Duration.ofNanos(System.nanoTime() - start);
                })
                .min(Duration::compareTo)
                .orElseThrow();
        assertTrue(fastest.compareTo(PATIENCE) < 0, () -> what + " takes " + fastest.toMillis() + " ms");
    }

    private static String describe(Offer offer) {
        if (offer instanceof Offer.BootFile file) {
            Map<Integer, String> options = new TreeMap<>();
            file.options()
                    .forEach((code, bytes) -> options.put(code, HexFormat.of().formatHex(bytes)));
            return file.file() + " " + options;
        }
        return assertInstanceOf(Offer.NotMine.class, offer).because();
    }

    private static byte[] read(Resource resource) throws IOException {
        try (InputStream in = Resource.stream(resource.open(), 0)) {
            byte[] bytes = in.readAllBytes();
            assertEquals(resource.size(), bytes.length);
            return bytes;
        }
    }
}
