package org.stirrup.dhcp6.codec;

import java.util.Optional;
import java.util.stream.Stream;

/** What a message is for (RFC 8415, section 7.3). */
public enum MessageType {
    SOLICIT(1),
    ADVERTISE(2),
    REQUEST(3),
    CONFIRM(4),
    RENEW(5),
    REBIND(6),
    REPLY(7),
    RELEASE(8),
    DECLINE(9),
    RECONFIGURE(10),
    INFORMATION_REQUEST(11);

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<MessageType> of(int code) {
        return Stream.of(values()).filter(type -> type.code == code).findFirst();
    }
}
