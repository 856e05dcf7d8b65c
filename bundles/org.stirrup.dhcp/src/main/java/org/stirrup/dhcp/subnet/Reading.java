package org.stirrup.dhcp.subnet;

import java.util.List;
import java.util.Optional;
import org.stirrup.api.check.Finding;

/**
 * What came of reading a configuration.
 *
 * @param value empty when it was refused
 * @param findings why it was refused, or what else there is to say
 */
public record Reading<T>(Optional<T> value, List<Finding> findings) {
    static <T> Reading<T> of(T value, Complaints complaints) {
        return new Reading<>(Optional.of(value), complaints.findings());
    }

    static <T> Reading<T> refused(Complaints complaints) {
        return new Reading<>(Optional.empty(), complaints.findings());
    }
}
