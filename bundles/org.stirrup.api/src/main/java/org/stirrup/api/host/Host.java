package org.stirrup.api.host;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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
 * @param groups the groups that the administrator put it into, sorted; names of letters, digits, dot, dash, underscore
 * @param state how far its installation is
 * @param note what the installer said last
 * @param token secret that its installer must show to report about it; made when the host is first seen
 * @param firstSeen when it first asked for anything
 * @param lastSeen when it last did
 * @param assignment what it boots, when the administrator assigned it something of its own
 * @param hardware what its installer found in it
 */
public record Host(
        MacAddress mac,
        Optional<String> name,
        Optional<UUID> uuid,
        Optional<Architecture> architecture,
        Optional<Inet4Address> address,
        List<String> groups,
        State state,
        String note,
        String token,
        Instant firstSeen,
        Instant lastSeen,
        Optional<Assignment> assignment,
        Hardware hardware) {

    public Host {
        groups = sorted(groups);
    }

    /** A host with no assignment of its own, of whose hardware nothing is known. */
    public Host(
            MacAddress mac,
            Optional<String> name,
            Optional<UUID> uuid,
            Optional<Architecture> architecture,
            Optional<Inet4Address> address,
            List<String> groups,
            State state,
            String note,
            String token,
            Instant firstSeen,
            Instant lastSeen) {
        this(
                mac,
                name,
                uuid,
                architecture,
                address,
                groups,
                state,
                note,
                token,
                firstSeen,
                lastSeen,
                Optional.empty(),
                Hardware.UNKNOWN);
    }

    private static List<String> sorted(Collection<String> groups) {
        groups.forEach(Host::checkGroup);
        return groups.stream().distinct().sorted().toList();
    }

    /** @throws IllegalArgumentException for what is no name of a group */
    public static void checkGroup(String group) {
        if (!group.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "group '" + group + "' is not 1 to 64 letters, digits, dots, dashes and underscores");
        }
    }

    /** The same host in these groups and no other. */
    public Host withGroups(Collection<String> groups) {
        return new Host(
                mac,
                name,
                uuid,
                architecture,
                address,
                sorted(groups),
                state,
                note,
                token,
                firstSeen,
                lastSeen,
                assignment,
                hardware);
    }

    /** The same host with this name, or none. */
    public Host withName(Optional<String> name) {
        return new Host(
                mac,
                name,
                uuid,
                architecture,
                address,
                groups,
                state,
                note,
                token,
                firstSeen,
                lastSeen,
                assignment,
                hardware);
    }

    /** The same host with this assignment of its own, or none. */
    public Host withAssignment(Optional<Assignment> assignment) {
        return new Host(
                mac,
                name,
                uuid,
                architecture,
                address,
                groups,
                state,
                note,
                token,
                firstSeen,
                lastSeen,
                assignment,
                hardware);
    }

    /** The same host with this hardware. */
    public Host withHardware(Hardware hardware) {
        return new Host(
                mac,
                name,
                uuid,
                architecture,
                address,
                groups,
                state,
                note,
                token,
                firstSeen,
                lastSeen,
                assignment,
                hardware);
    }

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
