package org.stirrup.dhcp6.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.dhcp6.codec.Dhcp6Message;
import org.stirrup.dhcp6.codec.MessageType;
import org.stirrup.dhcp6.codec.Option;
import org.stirrup.dhcp6.rules.BootAnswer;
import org.stirrup.dhcp6.rules.Decision;

/** What happens, in the journal's words: those of DHCP, so that a boot reads alike by IPv4 and by IPv6. */
final class Journal {
    /** Lines in that time about what is not answered; a flood of it must not push everything else out. */
    private static final int DROPS = 20;

    private static final Duration WINDOW = Duration.ofSeconds(5);

    private final Supplier<BootJournal> target;
    private final InstantSource clock;
    private Instant windowEnds = Instant.MIN;
    private int inWindow;
    private long unsaid;

    /** @param target gives null while there is none */
    Journal(Supplier<BootJournal> target, InstantSource clock) {
        this.target = target;
        this.clock = clock;
    }

    void replied(Dhcp6Message message, Decision.Reply reply, String link, MacAddress mac) {
        Map<String, String> details = details(message, link);
        record(heard(message.type()), mac, Optional.empty(), heardText(message), details);
        if (reply.boot() instanceof BootAnswer.Program program) {
            details.put("file", program.url());
            details.put("loader", program.loader());
        }
        if (reply.message().type() == MessageType.ADVERTISE) {
            record(Kind.OFFER, mac, reply.address(), reply.text(), details);
        } else if (message.type() == MessageType.DECLINE) {
            record(Kind.WARNING, mac, Optional.empty(), reply.text(), details);
        } else if (message.type() != MessageType.RELEASE) {
            record(Kind.ACK, mac, reply.address(), reply.text(), details);
        }
        if (reply.boot() instanceof BootAnswer.NoLoader none) {
            record(Kind.NO_LOADER, mac, reply.address(), none.because(), details);
        }
    }

    void dropped(Dhcp6Message message, String because, String link, MacAddress mac) {
        Map<String, String> details = details(message, link);
        details.put("reason", because);
        few(mac, "DHCPv6 " + name(message.type()) + ": " + because, details);
    }

    /** Octets that are no message. */
    void malformed(String because, String link, MacAddress mac) {
        few(mac, "DHCPv6: " + because, Map.of("link", link, "protocol", "dhcp6", "reason", because));
    }

    /** Of the link, not of a client. */
    void warning(String text, String link) {
        BootJournal journal = target.get();
        if (journal != null) {
            journal.record(new BootEvent(
                    Kind.WARNING, Optional.empty(), Optional.empty(), text, Map.of("link", link, "protocol", "dhcp6")));
        }
    }

    private synchronized void few(MacAddress mac, String text, Map<String, String> details) {
        Instant now = clock.instant();
        if (now.isAfter(windowEnds)) {
            windowEnds = now.plus(WINDOW);
            inWindow = 0;
        }
        if (inWindow++ >= DROPS) {
            unsaid++;
            return;
        }
        String more = unsaid == 0 ? "" : " (and " + unsaid + " more before)";
        unsaid = 0;
        record(Kind.DROP, mac, Optional.empty(), text + more, details);
    }

    private void record(
            Kind kind, MacAddress mac, Optional<Inet6Address> address, String text, Map<String, String> details) {
        BootJournal journal = target.get();
        if (journal != null) {
            journal.record(new BootEvent(kind, Optional.of(mac), address.map(InetAddress.class::cast), text, details));
        }
    }

    private static Kind heard(MessageType type) {
        return switch (type) {
            case SOLICIT -> Kind.DISCOVER;
            case RELEASE -> Kind.RELEASE;
            case DECLINE -> Kind.DECLINE;
            case INFORMATION_REQUEST -> Kind.INFORM;
            default -> Kind.REQUEST;
        };
    }

    private static String heardText(Dhcp6Message message) {
        List<String> parts = new ArrayList<>(List.of("DHCPv6 " + name(message.type())));
        message.vendorClasses().forEach(text -> parts.add(visible(text)));
        message.userClasses().forEach(text -> parts.add(visible(text)));
        return String.join(", ", parts);
    }

    private static String name(MessageType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A client's own words, which may be anything. */
    private static String visible(String text) {
        String clean = text.replaceAll("[^ -~]", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "..." : clean;
    }

    private static Map<String, String> details(Dhcp6Message message, String link) {
        Map<String, String> details = new HashMap<>();
        details.put("xid", String.format(Locale.ROOT, "%06x", message.transaction()));
        details.put("link", link);
        details.put("protocol", "dhcp6");
        message.option(Option.NETWORK_INTERFACE)
                .filter(value -> value.remaining() == 3)
                .ifPresent(value -> details.put("undi", value.get(1) + "." + value.get(2)));
        return details;
    }
}
