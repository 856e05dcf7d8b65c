package org.stirrup.features.install;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations in memory: the few methods that are used. */
final class FakeConfigurations {
    final Map<String, Dictionary<String, Object>> present = new TreeMap<>();

    ConfigurationAdmin admin() {
        return (ConfigurationAdmin) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getConfiguration" -> configuration((String) arguments[0]);
                    case "getFactoryConfiguration" -> configuration(arguments[0] + "~" + arguments[1]);
                    case "listConfigurations" -> list((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Configuration[] list(String filter) throws InvalidSyntaxException {
        var matcher = FrameworkUtil.createFilter(filter);
        Configuration[] found = present.entrySet().stream()
                .filter(entry -> matcher.match(entry.getValue()))
                .map(entry -> configuration(entry.getKey()))
                .toArray(Configuration[]::new);
        return found.length == 0 ? null : found;
    }

    private Configuration configuration(String pid) {
        return (Configuration) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPid" -> pid;
                    case "getProperties" -> present.get(pid);
                    case "delete" -> present.remove(pid);
                    case "updateIfDifferent" -> {
                        present.put(pid, copy((Dictionary<?, ?>) arguments[0]));
                        yield true;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Dictionary<String, Object> copy(Dictionary<?, ?> from) {
        Dictionary<String, Object> to = new Hashtable<>();
        from.keys().asIterator().forEachRemaining(key -> to.put((String) key, from.get(key)));
        return to;
    }
}
