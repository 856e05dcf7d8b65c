package org.stirrup.api.host;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.MacAddress;

/**
 * A machine of this network.
 *
 * @param mac what it is known by
 * @param name its name, given by the administrator or said by itself
 * @param uuid SMBIOS UUID, when it said one
 * @param architecture of its firmware, when it said one
 * @param address its last address
 * @param state how far its installation is
 * @param note what the installer said last
 * @param token secret that its installer must show to report about it; made when the host is first seen
 * @param firstSeen when it first asked for anything
 * @param lastSeen when it last did
 */
public record Host(
        MacAddress mac,
        Optional<String> name,
        Optional<UUID> uuid,
        Optional<Architecture> architecture,
        Optional<Inet4Address> address,
        State state,
        String note,
        String token,
        Instant firstSeen,
        Instant lastSeen) {

    /** How far its installation is, and what it boots next. */
    public enum State {
        /** Seen, never installed by this appliance: boots what the policy says. */
        DISCOVERED,
        /** Its installer reported that it started: boots what the policy says, the installation is not over. */
        INSTALLING,
        /** Its installer reported the end: boots from its own disk until it is to be installed again. */
        INSTALLED,
        /** Its installer reported a failure: boots what the policy says. */
        FAILED
    }
}
