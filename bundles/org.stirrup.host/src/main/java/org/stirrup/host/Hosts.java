package org.stirrup.host;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;

/** How one host becomes the next. */
final class Hosts {
    /** Of a token. */
    private static final int BITS = 128;

    private static final String DAMAGED =
            "its record was damaged: it boots from its own disk until it is to be" + " installed again";

    private final SecureRandom random = new SecureRandom();

    /** A machine that was never seen. */
    Host discovered(BootClient client, Instant now) {
        return new Host(
                client.mac(),
                Optional.empty(),
                client.uuid(),
                client.architecture(),
                client.address(),
                List.of(),
                Host.State.DISCOVERED,
                "",
                token(),
                now,
                now);
    }

    /** The host as it showed itself now; what it does not say this time stays. */
    static Host seen(Host host, BootClient client, Instant now) {
        return new Host(
                host.mac(),
                host.name(),
                client.uuid().or(host::uuid),
                client.architecture().or(host::architecture),
                client.address().or(host::address),
                host.groups(),
                host.state(),
                host.note(),
                host.token(),
                host.firstSeen(),
                now,
                host.assignment(),
                host.hardware());
    }

    static Host reported(Host host, Host.State state, String note, Hardware found, Instant now) {
        return with(host, state, Note.of(note), host.token(), now).withHardware(found.or(host.hardware()));
    }

    Host toBeInstalled(Host host) {
        return with(host, Host.State.DISCOVERED, "", token(), host.lastSeen());
    }

    /** A host as a list has it. @param before as it is known */
    Host entered(Host given, Optional<Host> before) {
        boolean anew = given.state() == Host.State.DISCOVERED
                && before.filter(host -> host.state() != Host.State.DISCOVERED).isPresent();
        String token = before.filter(host -> !anew).map(Host::token).orElseGet(this::token);
        return with(given, given.state(), Note.of(given.note()), token, given.lastSeen());
    }

    /** A machine of which the file knows something, but not what: whatever is on its disk stays there. */
    Host unsure(MacAddress mac, Optional<Host> before, Instant now) {
        Host host = before.orElseGet(() -> discovered(BootClient.of(mac, ""), now));
        return with(host, Host.State.INSTALLED, DAMAGED, host.token(), host.lastSeen());
    }

    private static Host with(Host host, Host.State state, String note, String token, Instant lastSeen) {
        return new Host(
                host.mac(),
                host.name(),
                host.uuid(),
                host.architecture(),
                host.address(),
                host.groups(),
                state,
                note,
                token,
                host.firstSeen(),
                lastSeen,
                host.assignment(),
                host.hardware());
    }

    private String token() {
        byte[] bytes = new byte[BITS / Byte.SIZE];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
