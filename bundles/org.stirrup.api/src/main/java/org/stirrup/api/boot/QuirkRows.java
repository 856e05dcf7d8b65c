package org.stirrup.api.boot;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings rows to the table of odd clients. Register it as an OSGi service; its rows hold for as long as it is there.
 * They stand in order of {@code service.ranking}, highest first; of two rows with one name the first counts.
 */
@ConsumerType
public interface QuirkRows {
    /** Ranking of the administrator's own rows. */
    int USER_RANKING = 1000;

    /** Always the same rows, from memory. */
    List<Quirk> rows();
}
