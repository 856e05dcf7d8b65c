package org.stirrup.dhcp6.rules;

import java.nio.ByteBuffer;
import org.stirrup.dhcp6.codec.Association;

/**
 * Who has an address.
 *
 * @param duid of the client (RFC 8415, section 11)
 * @param iaid its number of the network card (section 12.1)
 */
public record Identity(ByteBuffer duid, int iaid) {
    /** Octets of the longest DUID: two for its type, and 128 (RFC 8415, section 11.1). */
    static final int LONGEST_DUID = 130;

    static Identity of(ByteBuffer duid, Association association) {
        return new Identity(duid.duplicate(), association.id());
    }
}
