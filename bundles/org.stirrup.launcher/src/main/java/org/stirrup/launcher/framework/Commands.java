package org.stirrup.launcher.framework;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntBiFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * The shell of an appliance in this same process. It is a service of types that Java itself brings, since the launcher
 * stands outside of all bundles: a {@code ToIntBiFunction<String, OutputStream>} with the property
 * {@code stirrup.commands}, from a command line and where its output goes to its exit status.
 */
public final class Commands {
    private static final String FILTER = "(stirrup.commands=true)";
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private final BundleContext context;

    private Commands(BundleContext context) {
        this.context = context;
    }

    public static Commands of(BundleContext context) {
        return new Commands(context);
    }

    /** Returns when no service came, went or changed for half a second. */
    public void awaitQuiet() throws InterruptedException {
        AtomicLong latest = new AtomicLong(System.nanoTime());
        ServiceListener listener = event -> latest.set(System.nanoTime());
        context.addServiceListener(listener);
        try {
            long end = System.nanoTime() + AT_MOST.toNanos();
            long now = System.nanoTime();
            while (now < end && now - latest.get() < QUIET.toNanos()) {
                Thread.sleep(Math.max(1, (QUIET.toNanos() - (now - latest.get())) / 1_000_000));
                now = System.nanoTime();
            }
        } finally {
            context.removeServiceListener(listener);
        }
    }

    /** @throws IOException when the appliance has no shell */
    public int run(String line, OutputStream out) throws IOException {
        try {
            ServiceReference<?>[] found = context.getServiceReferences(ToIntBiFunction.class.getName(), FILTER);
            if (found == null) {
                throw new IOException("the shell feature is not installed, and it is what tells the findings: put"
                        + " shell.feature.json into the home's features folder");
            }
            @SuppressWarnings("unchecked") // said by the property
            ToIntBiFunction<String, OutputStream> shell =
                    (ToIntBiFunction<String, OutputStream>) context.getService(found[0]);
            return shell.applyAsInt(line, out);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
