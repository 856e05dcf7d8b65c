package org.stirrup.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.boot.Services.mounted;
import static org.stirrup.boot.Services.ranked;
import static org.stirrup.testkit.boot.Machines.CLIENT_ADDRESS;
import static org.stirrup.testkit.boot.Machines.MAC;
import static org.stirrup.testkit.boot.Machines.SERVER;
import static org.stirrup.testkit.boot.Machines.SERVER_ADDRESS;

import java.lang.reflect.Proxy;
import java.net.Inet4Address;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootResolver.Decision;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostSettings;
import org.stirrup.boot.client.Neighbours;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

class BootSwitchboardTest {
    private final Services.Journal journal = new Services.Journal();
    private final Services.Hosts hosts = new Services.Hosts();
    private BootSwitchboard switchboard;

    @BeforeEach
    void start() {
        switchboard =
                new BootSwitchboard(new Neighbours(Path.of("/no/such/table")), InstantSource.fixed(Instant.EPOCH));
        switchboard.journal = journal;
        switchboard.hosts = hosts;
        switchboard.repositories = List.of(mounted(
                "pub/CentOS-7",
                0,
                new Services.Files(
                        "CentOS-7.iso", Map.of("images/pxeboot/vmlinuz", "k", "images/pxeboot/initrd.img", "i"))));
    }

    @AfterEach
    void stop() {
        switchboard.stop();
    }

    @Test
    void theLoaderOfTheHighestRankingThatClaimsTheClientBootsIt() {
        switchboard.loaders =
                List.of(ranked(0, loader("low", "low.0")), ranked(9, loader("high", "high.0")), ranked(9, broken()));
        Decision.Boot boot = assertInstanceOf(Decision.Boot.class, resolve(Machines.bios()));
        assertEquals("high", boot.loader());
        assertEquals("high.0", boot.file().file());
        assertEquals(List.of("broken failed to offer: java.lang.IllegalStateException: oops"), boot.declined());
        assertEquals(List.of("broken failed to offer: java.lang.IllegalStateException: oops"), journal.texts);
    }

    @Test
    void whoWasAskedBeforeItAndDeclinedSaysWhy() {
        switchboard.loaders = List.of(
                ranked(9, declining("grub", "core.img is not there")),
                ranked(5, loader("pxelinux", "pxelinux.0")),
                ranked(1, declining("ipxe", "is not asked")));
        Decision.Boot boot = assertInstanceOf(Decision.Boot.class, resolve(Machines.bios()));
        assertEquals("pxelinux", boot.loader());
        assertEquals(List.of("grub: core.img is not there"), boot.declined());
    }

    @Test
    void whereNoLoaderMatchesEachSaysWhy() {
        switchboard.loaders = List.of(ranked(0, loader("pxelinux", "pxelinux.0")), ranked(5, broken()));
        assertEquals(
                new Decision.NoLoader(List.of(
                        "broken failed to offer: java.lang.IllegalStateException: oops",
                        "pxelinux: not a BIOS machine",
                        "loader-grub or loader-ipxe would start it: put loader-grub.feature.json into features/")),
                resolve(Machines.uefi()));
    }

    @Test
    void howAMachineLastShowedItselfIsKnownByItsHardwareAddress() {
        Decision foreseen = switchboard.foresee(Machines.bios(), SERVER_ADDRESS);
        assertEquals(Optional.empty(), switchboard.lastSeen(MAC));
        assertEquals(foreseen, resolve(Machines.bios()));
        assertEquals(Machines.bios(), switchboard.lastSeen(MAC).orElseThrow().client());
        BootClient system = BootClient.of(MAC, "br0").withAddress(CLIENT_ADDRESS);
        switchboard.confirmed(system);
        assertEquals(system, switchboard.lastSeen(MAC).orElseThrow().client());
    }

    @Test
    void aLoaderThatGoesIsNotAskedAndOneThatComesIs() {
        assertEquals(
                "no loader is installed; loader-pxelinux or loader-ipxe or loader-grub would start it: put"
                        + " loader-pxelinux.feature.json into features/",
                assertInstanceOf(Decision.NoLoader.class, resolve(Machines.bios()))
                        .because());
        switchboard.loaders = List.of(ranked(0, loader("pxelinux", "pxelinux.0")));
        assertInstanceOf(Decision.Boot.class, resolve(Machines.bios()));
        switchboard.loaders = List.of();
        assertInstanceOf(Decision.NoLoader.class, resolve(Machines.bios()));
    }

