package org.stirrup.shell.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostSettings;
import org.stirrup.api.image.Image;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;

class AssignTest {
    private static final MacAddress MAC = org.stirrup.testkit.lease.Leases.mac(1);

    private Host host = new Host(
            MAC,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of("lab"),
            Host.State.DISCOVERED,
            "",
            "",
            org.stirrup.testkit.lease.Leases.NOON,
            org.stirrup.testkit.lease.Leases.NOON);
    private final Map<String, Assignment> groups = new TreeMap<>();
    private final Clients clients = new Clients();
    private final Images images = new Images();
    private final Leases leases = new Leases();
    private final Assign command = new Assign(clients, images);

    private final class Settings implements HostSettings {
        @Override
        public Optional<Assignment> assigned(Host asked) {
            return asked.assignment().or(() -> Optional.ofNullable(groups.get("lab")));
        }

        @Override
        public Map<String, Assignment> groups() {
            return groups;
        }

        @Override
        public Optional<Host> hardware(MacAddress mac, Hardware hardware) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Host> assign(MacAddress mac, Optional<Assignment> assignment) {
            return change(mac, host.withAssignment(assignment));
        }

        @Override
        public void assignGroup(String group, Optional<Assignment> assignment) {
            assignment.ifPresentOrElse(given -> groups.put(group, given), () -> groups.remove(group));
        }

        @Override
        public Optional<Host> name(MacAddress mac, Optional<String> name) {
            return change(mac, host.withName(name));
        }

        private Optional<Host> change(MacAddress mac, Host after) {
            if (!mac.equals(MAC)) {
                return Optional.empty();
            }
            host = after;
            return Optional.of(after);
        }
    }

    @BeforeEach
    void oneHostAndOneImageAreKnown() {
        clients.directory = (HostDirectory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HostDirectory.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "all" -> List.of(host);
                    case "find" -> Optional.of(host).filter(known -> known.mac().equals(arguments[0]));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        clients.settings = new Settings();
        images.catalogue = () -> List.of(new Image(
                Path.of("c.iso"),
                new Image.State.Ready(
                        "CentOS-7",
                        "CentOS 7",
                        "redhat",
                        "7",
                        "x86_64",
                        ResourcePath.of("pub/CentOS-7"),
                        Image.Confidence.CERTAIN,
                        OptionalLong.empty()),
                List.of()));
    }

    private String refused(String boot, String answers, boolean group, String who, String... image) {
        return assertThrows(IllegalArgumentException.class, () -> command.assign(boot, answers, group, who, image))
                .getMessage();
    }

    @Test
    void aMachineIsAssignedAnImage() {
        assertEquals("no machine and no group is assigned anything", command.assign());
        assertEquals(MAC + " boots CentOS-7 once", command.assign("", "", false, MAC.text(), "CentOS-7"));
        assertEquals(
                MAC + " boots CentOS-7 always, answers kiosk",
                command.assign("always", "kiosk", false, MAC.dashed(), "CentOS-7"));
        assertTrue(command.assign().contains(MAC + "  CentOS-7 always, answers kiosk"), command.assign());
        assertTrue(clients.clients(true, MAC.text()).contains("\"image\": \"CentOS-7\", \"boot\": \"always\""));
        assertEquals(MAC + " boots never", command.assign("never", "", false, MAC.text()));
        assertEquals(MAC + " boots what the policy says", command.assign("", "", false, MAC.text(), "-"));
        assertEquals(Optional.empty(), host.assignment());
    }

    @Test
    void aGroupIsAssignedAtOnce() {
        assertEquals(
                "group lab, which has 1 machines, boots CentOS-7 once",
                command.assign("", "", true, "lab", "CentOS-7"));
        assertTrue(command.assign().contains("group lab  CentOS-7 once"), command.assign());
        assertTrue(clients.clients(false).contains("CentOS-7 once"));
        assertEquals("group lab, which has 1 machines, is assigned nothing", command.assign("", "", true, "lab", "-"));
    }

    @Test
    void anImageThatIsNotReadyIsSaid() {
        assertEquals(
                MAC + " boots CentOS-8 once\nno image CentOS-8 is ready now, but CentOS-7; unless its menu has an"
                        + " entry of that name, it shows the menu",
                command.assign("", "", false, MAC.text(), "CentOS-8"));
    }

    @Test
    void anInstalledMachineStaysInstalledUntilItIsTold() {
        host = new Host(
                MAC,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Host.State.INSTALLED,
                "",
                "",
                host.firstSeen(),
                host.lastSeen());
        assertTrue(command.assign("", "", false, MAC.text(), "CentOS-7").endsWith("has it installed again"));
        assertEquals(Host.State.INSTALLED, host.state());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertTrue(refused("", "", false, MAC.text()).startsWith("say assign MAC IMAGE"));
        assertTrue(refused("", "", false, MAC.text(), "a", "b").startsWith("say assign MAC IMAGE"));
        assertTrue(refused("sometimes", "", false, MAC.text(), "a").contains("none of once, menu, always, never"));
        assertTrue(refused("once", "", false, MAC.text()).contains("needs an image"));
        assertTrue(refused("once", "", false, MAC.text(), "-").contains("say nothing besides"));
        assertTrue(refused("", "../x", false, MAC.text(), "a").contains("answers '../x'"));
        assertTrue(refused("", "", false, "00:00:00:00:00:00", "a").contains("no machine's hardware address"));
        assertTrue(refused("", "", false, "52:54:00:00:00:02", "a").contains("no machine has the MAC"));
        clients.settings = null;
        assertThrows(IllegalStateException.class, command::assign);
        assertThrows(IllegalStateException.class, () -> command.assign("", "", false, MAC.text(), "a"));
    }

    @Test
    void aMachineIsNamedByAPersonOrAsItCallsItself() throws Exception {
        Naming naming = new Naming(clients, leases);
        assertEquals(MAC + " is called pc1", naming.name(MAC.text(), "pc1"));
        assertEquals(MAC + " has no name", naming.name(MAC.text(), "-"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> naming.name(MAC.text()))
                .getMessage()
                .contains("say name MAC NAME"));
        Lease lease = new Lease(
                org.stirrup.testkit.lease.Leases.address("10.0.0.1"),
                ClientKey.of(MAC),
                MAC,
                Optional.of("debian"),
                Lease.State.BOUND,
                host.firstSeen(),
                Optional.empty());
        leases.store = (LeaseStore) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {LeaseStore.class},
                (proxy, method, arguments) -> List.of(lease));
        assertEquals(MAC + " is called debian", naming.name(MAC.text()));
        assertEquals(Optional.of("debian"), host.name());
    }
}
