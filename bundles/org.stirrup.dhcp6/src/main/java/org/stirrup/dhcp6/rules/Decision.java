package org.stirrup.dhcp6.rules;

import java.net.Inet6Address;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.dhcp6.codec.Dhcp6Message;

/** What becomes of a message. */
public sealed interface Decision {
    /**
     * This is sent to the client.
     *
     * @param client who it is
     * @param address that it gets or keeps; empty where the message was about none
     * @param boot what it is told to boot
     * @param text for a person: what it gets
     */
    record Reply(Dhcp6Message message, BootClient client, Optional<Inet6Address> address, BootAnswer boot, String text)
            implements Decision {}

    /** Nothing is sent. @param because for a person */
    record Drop(String because) implements Decision {}
}