    @Test
    void theMenuIsOfAllProvidersInTheirOrderAndABrokenOneIsLeftOut() {
        switchboard.menuProviders = List.of(
                ranked(1, (client, server) -> List.of(chain("later"))),
                ranked(3, (client, server) -> List.of(chain("first"), chain("second"))),
                ranked(2, (client, server) -> {
                    throw new IllegalStateException("oops");
                }));
        Menu menu = switchboard.menu(Machines.bios(), SERVER);
        assertEquals(
                List.of("first", "second", "later", "local"),
                menu.entries().stream().map(MenuEntry::id).toList());
        assertEquals(1, journal.texts.size());
        assertTrue(journal.texts.get(0).contains("failed to make its menu entries"), journal.texts::toString);
    }

    @Test
    void aHostThatWasInstalledBootsItsDiskAndOneToBeInstalledAgainTheInstaller() {
        switchboard.configure(config("first", "30", "Boot"), Map.of());
        switchboard.menuProviders = List.of(ranked(0, (client, server) -> List.of(Menus.centos())));
        hosts.states.put(MAC, Host.State.DISCOVERED);
        assertEquals("CentOS-7", switchboard.menu(Machines.bios(), SERVER).defaultId());

        hosts.states.put(MAC, Host.State.INSTALLED);
        Menu installed = switchboard.menu(Machines.bios(), SERVER);
        assertEquals("local", installed.defaultId());
        assertEquals(Optional.of(Duration.ZERO), installed.timeout());

        hosts.states.put(MAC, Host.State.DISCOVERED);
        assertEquals("CentOS-7", switchboard.menu(Machines.bios(), SERVER).defaultId());
    }

    @Test
    void anEntryWhoseFilesAreNotInTheContentTreeCannotBeChosen() {
        MenuEntry.Chain own = new MenuEntry.Chain("own", "Own program", ResourcePath.of("loader.0"));
        switchboard.menuProviders = List.of(ranked(0, (client, server) -> List.of(Menus.centos(), own)));
        switchboard.loaders = List.of(ranked(0, loader("pxelinux", "loader.0")));
        assertEquals(List.of(Menus.centos(), own), choices());

        switchboard.loaders = List.of();
        assertEquals(
                List.of(Menus.centos(), new MenuEntry.Unavailable(own.label(), "loader.0: no such file")), choices());

        switchboard.repositories = List.of(mounted("pub/CentOS-7", 0, new Services.Files("CentOS-7.iso", Map.of())));
        assertEquals(
                new MenuEntry.Unavailable(
                        Menus.centos().label(), "pub/CentOS-7/images/pxeboot/vmlinuz: no such file in CentOS-7.iso"),
                choices().get(0));
    }

    /** Without the local disk. */
    private List<MenuEntry> choices() {
        return switchboard.menu(Machines.bios(), SERVER).entries().subList(0, 2);
    }

    @Test
    void withoutAHostDirectoryNoMachineIsInstalledUnasked() {
        switchboard.configure(config("first", "30", "Boot"), Map.of());
        switchboard.menuProviders = List.of(ranked(0, (client, server) -> List.of(Menus.centos())));
        assertEquals(List.of(), switchboard.findings());
        switchboard.hosts = null;
        assertEquals("local", switchboard.menu(Machines.bios(), SERVER).defaultId());
        assertEquals(1, switchboard.findings().size());
        assertTrue(switchboard.findings().get(0).message().contains("policy=first"));
    }

