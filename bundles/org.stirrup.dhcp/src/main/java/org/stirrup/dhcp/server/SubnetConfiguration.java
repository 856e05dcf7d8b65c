package org.stirrup.dhcp.server;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.stirrup.dhcp.subnet.Written;

/** One subnet. */
@Component(
        service = Section.class,
        configurationPid = SubnetConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SubnetConfiguration.Config.class, factory = true)
public final class SubnetConfiguration implements Section {
    static final String PID = "org.stirrup.dhcp.subnet";

    /** Keys, as dhcpd.conf has them where it has them. */
    @ObjectClassDefinition(
            name = "Stirrup DHCP subnet",
            description = "A network and the addresses given in it. One configuration for each network.")
    @interface Config {
        @AttributeDefinition(
                name = "Subnet",
                description = "Lowest address of the network, 192.168.1.0, with a netmask beside it, or 192.168.1.0/24."
                        + " Empty: the network of the link that the range is in.",
                required = false)
        String subnet() default "";

        @AttributeDefinition(
                name = "Netmask",
                description = "255.255.255.0; not needed when the subnet has a prefix.",
                required = false)
        String netmask() default "";

        @AttributeDefinition(
                name = "Shared network",
                description = "A name that several subnets on one link have in common: 'shared-network'.",
                required = false)
        String sharedNetwork() default "";

        @AttributeDefinition(
                name = "Range",
                description =
                        "Addresses to give, FIRST-LAST, several with commas. Ranges for some clients only have files"
                                + " of their own: org.stirrup.dhcp.pool.",
                required = false)
        String[] range() default {};

        @AttributeDefinition(
                name = "Exclude",
                description = "Addresses of the ranges and pools that are not given, FIRST-LAST or single ones.",
                required = false)
        String[] exclude() default {};

        @AttributeDefinition(
                name = "Allow",
                description = "Only clients of these classes are served in this subnet. Empty: all.",
                required = false)
        String[] allow() default {};

        @AttributeDefinition(
                name = "Deny",
                description = "Clients of these classes are not served in this subnet.",
                required = false)
        String[] deny() default {};

        @AttributeDefinition(
                name = "Dynamic BOOTP",
                description = "BOOTP clients get addresses of the range too, for ever: 'range dynamic-bootp'.",
                type = AttributeType.BOOLEAN,
                required = false)
        String dynamicBootp() default "false";

        @AttributeDefinition(
                name = "Routers",
                description = "Gateways, the first is preferred: 'option routers'.",
                required = false)
        String[] routers() default {};

        @AttributeDefinition(name = "Name servers", description = "'option domain-name-servers'.", required = false)
        String[] domainNameServers() default {};

        @AttributeDefinition(name = "Domain", description = "'option domain-name'.", required = false)
        String domainName() default "";

        @AttributeDefinition(
                name = "Next server",
                description = "Where boot files are fetched from. Empty: from this appliance.",
                required = false)
        String nextServer() default "";

        @AttributeDefinition(
                name = "Boot file",
                description =
                        "Sent to every client that boots, in place of what the loaders say. Empty: ask the loaders.",
                required = false)
        String filename() default "";

        @AttributeDefinition(
                name = "Lease",
                description = "Seconds, for a client that does not ask for a time. Empty: the server's.",
                required = false)
        String leaseSeconds() default "";

        @AttributeDefinition(name = "Shortest lease", description = "Seconds. Empty: the server's.", required = false)
        String minLeaseSeconds() default "";

        @AttributeDefinition(name = "Longest lease", description = "Seconds. Empty: the server's.", required = false)
        String maxLeaseSeconds() default "";

        @AttributeDefinition(
                name = "Allow booting",
                description =
                        "Machines that boot from the network are answered here: true, false, or only those of these"
                                + " classes. Empty: the server's.",
                required = false)
        String allowBooting() default "";

        @AttributeDefinition(
                name = "Mode",
                description = "server, or proxy where another DHCP server gives the addresses. Empty: the server's.",
                required = false)
        String mode() default "";

        @AttributeDefinition(
                name = "Reservations",
                description =
                        "MAC=ADDRESS or MAC=ADDRESS,HOSTNAME, several with blanks or semicolons. In place of the MAC:"
                                + " id:, uuid:, circuit: or remote: with its value.",
                required = false)
        String[] reservations() default {};

        @AttributeDefinition(
                name = "Options",
                description = "Further options, CODE=TYPE:VALUE or NAME=VALUE, several with semicolons:"
                        + " 42=ips:192.168.1.2; domain-search=lab.example, example",
                required = false)
        String[] options() default {};
    }

    private volatile Written written;

    @Activate
    public SubnetConfiguration(Config config, Map<String, Object> properties) {
        written = written(config, properties);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        written = written(config, properties);
    }

    @Override
    public Kind kind() {
        return Kind.SUBNET;
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
                        Map.entry("subnet", new String[] {config.subnet()}),
                        Map.entry("netmask", new String[] {config.netmask()}),
                        Map.entry("sharedNetwork", new String[] {config.sharedNetwork()}),
                        Map.entry("range", config.range()),
                        Map.entry("exclude", config.exclude()),
                        Map.entry("allow", config.allow()),
                        Map.entry("deny", config.deny()),
                        Map.entry("dynamicBootp", new String[] {config.dynamicBootp()}),
                        Map.entry("routers", config.routers()),
                        Map.entry("domainNameServers", config.domainNameServers()),
                        Map.entry("domainName", new String[] {config.domainName()}),
                        Map.entry("nextServer", new String[] {config.nextServer()}),
                        Map.entry("filename", new String[] {config.filename()}),
                        Map.entry("leaseSeconds", new String[] {config.leaseSeconds()}),
                        Map.entry("minLeaseSeconds", new String[] {config.minLeaseSeconds()}),
                        Map.entry("maxLeaseSeconds", new String[] {config.maxLeaseSeconds()}),
                        Map.entry("allowBooting", new String[] {config.allowBooting()}),
                        Map.entry("mode", new String[] {config.mode()}),
                        Map.entry("reservations", config.reservations()),
                        Map.entry("options", config.options())));
    }
}
