package org.stirrup.features.swap;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/** Bundles of the same symbolic name: which of them runs, and which comes next. */
final class Namesakes {
    private final BundleContext context;
    private final DropLedger ledger;

    Namesakes(BundleContext context, DropLedger ledger) {
        this.context = context;
        this.ledger = ledger;
    }

    /** The bundle that is installed for a jar, of its present content or a former one. */
    Optional<Bundle> of(String file) {
        return Optional.ofNullable(ledger.entries().get(file)).map(entry -> context.getBundle(entry.location()));
    }

    /** Whether a bundle from {@code deploy/} is what its jar stands for now. */
    boolean isCurrent(Bundle bundle) {
        return ledger.entries().values().stream()
                .anyMatch(entry -> entry.location().equals(bundle.getLocation()));
    }

    Optional<Bundle> running(String symbolicName) {
        return named(symbolicName).filter(Locations::isMeantToRun).findFirst();
    }

    Optional<Bundle> any(Bundle bundle) {
        return named(bundle.getSymbolicName()).filter(other -> other != bundle).findFirst();
    }

    /** Who serves what a jar would serve. */
    Optional<Bundle> servingFor(DropLedger.Entry entry) {
        return entry.name().isEmpty()
                ? Optional.ofNullable(context.getBundle(entry.location())).filter(Locations::isMeantToRun)
                : running(entry.name().split(" ", 2)[0]);
    }

    /** Who comes when a bundle goes: the jar dropped before it, else the appliance's own in its highest version. */
    Optional<Bundle> successor(Bundle gone) {
        List<Bundle> others =
                named(gone.getSymbolicName()).filter(other -> other != gone).toList();
        return others.stream()
                .filter(Locations::isDropped)
                .filter(this::isCurrent)
                .max(Comparator.comparingLong(this::order))
                .or(() -> others.stream()
                        .filter(other -> !Locations.isDropped(other))
                        .max(Comparator.comparing(Bundle::getVersion)));
    }

    /** Why a running bundle cannot be replaced while the appliance runs. */
    Optional<String> objection(Bundle running) {
        if (running == context.getBundle()) {
            return Optional.of("this bundle replaces others and cannot replace itself; upgrade the appliance instead");
        }
        BundleWiring wiring = running.adapt(BundleWiring.class);
        List<String> users = wiring == null
                ? List.of()
                : wiring.getProvidedWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .map(wire -> wire.getRequirer().getBundle())
                        .filter(user -> user != running)
                        .map(Bundle::getSymbolicName)
                        .distinct()
                        .sorted()
                        .toList();
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of("other bundles use its classes, and would all have to be restarted: "
                        + users.stream().limit(3).collect(Collectors.joining(", "))
                        + (users.size() > 3 ? " and " + (users.size() - 3) + " more" : ""));
    }

    /** A number that no bundle from {@code deploy/} has had yet. */
    long nextNumber() {
        return 1
                + Arrays.stream(context.getBundles())
                        .map(Locations::number)
                        .mapToLong(number -> number.orElse(0))
                        .max()
                        .orElse(0);
    }

    private long order(Bundle dropped) {
        return ledger.entries().values().stream()
                .filter(entry -> entry.location().equals(dropped.getLocation()))
                .mapToLong(DropLedger.Entry::order)
                .findFirst()
                .orElse(0);
    }

    private Stream<Bundle> named(String symbolicName) {
        return Arrays.stream(context.getBundles()).filter(bundle -> symbolicName.equals(bundle.getSymbolicName()));
    }
}
