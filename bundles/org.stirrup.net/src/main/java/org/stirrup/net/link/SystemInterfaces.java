package org.stirrup.net.link;

import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.net.linux.Kernel;

/** What Java and the kernel say. Java's own "up" wants a cable too, which a bridge without members has not. */
final class SystemInterfaces implements Interfaces {
    private static final Logger LOG = LoggerFactory.getLogger(SystemInterfaces.class);

    private final Kernel kernel;

    SystemInterfaces(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public Map<String, Nic> now() {
        Map<String, Nic> found = new TreeMap<>();
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                found.put(each.getName(), nic(each));
            }
        } catch (SocketException e) {
            // Thrown also when there is none at all.
            LOG.debug("the system lists no network interfaces", e);
        }
        return found;
    }

    private Nic nic(NetworkInterface each) {
        List<Nic.Assigned> addresses = new ArrayList<>();
        for (InterfaceAddress assigned : each.getInterfaceAddresses()) {
            if (assigned.getAddress() instanceof Inet4Address address) {
                addresses.add(new Nic.Assigned(address, assigned.getNetworkPrefixLength()));
            }
        }
        return new Nic(each.getName(), each.getIndex(), kernel.isUp(each.getName()), List.copyOf(addresses));
    }
}
