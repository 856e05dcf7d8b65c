package org.stirrup.features.swap;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts one bundle in the place of another, and back when it is not as good. */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final Pattern LACK =
            Pattern.compile("missing requirement \\[.*?\\)](.*?)(?: Unresolved requirements.*)?$");

    private final Bundle framework;
    private final Judge judge;

    /** How it went. */
    sealed interface Outcome {
        /** It serves. @param how for people: in what way the place was taken */
        record Done(String how) implements Outcome {}

        /** The former one serves as before. */
        record Failed(String because) implements Outcome {}
    }

    Handover(BundleContext context, Judge judge) {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.judge = judge;
    }

    /** Why a bundle that was just installed cannot be resolved; empty when it is. */
    Optional<String> unresolved(Bundle bundle) {
        if (framework.adapt(FrameworkWiring.class).resolveBundles(List.of(bundle))) {
            return Optional.empty();
        }
        try {
            // Only a start says why not. A bundle that was just installed has the first start level, so its turn has
            // come.
            bundle.start(Bundle.START_TRANSIENT);
            return Optional.empty();
        } catch (BundleException e) {
            return Optional.of(lack(e));
        }
    }

    /** Starts what takes nobody's place. */
    Outcome start(Bundle bundle) throws InterruptedException {
        Optional<String> failure = tryStart(bundle);
        if (failure.isPresent()) {
            return new Outcome.Failed(failure.get());
        }
        if (isTooEarly(bundle)) {
            return new Outcome.Done("starts with the others");
        }
        return judge.await(bundle, Standing.NOTHING) instanceof Verdict.Bad bad
                ? new Outcome.Failed(bad.because())
                : new Outcome.Done("started");
    }

    /** Stops one and starts the other, in the order in which nobody is without longer than need be. */
    Outcome swap(Bundle from, Bundle to) throws InterruptedException {
        String place = " in place of " + from.getVersion();
        if (isTooEarly(to)) {
            stop(from);
            Optional<String> failure = tryStart(to);
            if (failure.isPresent()) {
                tryStart(from);
                return new Outcome.Failed(failure.get());
            }
            return new Outcome.Done("starts" + place);
        }
        Standing before = judge.look(from);
        if (before.canOverlap()) {
            Verdict verdict = startAndJudge(to, before);
            if (verdict instanceof Verdict.Bad bad) {
                stop(to);
                return new Outcome.Failed(bad.because());
            }
            stop(from);
            return new Outcome.Done("serves" + place + ", without a gap");
        }
        long start = System.nanoTime();
        stop(from);
        // Whoever waits for as many services as before waits in vain when the new version offers fewer.
        Verdict verdict = startAndJudge(to, before.withoutServices());
        if (verdict instanceof Verdict.Bad bad) {
            stop(to);
            tryStart(from).ifPresent(failure -> LOG.error("{} does not start again: {}", from, failure));
            return new Outcome.Failed(bad.because());
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return new Outcome.Done("serves" + place + ", after " + millis + " ms in which neither did");
    }

    private Verdict startAndJudge(Bundle bundle, Standing wanted) throws InterruptedException {
        Optional<String> failure = tryStart(bundle);
        return failure.isPresent() ? new Verdict.Bad(failure.get()) : judge.await(bundle, wanted);
    }

    /** Whether the framework is still going up and has not come to this bundle yet. */
    boolean isTooEarly(Bundle bundle) {
        return framework.adapt(FrameworkStartLevel.class).getStartLevel()
                < bundle.adapt(BundleStartLevel.class).getStartLevel();
    }

    private static Optional<String> tryStart(Bundle bundle) {
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return Optional.empty();
        } catch (BundleException e) {
            return Optional.of("it does not start: " + reason(e));
        }
    }

    /** What the framework says, or what made it say so. */
    static String reason(BundleException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == e ? lack(e) : cause.toString();
    }

    static void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (BundleException e) {
            // Its activator threw; it is stopped all the same (OSGi Core 8, section 4.4.9).
            LOG.warn("{} did not stop cleanly: {}", bundle, e.getMessage());
        }
    }

    /** What the resolver says of a bundle, without the framework's numbers. */
    private static String lack(BundleException e) {
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        Matcher matcher = LACK.matcher(said);
        return matcher.find() ? "it lacks" + matcher.group(1) : said;
    }
}
