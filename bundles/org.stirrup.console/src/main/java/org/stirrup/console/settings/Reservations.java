package org.stirrup.console.settings;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.FileAlreadyExistsException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.cm.Configuration;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.AddressPlan;

/** Addresses kept for a machine each, as {@code etc/org.stirrup.dhcp.host-*.cfg}. */
public final class Reservations {
    private static final String FACTORY = "org.stirrup.dhcp.host";

    /** What one that is made here consists of. */
    private static final List<String> OURS = List.of("client", "address", "hostname");

    private final SettingsFiles files;

    public Reservations(SettingsFiles files) {
        this.files = files;
    }

    /**
     * Keeps an address for a machine.
     *
     * @param hostname what it is told it is called; empty for nothing
     * @throws IllegalArgumentException when that cannot be, with the reason
     * @throws IOException when it cannot be saved
     */
    public void add(MacAddress mac, Inet4Address address, String hostname, List<AddressPlan.Subnet> subnets)
            throws IOException {
        if (!hostname.isEmpty() && !hostname.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException(
                    "'" + hostname + "' is not a host name: letters, digits, dashes and dots");
        }
        String text = address.getHostAddress();
        AddressPlan.Subnet subnet = subnets.stream()
                .filter(each -> new Ipv4Network(each.network(), each.prefix()).hosts(address))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text + " is in no subnet that is served: "
                        + String.join(
                                ", ",
                                subnets.stream().map(AddressPlan.Subnet::text).toList())));
        for (AddressPlan.Reserved reserved : subnet.reserved()) {
            if (reserved.address().equals(address)) {
                throw new IllegalArgumentException(text + " is kept for " + reserved.owner() + " already");
            }
            if (reserved.owner().equals(mac.text())) {
                throw new IllegalArgumentException(
                        mac + " has " + reserved.address().getHostAddress() + " kept for it already");
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("client", mac.text());
        values.put("address", text);
        values.put("hostname", hostname);
        try {
            files.create(
                    FACTORY,
                    mac.text().replace(":", "") + "-" + text,
                    "An address that is kept, made in the web console.",
                    values);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException("there is a file " + e.getFile() + " already", e);
        }
    }

    /**
     * The file's configuration that keeps this and nothing else; empty when it stands in a subnet's file, or beside
     * other things.
     */
    public Optional<Configuration> of(AddressPlan.Reserved reserved) throws IOException {
        return files.instances(FACTORY).stream()
                .filter(each -> reserved.owner().equalsIgnoreCase(value(each, "client"))
                        && reserved.address().getHostAddress().equals(value(each, "address"))
                        && Collections.list(each.getProperties().keys()).stream()
                                .allMatch(key ->
                                        OURS.contains(key) || key.startsWith("service.") || key.startsWith("felix.")))
                .findFirst();
    }

    private static String value(Configuration configuration, String key) {
        return String.valueOf(configuration.getProperties().get(key)).strip();
    }

    /** @throws IOException when it cannot be deleted */
    public void remove(Configuration configuration) throws IOException {
        files.delete(configuration);
    }
}
