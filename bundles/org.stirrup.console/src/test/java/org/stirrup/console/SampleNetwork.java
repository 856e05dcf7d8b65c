package org.stirrup.console;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.MenuProvider;
import org.stirrup.api.boot.ReplyExplainer;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostSettings;
import org.stirrup.api.image.Image;
import org.stirrup.api.image.ImageCatalogue;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.api.lease.AddressPlan;
import org.stirrup.api.lease.LeaseStore;

/** The services of an appliance with some machines on its network, and boots of theirs. */
final class SampleNetwork {
    static final MacAddress FIRST = new MacAddress("52:54:00:77:00:10");
    static final MacAddress EVIL = new MacAddress("52:54:00:77:00:66");
    static final String MARKUP = "<script>alert(1)</script>";

    final FakeJournal journal = new FakeJournal(Instant.now().minusSeconds(90));
    final Map<MacAddress, Host> hosts = new TreeMap<>();
    final Map<String, Assignment> groups = new ConcurrentSkipListMap<>();
    final SampleLeases leases = new SampleLeases();
    final List<AddressPlan.Reserved> reserved = new CopyOnWriteArrayList<>(List.of(
            new AddressPlan.Reserved(address("192.168.77.9"), "circuit:" + MARKUP, Optional.empty()),
            new AddressPlan.Reserved(address("192.168.77.210"), FIRST.text(), Optional.of("web1"))));

    void register(ConsoleFramework framework) {
        framework.register(BootJournal.class, journal, Map.of());
        framework.register(HostDirectory.class, new Hosts(), Map.of());
        framework.register(HostSettings.class, new Assignments(), Map.of());
        framework.register(ImageCatalogue.class, SampleNetwork::images, Map.of());
        framework.register(MenuProvider.class, SampleNetwork::menu, Map.of());
        framework.register(LeaseStore.class, leases, Map.of());
        framework.register(AddressPlan.class, this::plan, Map.of());
        framework.register(BootLoader.class, new Loader(), Map.of("service.ranking", 10));
        framework.register(Repository.class, new Files(), Map.of(Repository.MOUNT, "", "service.ranking", 1000));
        framework.register(ContentEndpoint.class, new Ftp(), Map.of());
        framework.register(BootResolver.class, new SampleSwitchboard(FIRST), Map.of());
        framework.register(ReplyExplainer.class, SampleNetwork::explain, Map.of());
    }

    /** As the DHCP server writes it. */
    private static List<String> explain(BootClient client, Optional<Inet4Address> relay) {
        if (!client.link().isEmpty() && !client.link().equals("lan0")) {
            throw new IllegalArgumentException("'" + client.link() + "' is no link that is served: lan0");
        }
        String heard = "heard       DISCOVER on lan0 (192.168.77.1)";
        String who = "client      " + client.mac() + ", " + client.stage() + ", " + client.platform();
        if (client.platform() != Architecture.Platform.BIOS) {
            return List.of(heard, who, "boots       nothing: pxelinux: " + MARKUP, "no answer   nothing can start it");
        }
        return List.of(
                heard,
                who,
                "address     192.168.77.100 is reserved for it",
                "not by      ipxe: undionly.kpxe is not installed: apt install ipxe",
                "boots       pxelinux.0 from 192.168.77.1, says the loader pxelinux",
                "reply       OFFER to 192.168.77.100 port 68, 302 bytes",
                "    yiaddr                          192.168.77.100",
                "    67 boot file                    pxelinux.0");
    }

    static SelfCheck complaint() {
        return () -> List.of(
                new Finding(
                        Finding.Severity.ERROR,
                        "etc/org.stirrup.dhcp.subnet-lan.cfg",
                        "range=192.168.1.100-192.168.2.200: the last address is not in 192.168.1.0/24",
                        "give a range such as 192.168.1.100-192.168.1.200"),
                new Finding(
                        Finding.Severity.WARNING,
                        "org.stirrup.image",
                        "debian-12.iso is still arriving",
                        "wait until it is copied"));
    }

    void host(MacAddress mac, String name, Host.State state, String note) {
        hosts.put(
                mac,
                new Host(
                        mac,
                        Optional.of(name).filter(n -> !n.isEmpty()),
                        Optional.empty(),
                        Optional.of(Architecture.BIOS),
                        Optional.of(address("192.168.77.100")),
                        List.of("lab", "west"),
                        state,
                        note,
                        "secret-token",
                        Instant.now().minus(Duration.ofDays(3)),
                        Instant.now().minusSeconds(60)));
    }

