package org.stirrup.console.settings;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What has to be said before the first PC is served: on which interface, and who gives the addresses. */
public final class FirstRun {
    private static final String NET = "org.stirrup.net";
    private static final String DHCP = "org.stirrup.dhcp";
    private static final String SUBNET = "org.stirrup.dhcp.subnet";

    private final ConfigurationAdmin admin;
    private final SettingsFiles files;

    /** Who gives the addresses, and where. */
    public enum Mode {
        /** This appliance, on its own link. */
        SERVER,
        /** Another server; this one says what to boot. */
        PROXY,
        /** This appliance, in a network that a relay agent passes on from. */
        RELAY
    }

    /**
     * What was chosen.
     *
     * @param network where a relay agent is; empty for the other modes
     * @param range addresses to give, FIRST-LAST; empty for a proxy
     * @param router gateway of the machines; may be empty
     * @param dns name server of the machines; may be empty
     */
    public record Choice(String nic, Mode mode, String network, String range, String router, String dns) {}

    public FirstRun(ConfigurationAdmin admin, SettingsFiles files) {
        this.admin = admin;
        this.files = files;
    }

    /** The interfaces that are served, as written; empty when none was chosen. */
    public String interfaces() throws IOException {
        return value(NET, "interfaces");
    }

    /** server or proxy. */
    public String mode() throws IOException {
        String mode = value(DHCP, "mode");
        return mode.isEmpty() ? "server" : mode;
    }

    private String value(String pid, String key) throws IOException {
        Configuration configuration = admin.getConfiguration(pid, "?");
        return configuration.getProperties() == null
                ? ""
                : Optional.ofNullable(configuration.getProperties().get(key))
                        .map(Object::toString)
                        .orElse("")
                        .strip();
    }

    /**
     * Writes it. The interface comes last: nothing is served before the rest is there.
     *
     * @throws IllegalArgumentException when something does not fit, with the reason; nothing is written then
     * @throws IOException when it cannot be saved
     */
    public void choose(Choice choice, List<Nic> nics) throws IOException {
        Nic nic = nics.stream()
                .filter(each -> each.name().equals(choice.nic()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("this machine has no network interface '" + choice.nic() + "'"));
        if (nic.networks().isEmpty()) {
            throw new IllegalArgumentException(nic.name() + " has no IPv4 address; give it one: ip address add"
                    + " 192.168.1.1/24 dev " + nic.name());
        }
        Map<String, String> subnet = choice.mode() == Mode.PROXY ? Map.of() : subnet(choice, nic);
        if (!subnet.isEmpty()) {
            files.setInstance(SUBNET, name(choice), "Addresses that are given, chosen in the web console.", subnet);
        }
        files.set(DHCP, Map.of("mode", choice.mode() == Mode.PROXY ? "proxy" : "server"));
        files.set(NET, Map.of("interfaces", nic.name()));
    }

    private static Map<String, String> subnet(Choice choice, Nic nic) {
        Ipv4Network network = choice.mode() == Mode.RELAY
                ? Ipv4Network.parse(choice.network())
                : nic.networks().stream()
                        .filter(each -> each.contains(ends(choice.range())[0]))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("the range " + choice.range()
                                + " is in none of the networks of " + nic.name() + ": "
                                + String.join(
                                        ", ",
                                        nic.networks().stream()
                                                .map(Ipv4Network::text)
                                                .toList())));
        for (Inet4Address end : ends(choice.range())) {
            if (!network.hosts(end)) {
                throw new IllegalArgumentException(
                        end.getHostAddress() + " is no address of a machine in " + network.text());
            }
        }
        if (choice.mode() == Mode.RELAY && choice.router().isBlank()) {
            throw new IllegalArgumentException(
                    "machines behind a relay agent need a router, or they do not reach this appliance");
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("subnet", choice.mode() == Mode.RELAY ? network.text() : "");
        values.put("range", range(choice.range()));
        values.put("routers", choice.router().isBlank() ? "" : router(choice.router(), network));
        values.put(
                "domainNameServers",
                choice.dns().isBlank()
                        ? ""
                        : Ipv4Text.parse(choice.dns().strip()).getHostAddress());
        return values;
    }

    private static String router(String text, Ipv4Network network) {
        Inet4Address router = Ipv4Text.parse(text.strip());
        if (!network.hosts(router)) {
            throw new IllegalArgumentException("the router " + text + " is not in " + network.text());
        }
        return router.getHostAddress();
    }

    private static String range(String text) {
        Inet4Address[] ends = ends(text);
        if (Ipv4Text.bits(ends[0]) > Ipv4Text.bits(ends[1])) {
            throw new IllegalArgumentException("the range " + text + " ends before it begins");
        }
        return ends[0].getHostAddress() + "-" + ends[1].getHostAddress();
    }

    private static Inet4Address[] ends(String range) {
        String[] ends = range.strip().split("\\s*-\\s*", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException(
                    "'" + range + "' is not a range FIRST-LAST such as" + " 192.168.1.100-192.168.1.200");
        }
        return new Inet4Address[] {Ipv4Text.parse(ends[0]), Ipv4Text.parse(ends[1])};
    }

    /** Of the subnet's file: of this link that which the command line writes, too. */
    private static String name(Choice choice) {
        return choice.mode() == Mode.RELAY ? choice.network().strip().replaceAll("[^0-9.]+", "_") : "cli";
    }
}
