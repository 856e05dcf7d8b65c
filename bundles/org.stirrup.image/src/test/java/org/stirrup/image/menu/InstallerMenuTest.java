package org.stirrup.image.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.image.catalogue.ServedImage;
import org.stirrup.image.identify.Disc;
import org.stirrup.image.identify.Identifier;
import org.stirrup.image.identify.Identity;
import org.stirrup.image.identify.RuleBook;

class InstallerMenuTest {
    private static final MenuSettings DEFAULTS = settings(MenuSettings.Protocol.AUTO, "");

    @Test
    void centOs7AsTheHandMadeServerSaysIt() throws IOException {
        assertEquals(
                new MenuEntry.Linux(
                        "CentOS-7",
                        "Install CentOS 7 x86_64",
                        ResourcePath.of("pub/CentOS-7/images/pxeboot/vmlinuz"),
                        List.of(ResourcePath.of("pub/CentOS-7/images/pxeboot/initrd.img")),
                        List.of(
                                "repo=ftp://192.168.77.1/pub/CentOS-7",
                                "ks=http://192.168.77.1/answers/CentOS-7/ks.cfg")),
                entry(centOs("7"), server("ftp", "http", "tftp"), DEFAULTS, true)
                        .orElseThrow());
    }

    @Test
    void theRepositoryIsWhereSomethingServesIt() throws IOException {
        assertEquals(
                "repo=http://192.168.77.1/pub/CentOS-7 ks=http://192.168.77.1/answers/CentOS-7/ks.cfg",
                arguments(centOs("7"), server("http"), DEFAULTS));
        assertEquals(
                "repo=ftp://192.168.77.1/pub/CentOS-7 ks=ftp://192.168.77.1/answers/CentOS-7/ks.cfg",
                arguments(centOs("7"), server("ftp"), DEFAULTS));
        assertEquals(
                "repo=http://192.168.77.1/pub/CentOS-7 ks=http://192.168.77.1/answers/CentOS-7/ks.cfg",
                arguments(centOs("7"), server("ftp", "http"), settings(MenuSettings.Protocol.HTTP, "")));
        assertEquals(
                "inst.repo=ftp://192.168.77.1/pub/CentOS-9 inst.ks=http://192.168.77.1/answers/CentOS-9/ks.cfg",
                arguments(centOs("9"), server("ftp", "http"), DEFAULTS));
    }

    @Test
    void withoutAServerToFetchFromItIsNotOffered() throws IOException {
        ServedImage image = centOs("7");
        assertEquals(Optional.empty(), entry(image, server("tftp"), DEFAULTS, true));
        MenuSettings ftpOnly = settings(MenuSettings.Protocol.FTP, "");
        assertEquals(Optional.empty(), entry(image, server("http"), ftpOnly, true));
        List<Finding> findings = InstallerMenu.unfetchable(List.of(image), ftpOnly, List.of("http", "tftp"));
        assertEquals("CentOS-7", findings.get(0).source());
        assertEquals(
                "is not offered: its installer fetches by ftp, which nothing serves",
                findings.get(0).message());
        assertEquals(List.of(), InstallerMenu.unfetchable(List.of(image), DEFAULTS, List.of("http")));
    }

    @Test
    void answersAreNamedOnlyWhenThereAreAny() throws IOException {
        MenuSettings none = new MenuSettings(MenuSettings.Protocol.AUTO, false, Map.of());
        for (Optional<MenuEntry> each : List.of(
                entry(centOs("7"), server("ftp"), DEFAULTS, false), entry(centOs("7"), server("ftp"), none, true))) {
            assertEquals(
                    List.of("repo=ftp://192.168.77.1/pub/CentOS-7"),
                    ((MenuEntry.Linux) each.orElseThrow()).arguments());
        }
    }

    @Test
    void furtherArgumentsAreForAllOrForOne() throws IOException {
        MenuSettings more = settings(
                MenuSettings.Protocol.FTP,
                "console=ttyS0,115200n8; CentOS-7: text  quiet ; CentOS-9: rd.debug;;*: net.ifnames=0");
        assertEquals(
                "repo=ftp://192.168.77.1/pub/CentOS-7 ks=ftp://192.168.77.1/answers/CentOS-7/ks.cfg"
                        + " console=ttyS0,115200n8 net.ifnames=0 text quiet",
                arguments(centOs("7"), server("ftp"), more));
    }

    @Test
    void aMachineIsOfferedWhatItRuns() throws IOException {
        BootServer server = server("ftp");
        ServedImage image = centOs("7");
        assertEquals(
                List.of(0, 7, 9, 16, 99),
                Stream.of(0, 6, 7, 9, 10, 11, 15, 16, 19, 99)
                        .filter(code -> InstallerMenu.entry(image, client(Optional.of(code)), server, DEFAULTS, true)
                                .isPresent())
                        .toList());
        assertEquals(
                true,
                InstallerMenu.entry(image, client(Optional.empty()), server, DEFAULTS, true)
                        .isPresent());
    }

    private static MenuSettings settings(MenuSettings.Protocol protocol, String arguments) {
        return new MenuSettings(protocol, true, MenuSettings.parseArguments(arguments));
    }

    private static ServedImage centOs(String version) throws IOException {
        Identity identity = new Identifier(RuleBook.bundled())
                .identify(
                        "CentOS",
                        Disc.of(
                                "images/pxeboot/vmlinuz",
                                "images/pxeboot/initrd.img",
                                "BaseOS/repodata/repomd.xml",
                                ".treeinfo:[general]\nfamily = CentOS\nversion = " + version + "\narch = x86_64\n"))
                .orElseThrow();
        String id = "CentOS-" + version;
        return new ServedImage(
                id, identity.title(), identity, ResourcePath.of("pub/" + id), ResourcePath.of("iso/" + id + ".iso"));
    }

    private static BootServer server(String... protocols) throws IOException {
        return new BootServer(
                (Inet4Address) InetAddress.getByName("192.168.77.1"),
                Stream.of(protocols)
                        .collect(Collectors.toMap(each -> each, each -> URI.create(each + "://192.168.77.1/"))));
    }

    private static BootClient client(Optional<Integer> architecture) {
        return new BootClient(
                new MacAddress("52:54:00:00:00:01"),
                architecture.map(Architecture::new),
                BootClient.Stage.PXE_ROM,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "br0",
                Optional.empty());
    }

    private static Optional<MenuEntry> entry(
            ServedImage image, BootServer server, MenuSettings settings, boolean answers) {
        return InstallerMenu.entry(image, client(Optional.of(0)), server, settings, answers);
    }

    private static String arguments(ServedImage image, BootServer server, MenuSettings settings) {
        return String.join(
                " ", ((MenuEntry.Linux) entry(image, server, settings, true).orElseThrow()).arguments());
    }
}
