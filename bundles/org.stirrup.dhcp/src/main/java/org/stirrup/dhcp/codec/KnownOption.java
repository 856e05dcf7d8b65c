package org.stirrup.dhcp.codec;

import java.util.Arrays;
import java.util.Optional;

/** Every option Stirrup has a name for, one row each. A code without a row is carried as it came. */
public enum KnownOption {
    SUBNET_MASK(1, "subnet-mask", OptionType.IP, "RFC 2132, section 3.3"),
    TIME_OFFSET(2, "time-offset", OptionType.UINT32, "RFC 2132, section 3.4"),
    ROUTERS(3, "routers", OptionType.IPS, "RFC 2132, section 3.5"),
    TIME_SERVERS(4, "time-servers", OptionType.IPS, "RFC 2132, section 3.6"),
    DOMAIN_NAME_SERVERS(6, "domain-name-servers", OptionType.IPS, "RFC 2132, section 3.8"),
    LOG_SERVERS(7, "log-servers", OptionType.IPS, "RFC 2132, section 3.9"),
    HOST_NAME(12, "host-name", OptionType.TEXT, "RFC 2132, section 3.14"),
    BOOT_FILE_SIZE(13, "boot-size", OptionType.UINT16, "RFC 2132, section 3.15"),
    DOMAIN_NAME(15, "domain-name", OptionType.TEXT, "RFC 2132, section 3.17"),
    ROOT_PATH(17, "root-path", OptionType.TEXT, "RFC 2132, section 3.19"),
    INTERFACE_MTU(26, "interface-mtu", OptionType.UINT16, "RFC 2132, section 5.1"),
    BROADCAST_ADDRESS(28, "broadcast-address", OptionType.IP, "RFC 2132, section 5.3"),
    NTP_SERVERS(42, "ntp-servers", OptionType.IPS, "RFC 2132, section 8.3"),
    VENDOR_SPECIFIC(43, "vendor-encapsulated-options", OptionType.HEX, "RFC 2132, section 8.4"),
    REQUESTED_ADDRESS(50, "dhcp-requested-address", OptionType.IP, "RFC 2132, section 9.1"),
    LEASE_TIME(51, "dhcp-lease-time", OptionType.UINT32, "RFC 2132, section 9.2"),
    OVERLOAD(52, "dhcp-option-overload", OptionType.UINT8, "RFC 2132, section 9.3"),
    MESSAGE_TYPE(53, "dhcp-message-type", OptionType.UINT8, "RFC 2132, section 9.6"),
    SERVER_IDENTIFIER(54, "dhcp-server-identifier", OptionType.IP, "RFC 2132, section 9.7"),
    PARAMETER_REQUEST_LIST(55, "dhcp-parameter-request-list", OptionType.UINT8S, "RFC 2132, section 9.8"),
    MESSAGE(56, "dhcp-message", OptionType.TEXT, "RFC 2132, section 9.9"),
    MAXIMUM_SIZE(57, "dhcp-max-message-size", OptionType.UINT16, "RFC 2132, section 9.10"),
    RENEWAL_TIME(58, "dhcp-renewal-time", OptionType.UINT32, "RFC 2132, section 9.11"),
    REBINDING_TIME(59, "dhcp-rebinding-time", OptionType.UINT32, "RFC 2132, section 9.12"),
    VENDOR_CLASS(60, "vendor-class-identifier", OptionType.TEXT, "RFC 2132, section 9.13"),
    CLIENT_IDENTIFIER(61, "dhcp-client-identifier", OptionType.HEX, "RFC 2132, section 9.14"),
    TFTP_SERVER_NAME(66, "tftp-server-name", OptionType.TEXT, "RFC 2132, section 9.4"),
    BOOT_FILE(67, "bootfile-name", OptionType.TEXT, "RFC 2132, section 9.5"),
    USER_CLASS(77, "user-class", OptionType.TEXT, "RFC 3004, section 4"),
    RELAY_AGENT(82, "relay-agent-information", OptionType.HEX, "RFC 3046, section 2.0"),
    ARCHITECTURE(93, "client-architecture", OptionType.UINT16S, "RFC 4578, section 2.1"),
    NETWORK_INTERFACE(94, "client-interface", OptionType.HEX, "RFC 4578, section 2.2"),
    MACHINE_IDENTIFIER(97, "client-machine-identifier", OptionType.HEX, "RFC 4578, section 2.3"),
    CLASSLESS_ROUTES(121, "classless-static-routes", OptionType.HEX, "RFC 3442"),
    TFTP_SERVERS(150, "tftp-server-address", OptionType.IPS, "RFC 5859, section 3"),
    IPXE(175, "ipxe-encapsulated-options", OptionType.HEX, "ipxe.org: include/ipxe/dhcp.h, DHCP_EB_ENCAP"),
    PXELINUX_CONFIG_FILE(209, "pxelinux-config-file", OptionType.TEXT, "RFC 5071, section 5"),
    PXELINUX_PATH_PREFIX(210, "pxelinux-path-prefix", OptionType.TEXT, "RFC 5071, section 6"),
    PXELINUX_REBOOT_TIME(211, "pxelinux-reboot-time", OptionType.UINT32, "RFC 5071, section 7");

    private final int code;
    private final String label;
    private final OptionType type;
    private final String source;

    KnownOption(int code, String label, OptionType type, String source) {
        this.code = code;
        this.label = label;
        this.type = type;
        this.source = source;
    }

    public int code() {
        return code;
    }

    /** As dhcp-options(5) of ISC DHCP has it, where it has one. */
    public String label() {
        return label;
    }

    public OptionType type() {
        return type;
    }

    /** Where it is defined. */
    public String source() {
        return source;
    }

    public static Optional<KnownOption> of(int code) {
        return Arrays.stream(values()).filter(option -> option.code == code).findFirst();
    }

    public static Optional<KnownOption> of(String label) {
        return Arrays.stream(values())
                .filter(option -> option.label.equals(label))
                .findFirst();
    }
}
