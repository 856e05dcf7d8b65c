package org.stirrup.rehearsal.understudy;

import java.net.Inet6Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The network that a copy of the appliance is on: the interfaces that are served, with their own names and addresses, in
 * a namespace of its own. Nothing of them is joined to the real ones; from the one that is rehearsed on a cable leads to
 * the virtual PC.
 *
 * @param links those that are served
 * @param chosen name of the one with the virtual PC
 */
public record Stage(List<Interface> links, String chosen) {
    /** The virtual PC's end of the cable. */
    public static final String TAP = "stirrup-pc";

    /**
     * A network interface.
     *
     * @param hardware its own address in hex, or empty
     * @param addresses with their prefix: {@code 192.168.1.1/24}
     */
    public record Interface(String name, String hardware, List<String> addresses) {
        public Interface {
            addresses = List.copyOf(addresses);
        }

        /** As this machine has it. */
        static Interface of(NetworkInterface real) throws SocketException {
            List<String> addresses = new ArrayList<>();
            for (InterfaceAddress each : real.getInterfaceAddresses()) {
                if (!(each.getAddress() instanceof Inet6Address six && six.isLinkLocalAddress())) {
                    String plain = each.getAddress().getHostAddress().replaceAll("%.*", "");
                    addresses.add(plain + "/" + each.getNetworkPrefixLength());
                }
            }
            byte[] hardware = real.getHardwareAddress();
            return new Interface(
                    real.getName(),
                    hardware == null ? "" : HexFormat.ofDelimiter(":").formatHex(hardware),
                    addresses);
        }

        boolean hasIpv6() {
            return addresses.stream().anyMatch(address -> address.contains(":"));
        }
    }

    /**
     * @param names of the interfaces that are served
     * @param chosen one of them
     */
    public static Stage of(List<String> names, String chosen) throws SocketException {
        List<Interface> links = new ArrayList<>();
        for (String name : names) {
            NetworkInterface real = NetworkInterface.getByName(name);
            if (real != null) {
                links.add(Interface.of(real));
            }
        }
        return new Stage(links, chosen);
    }

    /**
     * Shell commands that build it in the namespaces that they run in, and become the appliance.
     *
     * @param home of the real appliance, in whose place the copy is put
     * @param copy of it
     * @param command the appliance's own
     */
    String script(Path home, Path copy, List<String> command) {
        StringBuilder script = new StringBuilder("set -e\nip link set lo up\n");
        for (Interface link : links) {
            String name = quoted(link.name());
            script.append("ip link add ").append(name);
            if (!link.hardware().isEmpty()) {
                script.append(" address ").append(link.hardware());
            }
            script.append(" type bridge forward_delay 0 mcast_snooping 0\n");
            if (link.hasIpv6()) {
                // Nobody else can have the address, and an answer that does not come takes a second.
                script.append("echo 0 > ").append(setting(link.name(), "accept_dad"));
            } else {
                script.append("echo 1 > ").append(setting(link.name(), "disable_ipv6"));
            }
            link.addresses()
                    .forEach(address -> script.append("ip address add " + address + " dev " + name
                            + (address.contains(":") ? " nodad" : "") + "\n"));
            script.append("ip link set ").append(name).append(" up\n");
        }
        script.append("ip tuntap add " + TAP + " mode tap\n")
                .append("echo 1 > ")
                .append(setting(TAP, "disable_ipv6"))
                .append("ip link set " + TAP + " master " + quoted(chosen) + " up\n");
        for (String room : HomeCopy.SHOWN) {
            Path shown = copy.resolve(room);
            script.append("mount --bind " + quoted(home.resolve(room)) + " " + quoted(shown) + "\n")
                    .append("mount -o remount,bind,ro " + quoted(shown) + "\n");
        }
        script.append("mount --rbind " + quoted(copy) + " " + quoted(home) + "\n")
                .append("cd /\nexec");
        command.forEach(word -> script.append(' ').append(quoted(word)));
        return script.append('\n').toString();
    }

    private static String setting(String link, String name) {
        return quoted("/proc/sys/net/ipv6/conf/" + link + "/" + name) + "\n";
    }

    private static String quoted(Object word) {
        return "'" + word.toString().replace("'", "'\\''") + "'";
    }
}
