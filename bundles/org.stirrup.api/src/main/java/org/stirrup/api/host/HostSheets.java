package org.stirrup.api.host;

import org.osgi.annotation.versioning.ProviderType;

/** The hosts as a sheet of comma-separated values (RFC 4180), for a spreadsheet or another appliance. */
@ProviderType
public interface HostSheets {
    /** A heading and a row for each host. The token is none of the columns. */
    String write();

    /**
     * Takes in all hosts of a sheet, or none. Columns that its heading does not name stay as they are.
     *
     * @throws IllegalArgumentException with each mistake, its line and its column, a line for each; nothing is changed
     * @throws IllegalStateException when the host directory that is installed takes in no list
     * @throws java.io.UncheckedIOException when that could not be saved; nothing is changed then
     */
    Taken take(String sheet);

    /**
     * What a sheet did.
     *
     * @param fresh hosts that were not known
     * @param changed hosts that are different now
     * @param same hosts that are as they were
     */
    record Taken(long fresh, long changed, long same) {
        public long all() {
            return fresh + changed + same;
        }
    }
}
