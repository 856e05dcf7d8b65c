package org.stirrup.boot.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.boot.Services.mounted;
import static org.stirrup.boot.Services.ranked;
import static org.stirrup.testkit.boot.Machines.CLIENT_ADDRESS;
import static org.stirrup.testkit.boot.Machines.MAC;
import static org.stirrup.testkit.boot.Machines.SERVER_ADDRESS;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.RenderedContent;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.boot.Services;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

class ContentTreeTest {
    private static final Requester TFTP = new Requester("tftp", CLIENT_ADDRESS, SERVER_ADDRESS);
    private static final BootLoader PXELINUX = new Services.Loader(
            "pxelinux", "pxelinux.0", "pxelinux.cfg/default", (client, menu) -> client.mac() + " " + menu.defaultId());

    private final Services.Journal journal = new Services.Journal();
    private final Board board = new Board();
    private ContentTree tree;

    @BeforeEach
    void start() {
        tree = new ContentTree();
        tree.boot = board;
        tree.journal = journal;
    }

    @AfterEach
    void stop() {
        tree.stop();
    }

    /** TFTP, which asks again, is told that it comes; the others wait, or are told that there is nothing. */
    @Test
    void whatComesSoonIsWaitedForByWhoCanWait() {
        Lookup there = new Lookup.Found(Resource.of(new byte[1], Instant.EPOCH));
        Lookup coming = new Lookup.Coming("soon");
        class Slow implements Repository {
            @Override
            public Lookup find(ResourcePath path) {
                return coming;
            }

            @Override
            public Lookup await(ResourcePath path) {
                return path.text().equals("never") ? coming : there;
            }

            @Override
            public List<ContentEntry> list(ResourcePath path) {
                return List.of();
            }
        }
        tree.repositories = List.of(mounted("pub", 0, new Slow()));
        Requester http = new Requester("http", CLIENT_ADDRESS, SERVER_ADDRESS);
        assertEquals(coming, tree.find(ResourcePath.of("pub/x"), TFTP));
        assertEquals(there, tree.find(ResourcePath.of("pub/x"), http));
        assertEquals(new Lookup.Failed("soon"), tree.find(ResourcePath.of("pub/never"), http));
    }

    @Test
    void theUsersFileWinsOverTheRenderedOne() throws IOException {
        board.client = Optional.of(Machines.bios());
        tree.loaders = List.of(ranked(0, PXELINUX));
        assertEquals("52:54:00:77:00:10 local", read("pxelinux.cfg/default"));

        tree.repositories = List.of(users(Map.of("pxelinux.cfg/default", "DEFAULT mine")));
        assertEquals("DEFAULT mine", read("pxelinux.cfg/default"));

        tree.repositories = List.of();
        assertEquals("52:54:00:77:00:10 local", read("pxelinux.cfg/default"));
    }

    @Test
    void eachPlaceWinsOverTheOnesAfterIt() throws IOException {
        String path = "pxelinux.0";
        Map.Entry<Map<String, Object>, Repository> image = mounted("", 0, files("image", path));
        Map.Entry<Map<String, Object>, BootLoader> program = ranked(0, PXELINUX);
        Map.Entry<Map<String, Object>, BootLoader> config = ranked(0, configOf(path));
        Map.Entry<Map<String, Object>, RenderedContent> rendered = mounted("", 0, rendered("rendered"));

        tree.repositories = List.of(image);
        assertEquals("image", read(path));
        tree.loaders = List.of(program);
        assertEquals("pxelinux", read(path));
        tree.loaders = List.of(program, config);
        assertEquals("config", read(path));
        tree.rendered = List.of(rendered);
        assertEquals("rendered", read(path));
        tree.repositories = List.of(image, users(Map.of(path, "users")));
        assertEquals("users", read(path));
    }

    @Test
    void theDeepestMountIsAskedFirstAndAtOnePlaceTheHighestRanking() throws IOException {
        tree.repositories = List.of(
                mounted("", 500, files("root", "pub/a/x", "pub/y", "z")),
                mounted("pub", 100, files("pub", "a/x", "y")),
                mounted("pub/a", 0, files("low", "x", "only-low")),
                mounted("/pub/a/", 5, files("high", "x")));
        assertEquals("high", read("pub/a/x"));
        assertEquals("low", read("pub/a/only-low"));
        assertEquals("pub", read("pub/y"));
        assertEquals("root", read("z"));
        assertEquals(new Lookup.Absent("no such file in high"), find("pub/a/nothing"));
    }

