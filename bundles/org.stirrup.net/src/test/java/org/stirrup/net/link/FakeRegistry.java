package org.stirrup.net.link;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A service registry that tells what was registered and unregistered, in order. */
final class FakeRegistry {
    private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();
    private final List<Object> registered = new CopyOnWriteArrayList<>();

    BundleContext context(boolean onlyCheck) {
        return fake(BundleContext.class, (name, arguments) -> switch (name) {
            case "getProperty" -> onlyCheck ? "true" : null;
            case "registerService" -> register(arguments[1]);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    /** The next change: + or - and the service. */
    String next() throws InterruptedException {
        return nextWithin(60, TimeUnit.SECONDS);
    }

    String nextWithin(long time, TimeUnit unit) throws InterruptedException {
        return changes.poll(time, unit);
    }

    List<Object> registered() {
        return registered;
    }

    private Object register(Object service) {
        registered.add(service);
        changes.add("+" + service);
        return fake(ServiceRegistration.class, (name, arguments) -> {
            if (!name.equals("unregister")) {
                throw new UnsupportedOperationException(name);
            }
            registered.remove(service);
            changes.add("-" + service);
            return null;
        });
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
