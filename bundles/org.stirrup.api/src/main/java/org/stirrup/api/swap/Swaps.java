package org.stirrup.api.swap;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What became of the bundles in {@code deploy/}. From memory. */
@ProviderType
public interface Swaps {
    /** One for each jar, sorted by file name. */
    List<Dropped> dropped();

    /** Versions that are stopped and still have transfers under way, oldest first. */
    List<Leaving> leaving();

    /**
     * A jar of {@code deploy/}.
     *
     * @param file its name
     * @param bundle symbolic name and version; empty when it cannot be read
     */
    record Dropped(String file, Optional<String> bundle, State state) {}

    /** How a dropped jar fares. */
    sealed interface State {
        /** @param instead version of the bundle that stands back for it; empty when there is none */
        record Serving(Optional<String> instead) implements State {}

        /** Another jar with the same bundle was dropped later. @param to that file */
        record StandingBack(String to) implements State {}

        /**
         * It does not serve.
         *
         * @param because why not
         * @param serving version of the bundle that goes on serving in its place; empty when there is none
         */
        record Quarantined(String because, Optional<String> serving) implements State {}
    }

    /**
     * A version that has left.
     *
     * @param bundle symbolic name and version
     * @param what is still under way: {@code tftp on eth1}
     * @param underWay how many transfers
     */
    record Leaving(String bundle, String what, int underWay) {}
}
