package org.stirrup.image.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Label;
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
    private static final MenuSettings DEFAULTS = settings("auto", "");

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
                arguments(centOs("7"), server("ftp", "http"), settings("http", "")));
        assertEquals(
                "inst.repo=ftp://192.168.77.1/pub/CentOS-9 inst.ks=http://192.168.77.1/answers/CentOS-9/ks.cfg",
                arguments(centOs("9"), server("ftp", "http"), DEFAULTS));
    }

    @Test
    void withoutAServerToFetchFromItIsNotOffered() throws IOException {
        ServedImage image = centOs("7");
        assertEquals(Optional.empty(), entry(image, server("tftp"), DEFAULTS, true));
        Finding finding = InstallerMenu.findings(List.of(image), DEFAULTS, List.of("tftp"))
                .get(0);
        assertEquals("CentOS-7", finding.source());
        assertEquals("is not offered: its installer fetches by ftp or http, which nothing serves", finding.message());
        assertEquals(List.of(), InstallerMenu.findings(List.of(image), DEFAULTS, List.of("http")));
    }

    @Test
    void whatIsWantedIsTakenWhileSomethingServesItAndTheOtherElse() throws IOException {
        ServedImage image = centOs("7");
        MenuSettings http = settings("http", "");
        assertEquals("http", fetchedBy(image, server("ftp", "http"), http));
        assertEquals("ftp", fetchedBy(image, server("ftp"), http));
        assertEquals(List.of(), InstallerMenu.findings(List.of(image), http, List.of("ftp", "http")));
        assertEquals(
                List.of("its installer fetches by ftp, because nothing serves http, which"
                        + " etc/org.stirrup.image.cfg asks for"),
                InstallerMenu.findings(List.of(image), http, List.of("ftp")).stream()
                        .map(Finding::message)
                        .toList());
    }

    @Test
    void oneImageMayBeFetchedByAnotherProtocolThanTheOthers() throws IOException {
        BootServer both = server("ftp", "http");
        MenuSettings settings = settings("auto; CentOS-9: HTTP ;", "");
        assertEquals("ftp", fetchedBy(centOs("7"), both, settings));
        assertEquals("http", fetchedBy(centOs("9"), both, settings));
        assertEquals("ftp", fetchedBy(centOs("7"), both, settings("http; CentOS-7:ftp", "")));
        assertEquals("ftp", fetchedBy(centOs("7"), both, settings("http; CentOS-7: auto", "")));
        assertEquals("http", fetchedBy(centOs("9"), both, settings("*: http", "")));
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> MenuSettings.parseProtocols("auto; CentOS-7: nfs"));
        assertEquals("'nfs' is no protocol that installers fetch by", wrong.getMessage());
    }

    @Test
    void answersAreNamedOnlyWhenThereAreAny() throws IOException {
        MenuSettings none = new MenuSettings(Map.of(), false, Map.of());
        for (Optional<MenuEntry> each : List.of(
                entry(centOs("7"), server("ftp"), DEFAULTS, false), entry(centOs("7"), server("ftp"), none, true))) {
            assertEquals(
                    List.of("repo=ftp://192.168.77.1/pub/CentOS-7"),
                    ((MenuEntry.Linux) each.orElseThrow()).arguments());
        }
    }

    @Test
    void debianIsInstalledUnattendedOnlyWhereThereAreAnswers() throws IOException {
        ServedImage debian = debian();
        assertEquals(
                "auto=true priority=critical interface=auto netcfg/no_default_route=true netcfg/get_nameservers="
                        + " mirror/protocol=http url=http://192.168.77.1/answers/Debian-12/preseed.cfg"
                        + " --- quiet net.ifnames=0",
                arguments(debian, server("ftp", "http"), settings("auto", "net.ifnames=0")));
        assertTrue(
                arguments(debian, server("ftp", "http"), settings("ftp", "")).contains(" mirror/protocol=ftp "),
                "the packages by the protocol that is asked for");
        assertEquals(Optional.empty(), entry(debian, server("tftp"), DEFAULTS, true));
        MenuEntry.Linux asks =
                (MenuEntry.Linux) entry(debian, server("http"), DEFAULTS, false).orElseThrow();
        assertEquals(List.of("---", "quiet"), asks.arguments(), "nobody renders answers");
        MenuEntry.Submenu rescue = (MenuEntry.Submenu)
                InstallerMenu.rescue(List.of(debian), client(Optional.of(0)), server("http"), DEFAULTS)
                        .orElseThrow();
        assertEquals(
                List.of("rescue/enable=true", "---"),
                ((MenuEntry.Linux) rescue.entries().get(0)).arguments());
    }

    @Test
    void ubuntusServerIsToldTheFolderOfItsAnswers() throws IOException {
        ServedImage ubuntu = image(
                "Ubuntu-24",
                Disc.of(
                        "casper/vmlinuz",
                        "casper/initrd",
                        ".disk/info:Ubuntu-Server 24.04.2 LTS \"Noble Numbat\" - Release amd64 (20250215)"));
        String whole =
                "ip=dhcp url=http://192.168.77.1/iso/Ubuntu-24.iso root=/dev/ram0" + " cloud-config-url=/dev/null";
        assertEquals(
                "autoinstall ds=nocloud-net;s=http://192.168.77.1/answers/Ubuntu-24/ " + whole,
                arguments(ubuntu, server("http"), DEFAULTS));
        MenuEntry.Linux asks =
                (MenuEntry.Linux) entry(ubuntu, server("http"), DEFAULTS, false).orElseThrow();
        assertEquals(whole, String.join(" ", asks.arguments()));
    }

    @Test
    void furtherArgumentsAreForAllOrForOne() throws IOException {
        MenuSettings more =
                settings("ftp", "console=ttyS0,115200n8; CentOS-7: text  quiet ; CentOS-9: rd.debug;;*: net.ifnames=0");
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
                Stream.of(0, 6, 7, 9, 10, 11, 15, 16, 19, 41, 99)
                        .filter(code -> InstallerMenu.entry(
                                        image, client(Optional.of(code)), server, DEFAULTS, true, OptionalLong.empty())
                                .isPresent())
                        .toList());
        assertEquals(
                true,
                InstallerMenu.entry(image, client(Optional.empty()), server, DEFAULTS, true, OptionalLong.empty())
                        .isPresent());
    }

    @Test
    void aSystemIsMendedWithTheImagesThatCan() throws IOException {
        BootServer server = server("ftp", "http");
        MenuSettings more = settings("auto", "console=ttyS0");
        MenuEntry.Submenu rescue = (MenuEntry.Submenu)
                InstallerMenu.rescue(List.of(centOs("7"), centOs("9")), client(Optional.of(0)), server, more)
                        .orElseThrow();
        assertEquals("rescue", rescue.id());
        assertEquals(
                List.of(
                        "CentOS-7-rescue rescue inst.rescue repo=ftp://192.168.77.1/pub/CentOS-7 console=ttyS0",
                        "CentOS-9-rescue inst.rescue inst.repo=ftp://192.168.77.1/pub/CentOS-9 console=ttyS0"),
                rescue.entries().stream()
                        .map(entry -> entry.id() + " " + String.join(" ", ((MenuEntry.Linux) entry).arguments()))
                        .toList());
        assertEquals(Label.Start.BY_HAND, rescue.entries().get(0).label().start());
        assertEquals(Optional.empty(), InstallerMenu.rescue(List.of(), client(Optional.of(0)), server, more));
        assertEquals(
                Optional.empty(),
                InstallerMenu.rescue(List.of(centOs("7")), client(Optional.of(11)), server, more),
                "an arm64 machine");
    }

    private static MenuSettings settings(String protocol, String arguments) {
        return new MenuSettings(MenuSettings.parseProtocols(protocol), true, MenuSettings.parseArguments(arguments));
    }

    /** The protocol that the entry's first argument names. */
    private static String fetchedBy(ServedImage image, BootServer server, MenuSettings settings) throws IOException {
        return arguments(image, server, settings).replaceAll("^(?:inst[.])?repo=(.*?):.*", "$1");
    }

    private static ServedImage debian() throws IOException {
        return image(
                "Debian-12",
                Disc.of(
                        "install.amd/vmlinuz",
                        "install.amd/initrd.gz",
                        ".disk/info:Debian GNU/Linux 12.11.0 \"Bookworm\" - Official amd64 DVD"));
    }

    private static ServedImage centOs(String version) throws IOException {
        return image(
                "CentOS-" + version,
                Disc.of(
                        "images/pxeboot/vmlinuz",
                        "images/pxeboot/initrd.img",
                        "BaseOS/repodata/repomd.xml",
                        ".treeinfo:[general]\nfamily = CentOS\nversion = " + version + "\narch = x86_64\n"));
    }

    private static ServedImage image(String id, Disc disc) throws IOException {
        Identity identity = new Identifier(RuleBook.bundled())
                .identify("", disc, new Identifier.Medium(1L << 30, false))
                .orElseThrow();
        return new ServedImage(
                id,
                identity.title(),
                identity,
                ResourcePath.of("pub/" + id),
                ResourcePath.of("iso/" + id + ".iso"),
                ResourcePath.of("iso/" + id + ".cpio"));
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
        return InstallerMenu.entry(image, client(Optional.of(0)), server, settings, answers, OptionalLong.empty());
    }

    private static String arguments(ServedImage image, BootServer server, MenuSettings settings) {
        return String.join(
                " ", ((MenuEntry.Linux) entry(image, server, settings, true).orElseThrow()).arguments());
    }
}
