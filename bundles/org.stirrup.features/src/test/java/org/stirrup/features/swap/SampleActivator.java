package org.stirrup.features.swap;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Packed into bundles of these tests: does what the bundle's headers say. */
public final class SampleActivator implements BundleActivator {
    /** Header: it throws this. */
    static final String THROWS = "Sample-Throws";

    /** Header: interface of a service that it registers. */
    static final String SERVICE = "Sample-Service";

    @Override
    public void start(BundleContext context) throws Exception {
        Map<String, String> headers = Map.of(
                THROWS, String.valueOf(context.getBundle().getHeaders().get(THROWS)),
                SERVICE, String.valueOf(context.getBundle().getHeaders().get(SERVICE)));
        if (!headers.get(THROWS).equals("null")) {
            throw new IllegalStateException(headers.get(THROWS));
        }
        if (!headers.get(SERVICE).equals("null")) {
            context.registerService(
                    headers.get(SERVICE),
                    java.lang.reflect.Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {Class.forName(headers.get(SERVICE))},
                            (proxy, method, arguments) -> List.of()),
                    new Hashtable<>());
        }
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing was taken.
    }
}
