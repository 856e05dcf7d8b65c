package org.stirrup.dhcp.server;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.stirrup.dhcp.subnet.Written;

/** Addresses of a subnet with terms of their own: dhcpd's {@code pool}. */
@Component(
        service = Section.class,
        configurationPid = PoolConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PoolConfiguration.Config.class, factory = true)
public final class PoolConfiguration implements Section {
    static final String PID = "org.stirrup.dhcp.pool";

    /** Keys; those that it shares with a subnet mean the same. */
    @ObjectClassDefinition(
            name = "Stirrup DHCP pool",
            description = "Addresses that some clients get, or on other terms than the rest of their subnet.")
    @interface Config {
        @AttributeDefinition(
                name = "Range",
                description = "Addresses to give, FIRST-LAST, several with commas; all of one subnet.",
                required = false)
        String[] range() default {};

        @AttributeDefinition(
                name = "Allow",
                description = "Only clients of these classes get them. Empty: all.",
                required = false)
        String[] allow() default {};

        @AttributeDefinition(name = "Deny", description = "Clients of these classes do not get them.", required = false)
        String[] deny() default {};

        @AttributeDefinition(
                name = "Next server",
                description = "Where boot files are fetched from. Empty: what the subnet says.",
                required = false)
        String nextServer() default "";

        @AttributeDefinition(
                name = "Boot file",
                description = "Sent to those that boot, in place of what the loaders say. Empty: what the subnet says.",
                required = false)
        String filename() default "";

        @AttributeDefinition(
                name = "Lease",
                description = "Seconds, for a client that does not ask for a time. Empty: what the subnet says.",
                required = false)
        String leaseSeconds() default "";

        @AttributeDefinition(
                name = "Shortest lease",
                description = "Seconds. Empty: what the subnet says.",
                required = false)
        String minLeaseSeconds() default "";

        @AttributeDefinition(
                name = "Longest lease",
                description = "Seconds. Empty: what the subnet says.",
                required = false)
        String maxLeaseSeconds() default "";

        @AttributeDefinition(
                name = "Options",
                description =
                        "Further options, CODE=TYPE:VALUE or NAME=VALUE, several with semicolons. They come before"
                                + " those of the subnet.",
                required = false)
        String[] options() default {};
    }

    private volatile Written written;

    @Activate
    public PoolConfiguration(Config config, Map<String, Object> properties) {
        written = written(config, properties);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        written = written(config, properties);
    }

    @Override
    public Kind kind() {
        return Kind.POOL;
    }

    @Override
    public Written written() {
        return written;
    }

    private static Written written(Config config, Map<String, Object> properties) {
        return Written.of(
                properties,
                String.valueOf(properties.getOrDefault("service.pid", PID)),
                Map.ofEntries(
                        Map.entry("range", config.range()),
                        Map.entry("allow", config.allow()),
                        Map.entry("deny", config.deny()),
                        Map.entry("nextServer", new String[] {config.nextServer()}),
                        Map.entry("filename", new String[] {config.filename()}),
                        Map.entry("leaseSeconds", new String[] {config.leaseSeconds()}),
                        Map.entry("minLeaseSeconds", new String[] {config.minLeaseSeconds()}),
                        Map.entry("maxLeaseSeconds", new String[] {config.maxLeaseSeconds()}),
                        Map.entry("options", config.options())));
    }
}