    /** From the first packet to the kernel on its way. */
    void boot(MacAddress mac, String address) {
        line(BootEvent.Kind.DISCOVER, mac, "", "PXEClient:Arch:00000", 0, Map.of());
        line(
                BootEvent.Kind.OFFER,
                mac,
                address,
                "pxelinux.0 by pxelinux",
                12,
                Map.of("loader", "pxelinux", "file", "pxelinux.0"));
        line(BootEvent.Kind.REQUEST, mac, address, "", 990, Map.of());
        line(BootEvent.Kind.ACK, mac, address, "", 15, Map.of("loader", "pxelinux", "file", "pxelinux.0"));
        file(mac, "pxelinux.0", "tftp", 42_392, 60);
        file(mac, "ldlinux.c32", "tftp", 116_096, 130);
        line(
                BootEvent.Kind.NOT_FOUND,
                mac,
                address,
                "pxelinux.cfg/01-52-54-00-77-00-10",
                3,
                Map.of("file", "pxelinux.cfg/01-52-54-00-77-00-10", "protocol", "tftp"));
        file(mac, "pxelinux.cfg/default", "tftp", 512, 4);
        file(mac, "pub/CentOS-7-x86_64/images/pxeboot/vmlinuz", "tftp", 6_769_256, 2300);
        start(mac, "pub/CentOS-7-x86_64/images/pxeboot/initrd.img", "tftp", 53_147_596);
    }

    void installer(MacAddress mac) {
        end(mac, "pub/CentOS-7-x86_64/images/pxeboot/initrd.img", "tftp", 53_147_596, 14_800);
        line(BootEvent.Kind.DISCOVER, mac, "", "no vendor class", 9000, Map.of());
        line(BootEvent.Kind.ACK, mac, "192.168.77.100", "", 20, Map.of());
        file(mac, "answers/centos7.ks", "http", 1_812, 20);
        file(mac, "pub/CentOS-7-x86_64/.treeinfo", "ftp", 354, 10);
        file(mac, "pub/CentOS-7-x86_64/LiveOS/squashfs.img", "ftp", 514_899_968, 9200);
        line(BootEvent.Kind.REPORT, mac, "", "started: partitioning", 1000, Map.of("report", "started"));
    }

    void offersNotTaken(MacAddress mac, int count) {
        for (int i = 0; i < count; i++) {
            line(BootEvent.Kind.DISCOVER, mac, "", "PXEClient:Arch:00007", 4000, Map.of());
            line(BootEvent.Kind.OFFER, mac, "192.168.77.105", MARKUP, 1, Map.of("loader", "grub", "file", "shim.efi"));
        }
    }

    void noLoader(MacAddress mac) {
        line(BootEvent.Kind.DISCOVER, mac, "", "PXEClient:Arch:00007", 100, Map.of());
        line(
                BootEvent.Kind.NO_LOADER,
                mac,
                "192.168.77.101",
                "pxelinux: UEFI_X64 firmware, this is a BIOS program",
                5,
                Map.of());
    }

    private void file(MacAddress mac, String name, String protocol, long bytes, long millis) {
        start(mac, name, protocol, bytes);
        end(mac, name, protocol, bytes, millis);
    }

    void start(MacAddress mac, String name, String protocol, long bytes) {
        Map<String, String> details = new HashMap<>(Map.of("file", name, "protocol", protocol));
        details.put("bytes", Long.toString(bytes));
        line(BootEvent.Kind.TRANSFER_START, mac, "", name, 8, details);
    }

    void end(MacAddress mac, String name, String protocol, long bytes, long millis) {
        Map<String, String> details = new HashMap<>(Map.of("file", name, "protocol", protocol));
        details.put("bytes", Long.toString(bytes));
        details.put("millis", Long.toString(millis));
        line(BootEvent.Kind.TRANSFER_END, mac, "", name, millis, details);
    }

    private void line(
            BootEvent.Kind kind, MacAddress mac, String address, String text, long after, Map<String, String> details) {
        Optional<InetAddress> from = address.isEmpty() ? Optional.empty() : Optional.of(address(address));
        journal.after(after).record(new BootEvent(kind, Optional.of(mac), from, text, details));
    }

