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

/** A class of clients: dhcpd's {@code class}, and its {@code group}. */
@Component(
        service = Section.class,
        configurationPid = ClassConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ClassConfiguration.Config.class, factory = true)
public final class ClassConfiguration implements Section {
    static final String PID = "org.stirrup.dhcp.class";

    /** Keys; those that it shares with a subnet mean the same. */
    @ObjectClassDefinition(
            name = "Stirrup DHCP class",
            description =
                    "Clients that have something in common. A client is in the class when each key that is set fits; of several values one must.")
    @interface Config {
        @AttributeDefinition(
                name = "Vendor class",
                description = "Option 60, with * for anything: PXEClient*, several with commas.",
                required = false)
        String[] vendorClass() default {};

        @AttributeDefinition(
                name = "User class",
                description = "Option 77, with * for anything: iPXE.",
                required = false)
        String[] userClass() default {};

        @AttributeDefinition(
                name = "Architecture",
                description = "Option 93, by number, or bios, uefi_x64, uefi_arm64 and so on.",
                required = false)
        String[] architecture() default {};

        @AttributeDefinition(
                name = "Stage",
                description = "What is speaking: pxe_rom, http_boot, ipxe, operating_system, bootp.",
                required = false)
        String[] stage() default {};

        @AttributeDefinition(
                name = "MAC addresses",
                description = "Hardware addresses or how they begin: 52:54:00, several with commas.",
                required = false)
        String[] mac() default {};

        @AttributeDefinition(name = "UUID", description = "Option 97, with * for anything.", required = false)
        String[] uuid() default {};

        @AttributeDefinition(
                name = "Circuit id",
                description = "Option 82.1 of the relay agent: text with * for anything, or 0x and hex.",
                required = false)
        String[] circuit() default {};

        @AttributeDefinition(
                name = "Remote id",
                description = "Option 82.2 of the relay agent: text with * for anything, or 0x and hex.",
                required = false)
        String[] remote() default {};

        @AttributeDefinition(
                name = "Relay agent",
                description = "Address of the relay agent, or its network: 10.1.0.0/16.",
                required = false)
        String[] relay() default {};

        @AttributeDefinition(
                name = "Host",
                description =
                        "How well it is known here: known, unknown, reserved, discovered, installing, installed, failed.",
                required = false)
        String[] host() default {};

        @AttributeDefinition(
                name = "Group",
                description = "Groups of the directory of hosts that the machine was put into.",
                required = false)
        String[] group() default {};

        @AttributeDefinition(
                name = "Option",
                description = "Any option with its value, CODE=TYPE:VALUE, several with semicolons.",
                required = false)
        String[] option() default {};

        @AttributeDefinition(
                name = "Next server",
                description = "Where boot files are fetched from. Empty: what the pool or subnet says.",
                required = false)
        String nextServer() default "";

        @AttributeDefinition(
                name = "Boot file",
                description =
                        "Sent to those that boot, in place of what the loaders say. Empty: what the pool or subnet says.",
                required = false)
        String filename() default "";

        @AttributeDefinition(
                name = "Lease",
                description =
                        "Seconds, for a client that does not ask for a time. Empty: what the pool or subnet says.",
                required = false)
        String leaseSeconds() default "";

        @AttributeDefinition(
                name = "Shortest lease",
                description = "Seconds. Empty: what the pool or subnet says.",
                required = false)
        String minLeaseSeconds() default "";

        @AttributeDefinition(
                name = "Longest lease",
                description = "Seconds. Empty: what the pool or subnet says.",
                required = false)
        String maxLeaseSeconds() default "";

        @AttributeDefinition(
                name = "Options",
                description =
                        "Further options, CODE=TYPE:VALUE or NAME=VALUE, several with semicolons. They come before"
                                + " those of the pool or subnet.",
                required = false)
        String[] options() default {};
    }

    private volatile Written written;

    @Activate
    public ClassConfiguration(Config config, Map<String, Object> properties) {
        written = written(config, properties);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        written = written(config, properties);
    }

    @Override
    public Kind kind() {
        return Kind.CLASS;
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
                        Map.entry("vendorClass", config.vendorClass()),
                        Map.entry("userClass", config.userClass()),
                        Map.entry("architecture", config.architecture()),
                        Map.entry("stage", config.stage()),
                        Map.entry("mac", config.mac()),
                        Map.entry("uuid", config.uuid()),
                        Map.entry("circuit", config.circuit()),
                        Map.entry("remote", config.remote()),
                        Map.entry("relay", config.relay()),
                        Map.entry("host", config.host()),
                        Map.entry("group", config.group()),
                        Map.entry("option", config.option()),
                        Map.entry("nextServer", new String[] {config.nextServer()}),
                        Map.entry("filename", new String[] {config.filename()}),
                        Map.entry("leaseSeconds", new String[] {config.leaseSeconds()}),
                        Map.entry("minLeaseSeconds", new String[] {config.minLeaseSeconds()}),
                        Map.entry("maxLeaseSeconds", new String[] {config.maxLeaseSeconds()}),
                        Map.entry("options", config.options())));
    }
}