    @Test
    void foldersThatLeadToAMountExist() {
        tree.repositories = List.of(
                mounted("pub/CentOS-7", 0, files("centos", "images/pxeboot/vmlinuz")),
                mounted("pub/Debian/12", 0, files("debian", "x")),
                users(Map.of("readme.txt", "text", "pub/mine/file", "text")));
        assertEquals(new Lookup.Folder(), find(""));
        assertEquals(new Lookup.Folder(), find("pub"));
        assertEquals(new Lookup.Folder(), find("pub/CentOS-7"));
        assertEquals(new Lookup.Folder(), find("pub/Debian"));
        assertEquals(List.of("pub/", "readme.txt"), list(""));
        assertEquals(List.of("CentOS-7/", "Debian/", "mine/"), list("pub"));
        assertEquals(List.of("12/"), list("pub/Debian"));
        assertEquals(List.of("images/"), list("pub/CentOS-7"));
        assertEquals(List.of(), list("nowhere"));
        assertInstanceOf(Lookup.Absent.class, find("nowhere"));
    }

    @Test
    void anEmptyApplianceHasAnEmptyRoot() {
        assertEquals(new Lookup.Folder(), find(""));
        assertEquals(List.of(), list(""));
        assertEquals(new Lookup.Absent("no such file"), find("x"));
    }

    @Test
    void aRefusalOrAFailureEndsTheSearch() {
        Map.Entry<Map<String, Object>, Repository> image = mounted("", 0, files("image", "x"));
        tree.repositories =
                List.of(image, mounted("", Repository.USER_RANKING, always(new Lookup.Refused("link leads out"))));
        assertEquals(new Lookup.Refused("link leads out"), find("x"));
        tree.repositories = List.of(image, mounted("", Repository.USER_RANKING, always(new Lookup.Failed("disk"))));
        assertEquals(new Lookup.Failed("disk"), find("x"));
    }

    @Test
    void aRepositoryThatThrowsIsAFailureAndNamed() {
        tree.repositories = List.of(mounted("pub/x", 0, new Repository() {
            @Override
            public Lookup find(ResourcePath path) {
                throw new IllegalStateException("oops");
            }

            @Override
            public List<ContentEntry> list(ResourcePath path) {
                throw new IllegalStateException("oops");
            }
        }));
        String because = "what is mounted at /pub/x failed at /pub/x/y: java.lang.IllegalStateException: oops";
        assertEquals(new Lookup.Failed(because), find("pub/x/y"));
        assertEquals(List.of(because), journal.texts);
        assertEquals(List.of(), list("pub/x/y"));
    }

    @Test
    void aMountPointThatIsNoPathIsNamedAndNotShown() throws IOException {
        tree.repositories = List.of(mounted("../etc", 0, files("evil", "passwd")), mounted("", 0, files("good", "x")));
        assertEquals("good", read("x"));
        assertTrue(
                journal.texts.get(0).contains("stirrup.mount=../etc: path has a '..' segment"),
                journal.texts::toString);
    }

    @Test
    void anAddressThatNobodyKnowsGetsTheMenuOfAMachineThatNobodyKnows() throws IOException {
        tree.loaders = List.of(ranked(0, PXELINUX));
        assertEquals("00:00:00:00:00:00 local", read("pxelinux.cfg/default"));
    }

    @Test
    void whatAHostIsToBootIsDecidedAtEachRequest() throws IOException {
        board.client = Optional.of(Machines.bios());
        tree.loaders = List.of(ranked(0, PXELINUX));
        assertEquals("52:54:00:77:00:10 local", read("pxelinux.cfg/default"));
        board.defaultId = "other";
        assertEquals("52:54:00:77:00:10 other", read("pxelinux.cfg/default"));
    }

    @Test
    void aBrokenLoaderHidesNobodysFileButAMissingOneMayHaveBeenItsOwn() throws IOException {
        tree.loaders = List.of(ranked(9, broken()), ranked(0, PXELINUX));
        assertEquals("pxelinux", read("pxelinux.0"));
        assertEquals(
                new Lookup.Failed("broken failed to give /boot.cfg: java.lang.IllegalStateException: oops"),
                find("boot.cfg"));
    }

