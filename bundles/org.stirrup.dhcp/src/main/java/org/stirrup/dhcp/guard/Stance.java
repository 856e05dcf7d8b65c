package org.stirrup.dhcp.guard;

import java.util.List;

/** What a server may do on a link. */
public sealed interface Stance {
    /** Not known yet: clients are answered in a moment. */
    record Looking() implements Stance {}

    /**
     * Give addresses.
     *
     * @param company whether another server is or was there: then nobody is told that an address is wrong which we do
     *     not know
     */
    record Serving(boolean company) implements Stance {}

    /**
     * Leave addresses to others.
     *
     * @param policy what is done instead; never {@link Policy#SERVE}
     * @param others who they are, at least one
     */
    record Aside(Policy policy, List<OtherServer> others) implements Stance {
        public Aside {
            others = List.copyOf(others);
        }
    }
}
