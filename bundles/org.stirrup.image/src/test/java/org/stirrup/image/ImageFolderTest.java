package org.stirrup.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.image.Image;
import org.stirrup.image.catalogue.Installers;
import org.stirrup.testkit.osgi.FakeFramework;

class ImageFolderTest {
    private static final String FILE = "file:/srv/stirrup/etc/org.stirrup.image.cfg";

    @TempDir
    Path home;

    private FakeFramework framework;
    private ImageFolder folder;

    @BeforeEach
    void makeHome() throws Exception {
        Files.createDirectory(home.resolve("images"));
        framework = new FakeFramework(home);
    }

    @AfterEach
    void stop() throws Exception {
        if (folder != null) {
            folder.stop();
            assertEquals(Optional.empty(), framework.service(Repository.class), "what was mounted is withdrawn");
        }
    }

    @Test
    void everyDefaultIsThis() {
        ImageFolder.Config config = config(Map.of());
        assertEquals("images", config.folder());
        assertEquals("2", config.settle());
        assertEquals("auto", config.protocol());
        assertEquals("true", config.answers());
        assertEquals("", config.arguments());
    }

    @Test
    void anImageIsMountedAndOffered() throws Exception {
        moveIn("c.iso");
        start(Map.of());
        Repository tree = framework.await(Repository.class);
        assertEquals(Optional.of("pub/CentOS-7"), framework.property(Repository.class, Repository.MOUNT));
        assertInstanceOf(Lookup.Found.class, tree.find(ResourcePath.of(".treeinfo")));
        folder.look();
        assertInstanceOf(Image.State.Ready.class, folder.images().get(0).state());
        MenuEntry.Linux entry = (MenuEntry.Linux) entries().get(0);
        // No answer file is named while nobody renders any.
        assertEquals(List.of("repo=ftp://10.0.0.1/pub/CentOS-7"), entry.arguments());
        Finding finding = folder.findings().get(0);
        assertTrue(finding.message().contains("nothing serves"), finding.message());
    }

    @Test
    void rulesOfOnesOwnComeFirstAndOneWithAMistakeCountsForNothing() throws Exception {
        moveIn("c.iso");
        Path rules = Files.createDirectories(home.resolve("data/rules")).resolve("mine.rules");
        Files.writeString(rules, "[mine : redhat]\nverb Try\narguments mine={tree}\n");
        start(Map.of());
        framework.await(Repository.class);
        folder.look();
        MenuEntry.Linux entry = (MenuEntry.Linux) entries().get(0);
        assertEquals("Try CentOS 7 x86_64", entry.title());
        assertEquals(List.of("mine=ftp://10.0.0.1/pub/CentOS-7"), entry.arguments());
        Files.writeString(rules, "[mine : redhat]\nkernle x\n");
        folder.look();
        assertEquals("Install CentOS 7 x86_64", entries().get(0).title());
        Finding wrong = folder.findings().get(0);
        assertEquals(rules.toString(), wrong.source());
        assertEquals("line 2: unknown key: kernle x; none of its rules counts", wrong.message());
        Files.delete(rules);
        folder.look();
        assertTrue(folder.findings().stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR));
    }

    private static Host ofOneGigabyte(MacAddress mac) {
        return new Host(
                        mac,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Host.State.DISCOVERED,
                        "",
                        "",
                        Instant.EPOCH,
                        Instant.EPOCH)
                .withHardware(Hardware.UNKNOWN.withMemory(OptionalLong.of(1L << 30)));
    }

    @Test
    void aMachineWithTooLittleMemoryIsTold() throws Exception {
        moveIn("c.iso");
        start(Map.of());
        framework.await(Repository.class);
        folder.look();
        folder.hosts = (HostDirectory) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HostDirectory.class}, (proxy, method, arguments) -> {
                    assertEquals("find", method.getName());
                    return Optional.of((MacAddress) arguments[0])
                            .filter(mac -> mac.text().endsWith("01"))
                            .map(ImageFolderTest::ofOneGigabyte);
                });
        assertEquals(
                "Install CentOS 7 x86_64 - needs 2.0 GB, this PC has 1.0 GB",
                entries().get(0).title());
    }

    @Test
    void aCheckFindsWhatIsWrongAndMountsNothing() throws Exception {
        framework.with("stirrup.check", "true");
        Files.write(home.resolve("images/broken.iso"), new byte[50_000]);
        moveIn("c.iso");
        start(Map.of());
        assertEquals(Optional.empty(), framework.service(Repository.class));
        assertEquals(
                List.of(home.resolve("images/broken.iso").toString()),
                folder.findings().stream().map(Finding::source).toList());
    }

    @Test
    void aWrongValueIsNamedAndWhatWasInForceStays() throws Exception {
        moveIn("c.iso");
        start(Map.of("protocol", "http", "settle", "0"));
        framework.await(Repository.class);
        folder.configure(
                config(Map.of("protocol", "gopher", "settle", "soon", "answers", "perhaps", "arguments", "quiet")),
                Map.of("felix.fileinstall.filename", FILE));
        List<Finding> wrong = folder.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
        assertEquals(
                List.of(
                        "settle=soon: is no number of seconds",
                        "protocol=gopher: 'gopher' is no protocol that installers fetch by",
                        "answers=perhaps: is neither true nor false"),
                wrong.stream().map(Finding::message).toList());
        assertEquals("/srv/stirrup/etc/org.stirrup.image.cfg", wrong.get(0).source());
        folder.look();
        assertEquals(
                List.of("repo=http://10.0.0.1/pub/CentOS-7", "quiet"),
                ((MenuEntry.Linux) entries().get(0)).arguments());
        folder.configure(config(Map.of()), Map.of());
        assertTrue(folder.findings().stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR));
    }

    @Test
    void anotherFolderMayBeNamed() throws Exception {
        Path other = Files.createDirectory(home.resolve("other"));
        moveIn("c.iso");
        Files.move(home.resolve("images/c.iso"), other.resolve("c.iso"));
        start(Map.of("folder", "${stirrup.home}/other"));
        framework.await(Repository.class);
        folder.configure(config(Map.of("folder", "images")), Map.of());
        folder.look();
        assertEquals(List.of(), folder.images());
        folder.configure(config(Map.of("folder", other.toString())), Map.of());
        folder.look();
        assertEquals(1, folder.images().size());
    }

    private void start(Map<String, String> values) {
        folder = new ImageFolder(framework.context(), config(values), Map.of());
    }

    private void moveIn(String name) throws Exception {
        Path made = Installers.centOs(Files.createTempDirectory(home, "making"), "7", "kernel");
        Files.setLastModifiedTime(made, FileTime.from(Instant.EPOCH));
        Files.move(made, home.resolve("images").resolve(name));
    }

    private List<MenuEntry> entries() throws Exception {
        BootServer server = new BootServer(
                (Inet4Address) InetAddress.getByName("10.0.0.1"),
                Map.of("ftp", URI.create("ftp://10.0.0.1/"), "http", URI.create("http://10.0.0.1/")));
        return folder.entries(BootClient.of(new MacAddress("52:54:00:00:00:01"), "br0"), server);
    }

    private static ImageFolder.Config config(Map<String, String> values) {
        return (ImageFolder.Config) Proxy.newProxyInstance(
                ImageFolder.Config.class.getClassLoader(),
                new Class<?>[] {ImageFolder.Config.class},
                (self, method, none) -> values.getOrDefault(method.getName(), (String) method.getDefaultValue()));
    }
}
