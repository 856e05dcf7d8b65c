package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.engine.BootAnswer;
import org.stirrup.dhcp.engine.Decision;

/**
 * What became of a proxy's offers. Some firmware drops an offer that has no address, and boots from what the other
 * server names or not at all; then a person has to be told what that server must say. Safe for many threads.
 */
final class ProxyOffers {
    /** Machines that are remembered. */
    private static final int LIMIT = 4096;

    /** With its address, a firmware asks port 4011 at once; BIOS firmware shows its prompt before. */
    private static final Duration UNTIL_ASKED = Duration.ofSeconds(15);

    /** A firmware that hears no offer of an address says DISCOVER at 0, 4, 12 and 28 seconds. */
    private static final int REPEATS = 4;

    private record Offer(
            int xid,
            Inet4Address bootServer,
            String file,
            boolean asks,
            int repeats,
            Optional<Inet4Address> server,
            Instant taken) {}

    /** An offer that nobody took up. */
    record Unheeded(MacAddress mac, Optional<Inet4Address> server, String file, Inet4Address bootServer) {
        /** For a person. */
        String text() {
            String file4 = "next-server " + bootServer.getHostAddress() + "; filename \"" + file + "\";";
            String boot = "dhcp-boot=" + file + ",," + bootServer.getHostAddress();
            String what = server.map(named -> "its firmware took the address of " + named.getHostAddress()
                            + " and did not ask port 4011 what to boot")
                    .orElse("its firmware repeats its DISCOVER and takes no offer: no other server gives it an address,"
                            + " or it cannot put two offers together");
            return what + "; set on " + server.map(Inet4Address::getHostAddress).orElse("the other DHCP server")
                    + " for such machines: " + file4 + " (ISC dhcpd), " + boot + " (dnsmasq)";
        }
    }

    private final Map<MacAddress, Offer> offers = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<MacAddress, Offer> eldest) {
            return size() > LIMIT;
        }
    };
    private final Map<MacAddress, Boolean> served = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<MacAddress, Boolean> eldest) {
            return size() > LIMIT;
        }
    };
    private final List<Unheeded> ready = new ArrayList<>();

    /** An offer was sent. */
    synchronized void offered(Decision.Reply reply, Instant now) {
        if (!(reply.boot() instanceof BootAnswer.Program program)) {
            return;
        }
        MacAddress mac = reply.client().mac();
        served.put(mac, true);
        int xid = reply.message().xid();
        boolean names =
                !reply.message().file().isEmpty() || reply.message().options().has(KnownOption.BOOT_FILE);
        Offer before = offers.get(mac);
        int repeats = before != null && before.xid() == xid ? before.repeats() + 1 : 1;
        offers.put(mac, new Offer(xid, program.server(), program.file(), !names, repeats, Optional.empty(), now));
        if (repeats == REPEATS) {
            ready.add(new Unheeded(mac, Optional.empty(), program.file(), program.server()));
        }
    }

    /** Whether it was told what to boot, at some time. */
    synchronized boolean served(MacAddress mac) {
        return served.containsKey(mac);
    }

    /** It takes an address from another server. */
    synchronized void taken(MacAddress mac, Inet4Address server, Instant now) {
        Offer offer = offers.get(mac);
        if (offer == null) {
            return;
        }
        if (offer.asks()) {
            offers.put(
                    mac, new Offer(offer.xid(), offer.bootServer(), offer.file(), true, 0, Optional.of(server), now));
        } else {
            offers.remove(mac);
        }
    }

    /** It asked port 4011. */
    synchronized void asked(MacAddress mac) {
        offers.remove(mac);
    }

    /** Offers of which it is clear by now that nobody takes them up; each is told once. */
    synchronized List<Unheeded> unheeded(Instant now) {
        List<Unheeded> found = new ArrayList<>(ready);
        ready.clear();
        offers.entrySet().removeIf(entry -> {
            Offer offer = entry.getValue();
            boolean late = offer.server().isPresent()
                    && Duration.between(offer.taken(), now).abs().compareTo(UNTIL_ASKED) > 0;
            if (late) {
                found.add(new Unheeded(entry.getKey(), offer.server(), offer.file(), offer.bootServer()));
            }
            return late;
        });
        return found;
    }
}
