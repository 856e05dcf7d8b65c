package org.stirrup.lease.embedded.codec;

import java.net.Inet4Address;

/** Stored bytes that are no lease. */
public final class DamagedLeaseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param fault of the whole file */
    public DamagedLeaseException(String fault) {
        super(fault);
    }

    /** @param fault what is wrong: "has a wrong checksum" */
    public DamagedLeaseException(Inet4Address address, String fault) {
        super("the record of " + address.getHostAddress() + " " + fault);
    }
}
