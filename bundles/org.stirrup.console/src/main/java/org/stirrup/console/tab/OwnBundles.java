package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** The bundles that Stirrup is made of, and those that were dropped: started and stopped one by one. */
final class OwnBundles {
    /** Without these nobody could start anything from here again. */
    private static final Set<String> NEEDED = Set.of("org.stirrup.api", "org.stirrup.console");

    private final BundleContext context;

    OwnBundles(BundleContext context) {
        this.context = context;
    }

    void write(JsonGenerator json) {
        json.writeStartArray("bundles");
        for (Bundle bundle : all()) {
            json.writeStartObject()
                    .write("id", bundle.getBundleId())
                    .write("name", bundle.getSymbolicName())
                    .write("version", bundle.getVersion().toString())
                    .write("state", state(bundle))
                    .write("needed", NEEDED.contains(bundle.getSymbolicName()))
                    .writeEnd();
        }
        json.writeEnd();
    }

    /** @throws Refused when it does not start, with the reason */
    String start(long id) {
        Bundle bundle = find(id);
        try {
            bundle.start();
        } catch (BundleException e) {
            throw new Refused(
                    Optional.ofNullable(e.getCause()).map(Throwable::toString).orElse(String.valueOf(e.getMessage())),
                    e);
        }
        return text(bundle);
    }

    /** Stopped, it stays so through a restart. @throws Refused when it does not stop */
    String stop(long id) {
        Bundle bundle = find(id);
        if (NEEDED.contains(bundle.getSymbolicName())) {
            throw new Refused("without " + bundle.getSymbolicName() + " there is no console to start it again");
        }
        try {
            bundle.stop();
        } catch (BundleException e) {
            throw new Refused(String.valueOf(e.getMessage()), e);
        }
        return text(bundle);
    }

    private Bundle find(long id) {
        return all().stream()
                .filter(bundle -> bundle.getBundleId() == id)
                .findFirst()
                .orElseThrow(() -> new Refused("there is no such bundle any more"));
    }

    /** Not fragments, which are never started. */
    private List<Bundle> all() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null
                        && (bundle.getSymbolicName().startsWith("org.stirrup.")
                                || bundle.getLocation().contains("/deploy/")))
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .sorted(Comparator.comparing(Bundle::getSymbolicName).thenComparing(Bundle::getVersion))
                .toList();
    }

    private static String text(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE, Bundle.STARTING -> "runs";
            case Bundle.STOPPING -> "stops";
            case Bundle.RESOLVED -> "stopped";
            case Bundle.INSTALLED -> "something that it needs is missing";
            default -> "gone";
        };
    }
}
