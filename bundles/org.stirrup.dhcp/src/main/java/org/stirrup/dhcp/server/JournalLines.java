package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.engine.BootAnswer;
import org.stirrup.dhcp.engine.Decision;
import org.stirrup.dhcp.guard.OtherServer;
import org.stirrup.net.Link;

/** Writes what happens into the journal, in the words a person reads. */
final class JournalLines {
    private final Supplier<Optional<BootJournal>> journal;
    private final Throttle drops = new Throttle(Duration.ofSeconds(5));
    private final Throttle warnings = new Throttle(Duration.ofMinutes(5));

    /** @param journal the one that is there at the moment, if any */
    JournalLines(Supplier<Optional<BootJournal>> journal) {
        this.journal = journal;
    }

    /** What a client said, with who it seems to be. */
    void heard(DhcpMessage message, Link link) {
        Kind kind = message.isBootp() ? Kind.BOOTP : kind(message).orElse(Kind.DROP);
        if (kind != Kind.DROP) {
            record(kind, mac(message), asked(message), heardText(message), details(message, link));
        }
    }

    private static String heardText(DhcpMessage message) {
        List<String> parts = new ArrayList<>();
        asked(message).ifPresent(address -> parts.add(address.getHostAddress()));
        message.options().text(KnownOption.VENDOR_CLASS).ifPresent(text -> parts.add(visible(text)));
        message.options().text(KnownOption.USER_CLASS).ifPresent(text -> parts.add(visible(text)));
        message.options().text(KnownOption.HOST_NAME).ifPresent(text -> parts.add("calls itself " + visible(text)));
        if (parts.isEmpty()) {
            parts.add("a plain " + (message.isBootp() ? "BOOTP" : "DHCP") + " client");
        }
        if (!Ipv4.isNone(message.giaddr())) {
            parts.add("by relay agent " + message.giaddr().getHostAddress());
        }
        return String.join(", ", parts);
    }