    static Inet4Address address(String text) {
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** One network, the addresses of {@link SampleLeases}, and two that are kept. */
    private List<AddressPlan.Subnet> plan() {
        return List.of(new AddressPlan.Subnet(
                address("192.168.77.0"),
                24,
                List.of(
                        new AddressPlan.Pool(
                                "/opt/stirrup/etc/org.stirrup.dhcp.subnet-lan.cfg",
                                List.of(new AddressPlan.Range(address("192.168.77.50"), address("192.168.77.220"))),
                                Set.of(address("192.168.77.210"))),
                        new AddressPlan.Pool(
                                "/opt/stirrup/etc/org.stirrup.dhcp.pool-phones.cfg",
                                List.of(new AddressPlan.Range(address("192.168.77.230"), address("192.168.77.239"))),
                                Set.of())),
                reserved));
    }

    private static List<Image> images() {
        return List.of(
                new Image(
                        Path.of("/srv/images/CentOS-7-x86_64.iso"),
                        new Image.State.Ready(
                                "CentOS-7-x86_64",
                                "CentOS 7 x86_64",
                                "redhat",
                                "7",
                                "x86_64",
                                ResourcePath.of("pub/CentOS-7-x86_64"),
                                Image.Confidence.CERTAIN,
                                OptionalLong.of(2L << 30)),
                        List.of("/.treeinfo: family = CentOS, version = 7", "/images/pxeboot/vmlinuz is there")),
                new Image(Path.of("/srv/images/debian-12.iso"), new Image.State.Arriving(), List.of()),
                new Image(
                        Path.of("/srv/images/holiday.iso"),
                        new Image.State.Broken("no volume descriptor at sector 16: this is no ISO 9660 image"),
                        List.of()),
                new Image(
                        Path.of("/srv/images/tools.iso"),
                        new Image.State.Unknown("tools", ResourcePath.of("pub/tools")),
                        List.of("no rule knows its files")));
    }

    static List<MenuEntry> menu(BootClient client, BootServer server) {
        return List.of(new MenuEntry.Linux(
                "CentOS-7-x86_64",
                "Install CentOS 7 x86_64",
                ResourcePath.of("pub/CentOS-7-x86_64/images/pxeboot/vmlinuz"),
                List.of(ResourcePath.of("pub/CentOS-7-x86_64/images/pxeboot/initrd.img")),
                List.of("repo=ftp://192.168.77.1/pub/CentOS-7-x86_64", "ks=http://192.168.77.1/answers/centos7.ks")));
    }

    private static final class Loader implements BootLoader {
        @Override
        public String name() {
            return "pxelinux";
        }

        @Override
        public Offer offer(BootClient client, BootServer server) {
            return client.platform() == Architecture.Platform.BIOS
                    ? new Offer.BootFile("pxelinux.0")
                    : new Offer.NotMine(client.platform() + " firmware, this is a BIOS program");
        }

        @Override
        public Optional<Resource> program(ResourcePath path) {
            return Optional.empty();
        }

        @Override
        public ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
            return path.text().equals("pxelinux.cfg/default")
                    ? new ConfigFile.Text("# for " + client.mac() + "\nDEFAULT " + menu.defaultId() + "\n")
                    : new ConfigFile.NotMine();
        }
    }

    private static final class Files implements Repository {
        @Override
        public Lookup find(ResourcePath path) {
            return new Lookup.Absent("empty");
        }

        @Override
        public List<ContentEntry> list(ResourcePath path) {
            return List.of();
        }
    }

    private static final class Ftp implements ContentEndpoint {
        @Override
        public String protocol() {
            return "ftp";
        }

        @Override
        public Optional<URI> base(Inet4Address serverAddress) {
            return serverAddress.isLoopbackAddress()
                    ? Optional.of(URI.create("ftp://" + serverAddress.getHostAddress() + "/"))
                    : Optional.empty();
        }
    }

    private final class Assignments implements HostSettings {
        @Override
        public Optional<Assignment> assigned(Host host) {
            return host.assignment().or(() -> host.groups().stream()
                    .map(groups::get)
                    .filter(Objects::nonNull)
                    .findFirst());
        }

        @Override
        public Map<String, Assignment> groups() {
            return groups;
        }

        @Override
        public Optional<Host> assign(MacAddress mac, Optional<Assignment> assignment) {
            return Optional.ofNullable(hosts.computeIfPresent(mac, (same, host) -> host.withAssignment(assignment)));
        }

        @Override
        public void assignGroup(String group, Optional<Assignment> assignment) {
            Host.checkGroup(group);
            assignment.ifPresentOrElse(given -> groups.put(group, given), () -> groups.remove(group));
        }

        @Override
        public Optional<Host> name(MacAddress mac, Optional<String> name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Host> hardware(MacAddress mac, Hardware hardware) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Hosts implements HostDirectory {
        @Override
        public Optional<Host> seen(BootClient client) {
            return find(client.mac());
        }

        @Override
        public Optional<Host> find(MacAddress mac) {
            return Optional.ofNullable(hosts.get(mac));
        }

        @Override
        public List<Host> all() {
            return List.copyOf(hosts.values());
        }

        @Override
        public Report report(String token, Host.State state, String note, Hardware found) {
            return new Report.Refused("not here");
        }

        @Override
        public Optional<Host> assign(MacAddress mac, Collection<String> groups) {
            return Optional.ofNullable(hosts.computeIfPresent(mac, (same, host) -> host.withGroups(groups)));
        }

        @Override
        public Optional<Host> reinstall(MacAddress mac) {
            find(mac).ifPresent(h -> host(mac, h.name().orElse(""), Host.State.DISCOVERED, ""));
            return find(mac);
        }
    }
}
