package org.stirrup.api.host;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.stirrup.api.boot.MacAddress;

/** Switches machines on over the network. */
@ProviderType
public interface Waker {
    /**
     * Sends a machine the packet that wakes it, by broadcast on one link; whether it wakes nobody tells.
     *
     * @param link name of the link; empty for the one that the machine was last seen on, or that its address belongs to
     * @return name of the link it was sent on
     * @throws IllegalArgumentException when no link of that name is served, or it is not known which is the right one
     * @throws IOException when it cannot be sent there
     */
    String wake(MacAddress mac, Optional<String> link) throws IOException;
}
