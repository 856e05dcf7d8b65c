package org.stirrup.net.udp;

import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;

/** A port that may change hands while it is open. */
interface OpenSocket extends UdpPort {
    /** Who takes what comes from now on. */
    void receiver(Receiver next);
}
