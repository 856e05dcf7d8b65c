package org.stirrup.features.swap;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.stirrup.api.check.Listener;

/** Looks at what a bundle achieves, and waits for another to achieve as much. */
final class Judge {
    private static final long LOOK_AGAIN_MILLIS = 10;

    /** Services by which the platform brings configurations, on behalf of a bundle that is not asked about it. */
    private static final String CONFIGURED = "org.osgi.service.cm.";

    /** How long a component may stay unsatisfied: what it needs is there, for it was there for the former version. */
    private final Duration patience;

    /** How long opening ports, reading images and the like may take. */
    private final Duration longPatience;

    private final BundleContext context;
    private final ServiceComponentRuntime runtime;

    Judge(BundleContext context, ServiceComponentRuntime runtime, Duration patience, Duration longPatience) {
        this.context = context;
        this.runtime = runtime;
        this.patience = patience;
        this.longPatience = longPatience;
    }

    Standing look(Bundle bundle) {
        Set<String> components = new TreeSet<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            if (configurations(component).stream().anyMatch(Judge::isSatisfied)) {
                components.add(component.name);
            }
        }
        Map<String, Integer> services = new HashMap<>();
        for (ServiceReference<?> reference : services(bundle)) {
            for (String type : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
                // What is of the bundle's own packages is its inner affair.
                if (!type.startsWith(CONFIGURED) && !type.startsWith(bundle.getSymbolicName() + ".")) {
                    services.merge(type, 1, Integer::sum);
                }
            }
        }
        return new Standing(components, ports(bundle), services);
    }

    /**
     * Waits until a bundle that was just started achieves what another did, fails, or takes too long. That it offers
     * fewer services after a long wait is no fault: a new version need not be like the old.
     */
    Verdict await(Bundle bundle, Standing wanted) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Optional<String> failure = failure(bundle);
            if (failure.isPresent()) {
                return new Verdict.Bad(failure.get());
            }
            Duration spent = Duration.ofNanos(System.nanoTime() - start);
            Standing now = look(bundle);
            Optional<String> idle = unsatisfied(bundle, wanted, now);
            Set<String> closed = new TreeSet<>(wanted.ports());
            closed.removeAll(now.ports());
            if (idle.isPresent() && spent.compareTo(patience) > 0) {
                return new Verdict.Bad(idle.get());
            } else if (!closed.isEmpty() && spent.compareTo(longPatience) > 0) {
                return new Verdict.Bad("it did not open " + String.join(", ", closed));
            } else if (idle.isEmpty()
                    && closed.isEmpty()
                    && (offersAsMuch(wanted, now) || spent.compareTo(longPatience) > 0)) {
                return probe(bundle);
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** Why a bundle that should run does not. */
    Verdict running(Bundle bundle) {
        Optional<String> failure = failure(bundle);
        return failure.isPresent() ? new Verdict.Bad(failure.get()) : probe(bundle);
    }

    /** A component that nobody has asked for yet is made only now, and may fail. */
    private Verdict probe(Bundle bundle) {
        for (ServiceReference<?> reference : services(bundle)) {
            if (context.getService(reference) != null) {
                context.ungetService(reference);
            }
        }
        Optional<String> failure = failure(bundle);
        return failure.isPresent() ? new Verdict.Bad(failure.get()) : new Verdict.Good();
    }

    private Optional<String> failure(Bundle bundle) {
        if ((bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0) {
            return Optional.of("it does not run");
        }
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO each : configurations(component)) {
                if (each.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    return Optional.of("its component " + component.name + " fails: " + cause(each.failure));
                }
            }
        }
        return Optional.empty();
    }

    /** A component that the other bundle had at work and that waits in this one. */
    private Optional<String> unsatisfied(Bundle bundle, Standing wanted, Standing now) {
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            if (wanted.components().contains(component.name)
                    && !now.components().contains(component.name)) {
                String lacks = configurations(component).stream()
                        .flatMap(each -> Arrays.stream(each.unsatisfiedReferences))
                        .map(Judge::text)
                        .distinct()
                        .collect(Collectors.joining(", "));
                return Optional.of("its component " + component.name + " waits for "
                        + (lacks.isEmpty() ? "a configuration" : lacks));
            }
        }
        return Optional.empty();
    }

    private static boolean offersAsMuch(Standing wanted, Standing now) {
        return wanted.services().entrySet().stream()
                .allMatch(entry -> now.services().getOrDefault(entry.getKey(), 0) >= entry.getValue());
    }

    private static String text(UnsatisfiedReferenceDTO reference) {
        return reference.target == null ? reference.name : reference.name + " " + reference.target;
    }

    private Set<String> ports(Bundle bundle) {
        Map<String, Boolean> ports = new TreeMap<>();
        for (ServiceReference<?> reference : services(bundle)) {
            if (context.getService(reference) instanceof Listener listener) {
                listener.ports()
                        .forEach(port -> ports.put(
                                port.protocol() + " " + port.address().getHostString() + ":"
                                        + port.address().getPort(),
                                port.open()));
                context.ungetService(reference);
            }
        }
        ports.values().removeIf(open -> !open);
        return Set.copyOf(ports.keySet());
    }

    private static ServiceReference<?>[] services(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services == null ? new ServiceReference<?>[0] : services;
    }

    private Collection<ComponentConfigurationDTO> configurations(ComponentDescriptionDTO component) {
        return runtime.getComponentConfigurationDTOs(component);
    }

    private static boolean isSatisfied(ComponentConfigurationDTO component) {
        return component.state == ComponentConfigurationDTO.SATISFIED
                || component.state == ComponentConfigurationDTO.ACTIVE;
    }

    /** What a stack trace is about: its innermost cause. */
    static String cause(String trace) {
        String innermost = "no reason given";
        for (String line : Optional.ofNullable(trace).orElse("").lines().toList()) {
            if (innermost.equals("no reason given") || line.startsWith("Caused by: ")) {
                innermost = line.replaceFirst("^Caused by: ", "").strip();
            }
        }
        return innermost;
    }
}
