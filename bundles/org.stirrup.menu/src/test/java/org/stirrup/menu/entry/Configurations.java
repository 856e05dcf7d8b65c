package org.stirrup.menu.entry;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations as the framework would make them: what is not given has its default. */
public final class Configurations {
    private Configurations() {}

    public static EntryConfig of(Map<String, String> given) {
        return (EntryConfig) Proxy.newProxyInstance(
                EntryConfig.class.getClassLoader(),
                new Class<?>[] {EntryConfig.class},
                (proxy, method, arguments) ->
                        given.getOrDefault(method.getName().replace("$", ""), (String) method.getDefaultValue()));
    }

    /** @param name of the file: what follows the factory's pid */
    public static OwnEntry entry(String name, Map<String, String> given) {
        return new OwnEntry(of(given), properties(name));
    }

    static Map<String, Object> properties(String name) {
        return Map.of(
                "service.pid",
                EntryReading.PID + "~" + name,
                "felix.fileinstall.filename",
                "file:/etc/org.stirrup.menu.entry-" + name + ".cfg");
    }
}