    @Test
    void whatAHostIsAssignedGoesBeforeThePolicy() {
        switchboard.configure(config("local", "30", "Boot"), Map.of());
        switchboard.menuProviders = List.of(ranked(0, (client, server) -> List.of(Menus.centos())));
        hosts.states.put(MAC, Host.State.DISCOVERED);
        assertEquals("local", switchboard.menu(Machines.bios(), SERVER).defaultId());
        Assignment assignment = new Assignment(Optional.of("CentOS-7"), Optional.empty(), Assignment.Mode.ONCE);
        switchboard.hostSettings = (HostSettings) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HostSettings.class},
                (proxy, method, asked) -> Optional.of(assignment));
        Menu menu = switchboard.menu(Machines.bios(), SERVER);
        assertEquals("CentOS-7", menu.defaultId());
        assertEquals(Optional.of(Duration.ZERO), menu.timeout());
        hosts.states.put(MAC, Host.State.INSTALLED);
        assertEquals("local", switchboard.menu(Machines.bios(), SERVER).defaultId());
    }

    @Test
    void whoeverIsConfirmedIsShownToTheHostDirectory() {
        switchboard.confirmed(Machines.bios());
        assertEquals(List.of(MAC), hosts.seen);
        assertEquals(Optional.of(Machines.bios()), switchboard.at(CLIENT_ADDRESS));
    }

    @Test
    void withoutAHostDirectoryEverythingGoesOn() {
        switchboard.hosts = null;
        switchboard.confirmed(Machines.bios());
        assertEquals("local", switchboard.menu(Machines.bios(), SERVER).defaultId());
    }

    @Test
    void aMachineThatWasLookedUpHasTheArchitectureItsHostHad() {
        hosts.states.put(MAC, Host.State.DISCOVERED);
        switchboard.confirmed(BootClient.of(MAC, "br0").withAddress(CLIENT_ADDRESS));
        assertEquals(
                Optional.of(Architecture.BIOS),
                switchboard.at(CLIENT_ADDRESS).orElseThrow().architecture());
    }

    @Test
    void theServerIsReachedWhereEndpointsListen() {
        switchboard.endpoints = List.of(
                ranked(0, endpoint("ftp", "ftp://192.168.77.1/")),
                ranked(0, endpoint("http", "http://192.168.77.1/")),
                ranked(9, endpoint("http", "http://192.168.77.1:8080/")),
                ranked(0, endpoint("tftp", null)));
        assertEquals(
                Map.of("ftp", URI.create("ftp://192.168.77.1/"), "http", URI.create("http://192.168.77.1:8080/")),
                switchboard.server(SERVER_ADDRESS).endpoints());
    }

    @Test
    void aWrongConfigurationIsNamedAndTheLastGoodOneStays() {
        switchboard.configure(config("local", "5", "Boot"), Map.of());
        switchboard.configure(
                config("perhaps", "soon", "Boot"),
                Map.of("felix.fileinstall.filename", "file:/x/org.stirrup.boot.cfg"));
        assertEquals(
                List.of(
                        new Finding(
                                Finding.Severity.ERROR,
                                "/x/org.stirrup.boot.cfg",
                                "policy=perhaps: no such policy; what was in force stays",
                                "write first, menu or local"),
                        new Finding(
                                Finding.Severity.ERROR,
                                "/x/org.stirrup.boot.cfg",
                                "timeoutSeconds=soon: not a number from -1 to 3600; what was in force stays",
                                "write seconds such as 30, 0 to boot at once, -1 to wait for ever")),
                switchboard.findings());
        assertEquals(
                Optional.of(Duration.ZERO),
                switchboard.menu(Machines.bios(), SERVER).timeout());

        switchboard.configure(config("menu", "-1", "Boot"), Map.of());
        assertEquals(List.of(), switchboard.findings());
        assertEquals(Optional.empty(), switchboard.menu(Machines.bios(), SERVER).timeout());
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() throws NoSuchMethodException {
        BootConfig defaults = config(defaultOf("policy"), defaultOf("timeoutSeconds"), defaultOf("title"));
        assertEquals(
                new ConfigReading(Optional.of(ConfigReading.DEFAULTS), List.of()),
                ConfigReading.of(defaults, Map.of()));
        assertEquals(
                "menu 30 Stirrup network boot",
                defaults.policy() + " " + defaults.timeoutSeconds() + " " + defaults.title());
    }

    private static String defaultOf(String key) throws NoSuchMethodException {
        return (String) BootConfig.class.getMethod(key).getDefaultValue();
    }

    private Decision resolve(BootClient client) {
        return switchboard.resolve(client, SERVER_ADDRESS);
    }

    private static BootLoader loader(String name, String file) {
        return new Services.Loader(name, file, name + ".cfg", (client, menu) -> "");
    }

    private static BootLoader declining(String name, String because) {
        return new BootLoader() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Offer offer(BootClient client, BootServer server) {
                return new Offer.NotMine(because);
            }

            @Override
            public Optional<Resource> program(ResourcePath path) {
                return Optional.empty();
            }
        };
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

    private static MenuEntry chain(String id) {
        return new MenuEntry.Chain(id, id, ResourcePath.of(id + ".0"));
    }

    private static ContentEndpoint endpoint(String protocol, String root) {
        return new ContentEndpoint() {
            @Override
            public String protocol() {
                return protocol;
            }

            @Override
            public Optional<URI> base(Inet4Address serverAddress) {
                return Optional.ofNullable(root).map(URI::create);
            }
        };
    }

    private static BootConfig config(String policy, String timeoutSeconds, String title) {
        return new BootConfig() {
            @Override
            public Class<BootConfig> annotationType() {
                return BootConfig.class;
            }

            @Override
            public String policy() {
                return policy;
            }

            @Override
            public String timeoutSeconds() {
                return timeoutSeconds;
            }

            @Override
            public String title() {
                return title;
            }
        };
    }
}
