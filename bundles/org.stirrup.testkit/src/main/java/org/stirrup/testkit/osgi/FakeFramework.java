package org.stirrup.testkit.osgi;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * As much of a framework as a component's constructor sees: properties, and services that it registers by hand. Anything
 * else that is asked of it fails, by name.
 */
public final class FakeFramework {
    private final Map<String, String> properties = new ConcurrentHashMap<>();
    private final List<Service> services = new ArrayList<>();
    private volatile int state = Bundle.ACTIVE;

    /** A registered service. */
    private record Service(Class<?> type, Object object, Dictionary<String, ?> properties) {}

    /** @param home what {@code stirrup.home} is */
    public FakeFramework(Path home) {
        properties.put("stirrup.home", home.toAbsolutePath().toString());
    }

    /** Sets a framework property: {@code stirrup.check} to {@code true}. */
    public FakeFramework with(String key, String value) {
        properties.put(key, value);
        return this;
    }

    /** The service of a type that is registered now. */
    public synchronized <T> Optional<T> service(Class<T> type) {
        return services.stream()
                .filter(service -> service.type() == type)
                .findFirst()
                .map(service -> type.cast(service.object()));
    }

    /** A property of the service of a type that is registered now. */
    public synchronized Optional<Object> property(Class<?> type, String key) {
        return services.stream()
                .filter(service -> service.type() == type)
                .findFirst()
                .map(service -> service.properties().get(key));
    }

    /**
     * The service of a type, as soon as it is registered.
     *
     * @throws AssertionError when it is not within ten seconds
     */
    public synchronized <T> T await(Class<T> type) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (service(type).isEmpty()) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError("no " + type.getSimpleName() + " was registered");
            }
            wait(millis);
        }
        return service(type).orElseThrow();
    }

    public BundleContext context() {
        return proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "getProperty" -> properties.get((String) arguments[0]);
            case "registerService" -> register(arguments);
            case "getBundle" -> system();
            default -> throw new UnsupportedOperationException("BundleContext." + method);
        });
    }

    /** From now on it is a framework that stops. */
    public FakeFramework stopping() {
        state = Bundle.STOPPING;
        return this;
    }

    private Bundle system() {
        return proxy(Bundle.class, (method, none) -> {
            if (!method.equals("getState")) {
                throw new UnsupportedOperationException("Bundle." + method);
            }
            return state;
        });
    }

    private synchronized ServiceRegistration<?> register(Object[] arguments) {
        Dictionary<String, Object> given =
                arguments[2] instanceof Dictionary<?, ?> some ? copy(some) : new Hashtable<>();
        Service service = new Service((Class<?>) arguments[0], arguments[1], given);
        services.add(service);
        notifyAll();
        return proxy(ServiceRegistration.class, (method, changed) -> {
            if (method.equals("setProperties")) {
                Dictionary<String, Object> next = copy((Dictionary<?, ?>) changed[0]);
                synchronized (this) {
                    Collections.list(given.keys()).forEach(given::remove);
                    Collections.list(next.keys()).forEach(key -> given.put(key, next.get(key)));
                }
                return null;
            }
            if (!method.equals("unregister")) {
                throw new UnsupportedOperationException("ServiceRegistration." + method);
            }
            synchronized (this) {
                if (!services.remove(service)) {
                    throw new IllegalStateException("unregistered twice");
                }
            }
            return null;
        });
    }

    private static Dictionary<String, Object> copy(Dictionary<?, ?> given) {
        Dictionary<String, Object> copy = new Hashtable<>();
        given.keys().asIterator().forEachRemaining(key -> copy.put((String) key, given.get(key)));
        return copy;
    }

    /** What a call is answered with, by the method's name. */
    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
