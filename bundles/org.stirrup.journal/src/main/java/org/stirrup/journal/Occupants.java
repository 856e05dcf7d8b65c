package org.stirrup.journal;

import java.net.Inet4Address;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;

/** Which machine was last given an address. Guarded by whoever holds it. */
final class Occupants {
    private static final int LIMIT = 65_536;

    /** After these the address is the client's own; an offer alone may never be taken up. */
    private static final Set<BootEvent.Kind> GIVES =
            EnumSet.of(BootEvent.Kind.ACK, BootEvent.Kind.BOOTP, BootEvent.Kind.INFORM);

    private final Map<Inet4Address, MacAddress> byAddress = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Inet4Address, MacAddress> eldest) {
            return size() > LIMIT;
        }
    };

    /** The event with the MAC address that its address belongs to, where only the address was known. */
    BootEvent identify(BootEvent event) {
        if (event.address().isEmpty()) {
            return event;
        }
        Inet4Address address = event.address().get();
        if (event.mac().isPresent()) {
            if (GIVES.contains(event.kind())) {
                byAddress.put(address, event.mac().get());
            }
            return event;
        }
        MacAddress mac = byAddress.get(address);
        return mac == null
                ? event
                : new BootEvent(event.kind(), Optional.of(mac), event.address(), event.text(), event.details());
    }
}
