package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;

/** How the switchboard is asked: {@link BootResolver#resolve} for clients, {@link BootResolver#foresee} for people. */
interface Switchboard {
    BootResolver.Decision ask(BootClient client, Inet4Address server);
}
