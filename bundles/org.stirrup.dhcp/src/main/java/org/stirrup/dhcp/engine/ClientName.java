package org.stirrup.dhcp.engine;

import java.util.List;
import java.util.Optional;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.DomainNames;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;

/**
 * The name that a client says in option 81 (RFC 4702, section 2).
 *
 * @param flags as they came
 * @param name without a final dot; may be empty
 */
record ClientName(int flags, String name) {
    /** The client asks the server to write its address record. */
    private static final int S = 1;
    /** The server does otherwise than the client asked. */
    private static final int O = 2;
    /** The name is in DNS form, not in ASCII. */
    private static final int E = 4;
    /** No name server is told by the server. */
    private static final int N = 8;

    private static final int HEAD = 3;

    static Optional<ClientName> of(DhcpMessage message) {
        return message.options()
                .get(KnownOption.FQDN)
                .filter(value -> value.length() >= HEAD)
                .map(ClientName::read);
    }

    private static ClientName read(Octets value) {
        Octets name = value.slice(HEAD, value.length());
        int flags = value.at(0);
        if ((flags & E) == 0) {
            return new ClientName(flags, bare(name.text()));
        }
        // A name that is not complete has no final zero (section 2.3.1).
        Optional<List<String>> names = DomainNames.decode(name);
        if (names.isEmpty()) {
            names = DomainNames.decode(name.then(Octets.ofNumber(0, 1)));
        }
        return new ClientName(
                flags,
                names.filter(all -> all.size() == 1).map(all -> all.get(0)).orElse(""));
    }

    private static String bare(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * What is sent back: whole, and that nobody here tells a name server (sections 2.1, 4).
     *
     * @param own name that the configuration has for the machine
     */
    Octets reply(Optional<String> own, Optional<String> domain) {
        String host = own.orElse(name);
        String whole = host.isEmpty() || host.contains(".") || domain.isEmpty() ? host : host + "." + domain.get();
        Octets head = Octets.of((byte) (N | ((flags & S) != 0 ? O : 0) | flags & E), (byte) 255, (byte) 255);
        if ((flags & E) == 0) {
            return head.then(Octets.ofText(whole));
        }
        try {
            return head.then(whole.isEmpty() ? Octets.NONE : DomainNames.encode(whole));
        } catch (IllegalArgumentException notADomainName) {
            return head;
        }
    }
}
