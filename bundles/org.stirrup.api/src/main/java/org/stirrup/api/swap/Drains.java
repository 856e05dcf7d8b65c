package org.stirrup.api.swap;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps what a server leaves behind. A server that is deactivated closes its ports for requests at once and hands over
 * its transfers; its bundle stays, stopped, until they have ended. Without this service, a server cuts them off.
 */
@ProviderType
public interface Drains {
    /**
     * Takes over. Cut off at once when the appliance itself is stopping, and later when a bound in time is reached.
     * Returns at once in both cases.
     */
    void hold(Drain drain);
}
