package org.stirrup.dhcp.engine;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.stirrup.dhcp.subnet.Admission;
import org.stirrup.dhcp.subnet.Subnet;

/** Who is not served, and why. */
final class Denials {
    private Denials() {}

    /** Why none of these subnets serves a client; empty when one does. */
    static Optional<Decision.Drop> at(List<Subnet> subnets, Standing standing) {
        if (subnets.stream().anyMatch(subnet -> subnet.admission().admits(standing.classes()))) {
            return Optional.empty();
        }
        Admission admission = subnets.get(0).admission();
        return Optional.of(denied(
                admission,
                standing,
                Decision.Reason.CLASS_DENIED,
                subnets.get(0).network() + " serves " + admission));
    }

    /** Why a client that boots is not served in its subnet; empty when it is. */
    static Optional<Decision.Drop> booting(Query query) {
        Admission booting = query.subnet().booting();
        if (!query.client().boots() || booting.admits(query.standing().classes())) {
            return Optional.empty();
        }
        return Optional.of(
                booting.equals(Admission.NONE)
                        ? new Decision.Drop(
                                Decision.Reason.BOOTING_DENIED,
                                "machines that boot are not served in "
                                        + query.subnet().network())
                        : denied(
                                booting,
                                query.standing(),
                                Decision.Reason.BOOTING_DENIED,
                                "of machines that boot, " + query.subnet().network() + " serves " + booting));
    }

    private static Decision.Drop denied(Admission admission, Standing standing, Decision.Reason reason, String who) {
        if (admission.admits(standing.classesIfKnown())) {
            return new Decision.Drop(
                    Decision.Reason.AWAITS_APPROVAL, who + "; this machine is not known yet and waits to be approved");
        }
        return new Decision.Drop(reason, who + "; this client is " + named(standing));
    }

    /** The classes of a client, for messages. */
    static String named(Standing standing) {
        TreeSet<String> classes = new TreeSet<>(standing.classes());
        classes.remove(Admission.EVERYBODY);
        return String.join(", ", classes);
    }
}