    /** A client's own words, which may be anything. */
    private static String visible(String text) {
        String clean = text.replaceAll("[^ -~]", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "..." : clean;
    }

    private static Optional<Inet4Address> asked(DhcpMessage message) {
        return message.options()
                .address(KnownOption.REQUESTED_ADDRESS)
                .or(() -> Optional.of(message.ciaddr()))
                .filter(address -> !Ipv4.isNone(address));
    }

    /** @param nanos since the message was heard */
    void replied(Decision.Reply reply, Link link, long nanos) {
        Map<String, String> details = details(reply.message(), link);
        details.put("millis", tenths((nanos + 50_000) / 100_000));
        BootClient client = reply.client();
        if (reply.boot() instanceof BootAnswer.Program program) {
            details.put("file", program.file());
            program.by().ifPresent(loader -> details.put("loader", loader));
        }
        Kind kind =
                reply.message().isBootp() ? Kind.BOOTP : kind(reply.message()).orElse(Kind.DROP);
        String text = reply.message().isBootp() ? "reply: " + reply.text() : reply.text();
        record(kind, Optional.of(client.mac()), client.address(), text, details);
        if (kind == Kind.BOOTP && reply.boot() instanceof BootAnswer.NoLoader none) {
            record(Kind.NO_LOADER, Optional.of(client.mac()), client.address(), none.because(), details);
        }
    }

    private static String tenths(long number) {
        return number / 10 + "." + number % 10;
    }

    /** A change without a reply was saved; this line says what was heard and what became of it. */
    void saved(DhcpMessage message, Link link, String text) {
        record(kind(message).orElse(Kind.DROP), mac(message), asked(message), text, details(message, link));
        if (kind(message).filter(Kind.DECLINE::equals).isPresent()) {
            record(Kind.WARNING, mac(message), asked(message), text, details(message, link));
        }
    }

    /** Somebody was found at an address before a client got it. */
    void inUse(Optional<MacAddress> by, Inet4Address address, String text, Link link) {
        record(Kind.WARNING, by, Optional.of(address), text, Map.of("link", link.name()));
    }

    void dropped(DhcpMessage message, Link link, Decision.Drop drop, Instant now) {
        Map<String, String> details = details(message, link);
        details.put("reason", reason(drop.reason()));
        switch (drop.reason()) {
            case NO_LOADER -> record(Kind.NO_LOADER, mac(message), Optional.empty(), drop.because(), details);
            case NO_SUBNET -> once(Kind.WARNING, link.name() + drop.because(), drop.because(), details, now);
            case AWAITS_APPROVAL -> {
                record(Kind.DROP, mac(message), Optional.empty(), drop.because(), details);
                once(Kind.WARNING, mac(message) + "approval", drop.because(), details, now, mac(message));
            }
            case POOL_EXHAUSTED, NO_LEASE_STORE, LEASE_STORE_FAILED -> {
                record(Kind.DROP, mac(message), Optional.empty(), drop.because(), details);
                once(Kind.WARNING, drop.because(), drop.because(), details, now);
            }
            case ASIDE -> {
                // Other servers' clients, of which there may be very many.
            }
            case FLOOD -> {
                few(mac(message), link.name() + drop.because(), drop.because(), details, now);
                once(Kind.WARNING, drop.because(), drop.because(), details, now);
            }
            case NONSENSE, HARDWARE, OVERLOAD, MALFORMED ->
                few(mac(message), link.name() + drop.reason(), drop.because(), details, now);
            default -> record(Kind.DROP, mac(message), Optional.empty(), drop.because(), details);
        }
    }

    /** Bytes that are no message. */
    void malformed(String reason, String remote, Link link, Instant now) {
        Map<String, String> details = new HashMap<>();
        details.put("link", link.name());
        details.put("reason", reason(Decision.Reason.MALFORMED));
        few(Optional.empty(), link.name() + "malformed", "from " + remote + ": " + reason, details, now);
    }

    /** Another DHCP server came or went. */
    void otherServer(String text, Link link, OtherServer other) {
        record(
                Kind.WARNING,
                other.mac(),
                Optional.of(other.server()),
                text,
                Map.of("link", link.name(), "server", other.server().getHostAddress()));
    }

    /** Who will be at an address that another server gives. */
    void learned(DhcpMessage message, Decision.Learned learned, Link link) {
        Map<String, String> details = details(message, link);
        details.put("server", learned.server().map(Inet4Address::getHostAddress).orElse("another"));
        record(
                kind(message).orElse(Kind.REQUEST),
                Optional.of(learned.client().mac()),
                learned.client().address(),
                learned.text(),
                details);
    }

    /** A proxy's offer that nobody took up. */
    void unheeded(ProxyOffers.Unheeded offer, Instant now) {
        if (warnings.pass("unheeded " + offer.mac(), now).isPresent()) {
            record(
                    Kind.WARNING,
                    Optional.of(offer.mac()),
                    Optional.empty(),
                    offer.text(),
                    Map.of("file", offer.file()));
        }
    }

    void warning(String text) {
        journal.get().ifPresent(there -> there.record(BootEvent.warning(text)));
    }

    private void once(Kind kind, String key, String text, Map<String, String> details, Instant now) {
        once(kind, key, text, details, now, Optional.empty());
    }

    private void once(
            Kind kind, String key, String text, Map<String, String> details, Instant now, Optional<MacAddress> mac) {
        if (warnings.pass(key, now).isPresent()) {
            record(kind, mac, Optional.empty(), text, details);
        }
    }

    private void few(Optional<MacAddress> mac, String key, String text, Map<String, String> details, Instant now) {
        OptionalLong held = drops.pass(key, now);
        if (held.isPresent()) {
            long more = held.getAsLong();
            record(
                    Kind.DROP,
                    mac,
                    Optional.empty(),
                    more == 0 ? text : text + " (and " + more + " more of this kind before)",
                    details);
        }
    }

    private void record(
            Kind kind,
            Optional<MacAddress> mac,
            Optional<Inet4Address> address,
            String text,
            Map<String, String> details) {
        Optional<InetAddress> at = address.map(InetAddress.class::cast);
        journal.get().ifPresent(there -> there.record(new BootEvent(kind, mac, at, text, details)));
    }

    private static String reason(Decision.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Optional<Kind> kind(DhcpMessage message) {
        return message.messageType().map(type -> Kind.valueOf(type.name()));
    }

    private static Optional<MacAddress> mac(DhcpMessage message) {
        Octets hardware = message.hardware();
        return hardware.length() == 6 ? Optional.of(MacAddress.of(hardware.toArray())) : Optional.empty();
    }

    private static Map<String, String> details(DhcpMessage message, Link link) {
        Map<String, String> details = new HashMap<>();
        details.put("xid", HexFormat.of().toHexDigits(message.xid()));
        details.put("link", link.name());
        return details;
    }
}
