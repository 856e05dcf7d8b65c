package org.stirrup.api.lease;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A place where leases are kept, such as a file or a database. Providers register this. Whoever uses leases uses
 * {@link LeaseStore}, which stands for the place that is in force and stays the same service while places come and go;
 * of several places the one with the highest service ranking is in force, and leases are brought there from the others.
 */
@ConsumerType
public interface LeaseBackend extends LeaseStore {
    /** Short and lasting, to remember which was in force: {@code embedded}. */
    String name();

    @Override
    List<Boolean> change(List<Change> changes) throws LeaseStoreException;
}