    @Test
    void whatIsRenderedSaysWhyThereIsNothing() {
        tree.rendered = List.of(
                mounted("answers", 0, (path, client, server) -> new Lookup.Absent("no template for " + client.mac())));
        board.client = Optional.of(Machines.bios());
        assertEquals(new Lookup.Absent("no template for " + MAC), find("answers/ks.cfg"));
        assertEquals(new Lookup.Absent("no such file"), find("elsewhere/ks.cfg"));
    }

    @Test
    void aFileOpenedBeforeItsRepositoryWentIsReadToTheEnd() throws IOException {
        tree.repositories = List.of(mounted("pub", 0, files("bytes of the image", "x")));
        Resource resource = assertInstanceOf(Lookup.Found.class, find("pub/x")).resource();
        try (Resource.Content open = resource.open()) {
            tree.repositories = List.of();
            assertEquals("bytes of the image", text(open));
        }
        assertInstanceOf(Lookup.Absent.class, find("pub/x"));
    }

    private Lookup find(String path) {
        return tree.find(ResourcePath.of(path), TFTP);
    }

    private String read(String path) throws IOException {
        try (Resource.Content open = assertInstanceOf(Lookup.Found.class, find(path), path)
                .resource()
                .open()) {
            return text(open);
        }
    }

    private static String text(Resource.Content open) throws IOException {
        InputStream in = Resource.stream(open, 0);
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private List<String> list(String path) {
        return tree.list(ResourcePath.of(path), TFTP).stream()
                .map(entry -> entry.name() + (entry.folder() ? "/" : ""))
                .toList();
    }

    private static Map.Entry<Map<String, Object>, Repository> users(Map<String, String> texts) {
        return mounted("", Repository.USER_RANKING, new Services.Files("files", texts));
    }

    /** Files whose text is the repository's name. */
    private static Repository files(String name, String... paths) {
        Map<String, String> texts = new HashMap<>();
        Stream.of(paths).forEach(path -> texts.put(path, name));
        return new Services.Files(name, texts);
    }

    private static Repository always(Lookup lookup) {
        return new Repository() {
            @Override
            public Lookup find(ResourcePath path) {
                return lookup;
            }

            @Override
            public List<ContentEntry> list(ResourcePath path) {
                return List.of();
            }
        };
    }

    private static RenderedContent rendered(String text) {
        return (path, client, server) ->
                new Lookup.Found(Resource.of(text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH));
    }

    private static BootLoader configOf(String path) {
        return new Services.Loader("writer", "no/program", path, (client, menu) -> "config");
    }

    private static BootLoader broken() {
        return new BootLoader() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Offer offer(BootClient client, BootServer server) {
                throw new IllegalStateException("oops");
            }

            @Override
            public Optional<Resource> program(ResourcePath path) {
                throw new IllegalStateException("oops");
            }
        };
    }

    /** Knows one client, or nobody, and always has the same menu. */
    private static final class Board implements BootResolver {
        private Optional<BootClient> client = Optional.empty();
        private String defaultId = "local";

        @Override
        public Decision resolve(BootClient booting, Inet4Address serverAddress) {
            return new Decision.NoLoader(List.of());
        }

        @Override
        public Decision foresee(BootClient booting, Inet4Address serverAddress) {
            return new Decision.NoLoader(List.of());
        }

        @Override
        public Menu menu(BootClient booting, BootServer server) {
            MenuEntry other = new MenuEntry.Chain("other", "Other", ResourcePath.of("other.0"));
            return new Menu("Boot", List.of(Menus.LOCAL, other), defaultId, Optional.empty());
        }

        @Override
        public void confirmed(BootClient booting) {
            client = Optional.of(booting);
        }

        @Override
        public void confirmed(BootClient client, Inet6Address at) {
            throw new UnsupportedOperationException("not told here");
        }

        @Override
        public Optional<BootClient> at(InetAddress address) {
            return client;
        }

        @Override
        public Optional<Sighting> lastSeen(MacAddress mac) {
            return Optional.empty();
        }

        @Override
        public BootServer server(Inet4Address serverAddress) {
            return Machines.SERVER;
        }
    }
}
