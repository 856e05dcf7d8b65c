package org.stirrup.journal;

import java.net.InetAddress;
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

    private final Map<InetAddress, MacAddress> byAddress = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, MacAddress> eldest) {
            return size() > LIMIT;
        }
    };

    /** What another server gives is acknowledged by it, to the client alone: its request is all that is heard. */
    private static boolean isGivenElsewhere(BootEvent event) {
        return event.kind() == BootEvent.Kind.REQUEST && event.details().containsKey("server");
    }

    /** The event with the MAC address that its address belongs to, where only the address was known. */
    BootEvent identify(BootEvent event) {
        if (event.address().isEmpty()) {
            return event;
        }
        InetAddress address = event.address().get();
        if (event.mac().isPresent()) {
            if (GIVES.contains(event.kind()) || isGivenElsewhere(event)) {
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
