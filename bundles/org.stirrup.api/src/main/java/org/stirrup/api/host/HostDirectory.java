package org.stirrup.api.host;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;

/** The machines of this network. What it answers survives a restart. Safe for many threads. */
@ProviderType
public interface HostDirectory {
    /**
     * Notes that a machine showed itself; makes the host when it is new and {@linkplain BootClient#boots() boots}.
     *
     * @return the host; empty when it is not known and does not boot: a printer that asks for an address is no host
     */
    Optional<Host> seen(BootClient client);

    Optional<Host> find(MacAddress mac);

    /** Every host, sorted by MAC address; a snapshot. */
    List<Host> all();

    /**
     * An installer's report about its machine.
     *
     * @param token what {@link Host#token} must be
     * @param state any but {@link Host.State#DISCOVERED}
     * @param note free text for people, cut at 500 characters
     * @param found what the installer found in the machine; what it does not say stays
     */
    Report report(String token, Host.State state, String note, Hardware found);

    /** A report of an installer that says nothing of its machine. */
    default Report report(String token, Host.State state, String note) {
        return report(token, state, note, Hardware.UNKNOWN);
    }

    /**
     * Forgets that a host was installed, so that its next boot installs it again. It gets a new token: what an
     * installer of before reports is refused from now on.
     *
     * @return the host as it is now; empty when there is no such host
     * @throws java.io.UncheckedIOException when that could not be saved; nothing is changed then
     */
    Optional<Host> reinstall(MacAddress mac);

    /**
     * Puts a host into these groups and takes it out of all others.
     *
     * @return the host as it is now; empty when there is no such host
     * @throws IllegalArgumentException for what is no name of a group, see {@link Host#groups}
     * @throws java.io.UncheckedIOException when that could not be saved; nothing is changed then
     */
    Optional<Host> assign(MacAddress mac, Collection<String> groups);

    /** Answer to {@link #report}. */
    sealed interface Report {
        /** Noted. */
        record Accepted(Host host) implements Report {}

        /** Not noted. @param because "no host has this token", or why it could not be saved */
        record Refused(String because) implements Report {}
    }
}
