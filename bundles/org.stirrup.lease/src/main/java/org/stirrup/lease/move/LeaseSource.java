package org.stirrup.lease.move;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;

/** Where leases are brought from, page by page in order of address. */
@FunctionalInterface
public interface LeaseSource {
    /** As {@link org.stirrup.api.lease.LeaseStore#page}. */
    List<Lease> page(Optional<Inet4Address> after, int limit) throws LeaseStoreException;
}
