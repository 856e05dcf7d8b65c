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

/** One machine: dhcpd's {@code host}. */
@Component(
        service = Section.class,
        configurationPid = HostConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HostConfiguration.Config.class, factory = true)
public final class HostConfiguration implements Section {
    static final String PID = "org.stirrup.dhcp.host";

    /** Keys; those that it shares with a subnet mean the same. */
    @ObjectClassDefinition(
            name = "Stirrup DHCP host",
            description =
                    "A machine, its address and what it is told. For an address alone a line in reservations= of the subnet is enough.")
    @interface Config {
        @AttributeDefinition(
                name = "Client",
                description =
                        "What it is known by: its MAC address, or id:, uuid:, circuit:, remote: with a value; any of several.",
                required = false)
        String[] client() default {};

        @AttributeDefinition(
                name = "Address",
                description = "Kept for it, at most one for each subnet. Empty: it gets one of a pool.",
                required = false)
        String[] address() default {};

        @AttributeDefinition(
                name = "Host name",
                description = "What it is told it is called, option 12.",
                required = false)
        String[] hostname() default {};

        @AttributeDefinition(
                name = "Next server",
                description =
                        "Where boot files are fetched from. Empty: what its classes, the pool or the subnet says.",
                required = false)
        String nextServer() default "";

        @AttributeDefinition(
                name = "Boot file",
                description =
                        "Sent to those that boot, in place of what the loaders say. Empty: what its classes, the pool or the subnet says.",
                required = false)
        String filename() default "";

        @AttributeDefinition(
                name = "Lease",
                description =
                        "Seconds, for a client that does not ask for a time. Empty: what its classes, the pool or the subnet says.",
                required = false)
        String leaseSeconds() default "";

        @AttributeDefinition(
                name = "Shortest lease",
                description = "Seconds. Empty: what its classes, the pool or the subnet says.",
                required = false)
        String minLeaseSeconds() default "";

        @AttributeDefinition(
                name = "Longest lease",
                description = "Seconds. Empty: what its classes, the pool or the subnet says.",
                required = false)
        String maxLeaseSeconds() default "";

        @AttributeDefinition(
                name = "Options",
                description =
                        "Further options, CODE=TYPE:VALUE or NAME=VALUE, several with semicolons. They come before"
                                + " those of its classes, the pool or the subnet.",
                required = false)
        String[] options() default {};
    }

    private volatile Written written;

    @Activate
    public HostConfiguration(Config config, Map<String, Object> properties) {
        written = written(config, properties);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        written = written(config, properties);
    }

    @Override
    public Kind kind() {
        return Kind.HOST;
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
                        Map.entry("client", config.client()),
                        Map.entry("address", config.address()),
                        Map.entry("hostname", config.hostname()),
                        Map.entry("nextServer", new String[] {config.nextServer()}),
                        Map.entry("filename", new String[] {config.filename()}),
                        Map.entry("leaseSeconds", new String[] {config.leaseSeconds()}),
                        Map.entry("minLeaseSeconds", new String[] {config.minLeaseSeconds()}),
                        Map.entry("maxLeaseSeconds", new String[] {config.maxLeaseSeconds()}),
                        Map.entry("options", config.options())));
    }
}
