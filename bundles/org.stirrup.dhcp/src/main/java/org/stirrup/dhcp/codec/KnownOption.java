package org.stirrup.dhcp.codec;

import java.util.Arrays;
import java.util.Optional;

/** Every option Stirrup has a name for, one row each. A code without a row is carried as it came. */
public enum KnownOption {
    SUBNET_MASK(1, "subnet-mask", OptionType.IP, "RFC 2132, section 3.3"),
    TIME_OFFSET(2, "time-offset", OptionType.INT32, "RFC 2132, section 3.4"),
    ROUTERS(3, "routers", OptionType.IPS, "RFC 2132, section 3.5"),
    TIME_SERVERS(4, "time-servers", OptionType.IPS, "RFC 2132, section 3.6"),
    NAME_SERVERS(5, "ien116-name-servers", OptionType.IPS, "RFC 2132, section 3.7"),
    DOMAIN_NAME_SERVERS(6, "domain-name-servers", OptionType.IPS, "RFC 2132, section 3.8"),
    LOG_SERVERS(7, "log-servers", OptionType.IPS, "RFC 2132, section 3.9"),
    COOKIE_SERVERS(8, "cookie-servers", OptionType.IPS, "RFC 2132, section 3.10"),
    LPR_SERVERS(9, "lpr-servers", OptionType.IPS, "RFC 2132, section 3.11"),
    IMPRESS_SERVERS(10, "impress-servers", OptionType.IPS, "RFC 2132, section 3.12"),
    RESOURCE_LOCATION_SERVERS(11, "resource-location-servers", OptionType.IPS, "RFC 2132, section 3.13"),
    HOST_NAME(12, "host-name", OptionType.TEXT, "RFC 2132, section 3.14"),
    BOOT_FILE_SIZE(13, "boot-size", OptionType.UINT16, "RFC 2132, section 3.15"),
    MERIT_DUMP(14, "merit-dump", OptionType.TEXT, "RFC 2132, section 3.16"),
    DOMAIN_NAME(15, "domain-name", OptionType.TEXT, "RFC 2132, section 3.17"),
    SWAP_SERVER(16, "swap-server", OptionType.IP, "RFC 2132, section 3.18"),
    ROOT_PATH(17, "root-path", OptionType.TEXT, "RFC 2132, section 3.19"),
    EXTENSIONS_PATH(18, "extensions-path", OptionType.TEXT, "RFC 2132, section 3.20"),
    IP_FORWARDING(19, "ip-forwarding", OptionType.FLAG, "RFC 2132, section 4.1"),
    NON_LOCAL_SOURCE_ROUTING(20, "non-local-source-routing", OptionType.FLAG, "RFC 2132, section 4.2"),
    POLICY_FILTER(21, "policy-filter", OptionType.IPS, "RFC 2132, section 4.3"),
    MAX_DGRAM_REASSEMBLY(22, "max-dgram-reassembly", OptionType.UINT16, "RFC 2132, section 4.4"),
    DEFAULT_IP_TTL(23, "default-ip-ttl", OptionType.UINT8, "RFC 2132, section 4.5"),
    PATH_MTU_AGING_TIMEOUT(24, "path-mtu-aging-timeout", OptionType.UINT32, "RFC 2132, section 4.6"),
    PATH_MTU_PLATEAU_TABLE(25, "path-mtu-plateau-table", OptionType.UINT16S, "RFC 2132, section 4.7"),
    INTERFACE_MTU(26, "interface-mtu", OptionType.UINT16, "RFC 2132, section 5.1"),
    ALL_SUBNETS_LOCAL(27, "all-subnets-local", OptionType.FLAG, "RFC 2132, section 5.2"),
    BROADCAST_ADDRESS(28, "broadcast-address", OptionType.IP, "RFC 2132, section 5.3"),
    PERFORM_MASK_DISCOVERY(29, "perform-mask-discovery", OptionType.FLAG, "RFC 2132, section 5.4"),
    MASK_SUPPLIER(30, "mask-supplier", OptionType.FLAG, "RFC 2132, section 5.5"),
    ROUTER_DISCOVERY(31, "router-discovery", OptionType.FLAG, "RFC 2132, section 5.6"),
    ROUTER_SOLICITATION_ADDRESS(32, "router-solicitation-address", OptionType.IP, "RFC 2132, section 5.7"),
    STATIC_ROUTES(33, "static-routes", OptionType.IPS, "RFC 2132, section 5.8"),
    TRAILER_ENCAPSULATION(34, "trailer-encapsulation", OptionType.FLAG, "RFC 2132, section 6.1"),
    ARP_CACHE_TIMEOUT(35, "arp-cache-timeout", OptionType.UINT32, "RFC 2132, section 6.2"),
    IEEE802_3_ENCAPSULATION(36, "ieee802-3-encapsulation", OptionType.FLAG, "RFC 2132, section 6.3"),
    DEFAULT_TCP_TTL(37, "default-tcp-ttl", OptionType.UINT8, "RFC 2132, section 7.1"),
    TCP_KEEPALIVE_INTERVAL(38, "tcp-keepalive-interval", OptionType.UINT32, "RFC 2132, section 7.2"),
    TCP_KEEPALIVE_GARBAGE(39, "tcp-keepalive-garbage", OptionType.FLAG, "RFC 2132, section 7.3"),
    NIS_DOMAIN(40, "nis-domain", OptionType.TEXT, "RFC 2132, section 8.1"),
    NIS_SERVERS(41, "nis-servers", OptionType.IPS, "RFC 2132, section 8.2"),
    NTP_SERVERS(42, "ntp-servers", OptionType.IPS, "RFC 2132, section 8.3"),
    VENDOR_SPECIFIC(43, "vendor-encapsulated-options", OptionType.HEX, "RFC 2132, section 8.4"),
    NETBIOS_NAME_SERVERS(44, "netbios-name-servers", OptionType.IPS, "RFC 2132, section 8.5"),
    NETBIOS_DD_SERVER(45, "netbios-dd-server", OptionType.IPS, "RFC 2132, section 8.6"),
    NETBIOS_NODE_TYPE(46, "netbios-node-type", OptionType.UINT8, "RFC 2132, section 8.7"),
    NETBIOS_SCOPE(47, "netbios-scope", OptionType.TEXT, "RFC 2132, section 8.8"),
    FONT_SERVERS(48, "font-servers", OptionType.IPS, "RFC 2132, section 8.9"),
    X_DISPLAY_MANAGER(49, "x-display-manager", OptionType.IPS, "RFC 2132, section 8.10"),
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
    NWIP_DOMAIN(62, "nwip-domain", OptionType.TEXT, "RFC 2242"),
    NWIP_SUBOPTIONS(63, "nwip-suboptions", OptionType.HEX, "RFC 2242"),
    NISPLUS_DOMAIN(64, "nisplus-domain", OptionType.TEXT, "RFC 2132, section 8.11"),
    NISPLUS_SERVERS(65, "nisplus-servers", OptionType.IPS, "RFC 2132, section 8.12"),
    TFTP_SERVER_NAME(66, "tftp-server-name", OptionType.TEXT, "RFC 2132, section 9.4"),
    BOOT_FILE(67, "bootfile-name", OptionType.TEXT, "RFC 2132, section 9.5"),
    MOBILE_IP_HOME_AGENT(68, "mobile-ip-home-agent", OptionType.IPS, "RFC 2132, section 8.13"),
    SMTP_SERVER(69, "smtp-server", OptionType.IPS, "RFC 2132, section 8.14"),
    POP_SERVER(70, "pop-server", OptionType.IPS, "RFC 2132, section 8.15"),
    NNTP_SERVER(71, "nntp-server", OptionType.IPS, "RFC 2132, section 8.16"),
    WWW_SERVER(72, "www-server", OptionType.IPS, "RFC 2132, section 8.17"),
    FINGER_SERVER(73, "finger-server", OptionType.IPS, "RFC 2132, section 8.18"),
    IRC_SERVER(74, "irc-server", OptionType.IPS, "RFC 2132, section 8.19"),
    STREETTALK_SERVER(75, "streettalk-server", OptionType.IPS, "RFC 2132, section 8.20"),
    STREETTALK_DIRECTORY_ASSISTANCE_SERVER(
            76, "streettalk-directory-assistance-server", OptionType.IPS, "RFC 2132, section 8.21"),
    USER_CLASS(77, "user-class", OptionType.TEXT, "RFC 3004, section 4"),
    SLP_DIRECTORY_AGENT(78, "slp-directory-agent", OptionType.HEX, "RFC 2610"),
    SLP_SERVICE_SCOPE(79, "slp-service-scope", OptionType.HEX, "RFC 2610"),
    RAPID_COMMIT(80, "rapid-commit", OptionType.HEX, "RFC 4039, section 4"),
    FQDN(81, "fqdn", OptionType.HEX, "RFC 4702, section 2"),
    RELAY_AGENT(82, "relay-agent-information", OptionType.HEX, "RFC 3046, section 2.0"),
    ISNS(83, "isns", OptionType.HEX, "RFC 4174"),
    NDS_SERVERS(85, "nds-servers", OptionType.IPS, "RFC 2241"),
    NDS_TREE_NAME(86, "nds-tree-name", OptionType.TEXT, "RFC 2241"),
    NDS_CONTEXT(87, "nds-context", OptionType.TEXT, "RFC 2241"),
    BCMCS_DOMAINS(88, "bcms-controller-names", OptionType.DOMAINS, "RFC 4280"),
    BCMCS_ADDRESSES(89, "bcms-controller-address", OptionType.IPS, "RFC 4280"),
    AUTHENTICATION(90, "authentication", OptionType.HEX, "RFC 3118"),
    LAST_TRANSACTION(91, "client-last-transaction-time", OptionType.UINT32, "RFC 4388"),
    ASSOCIATED_ADDRESSES(92, "associated-ip", OptionType.IPS, "RFC 4388"),
    ARCHITECTURE(93, "client-architecture", OptionType.UINT16S, "RFC 4578, section 2.1"),
    NETWORK_INTERFACE(94, "client-interface", OptionType.HEX, "RFC 4578, section 2.2"),
    MACHINE_IDENTIFIER(97, "client-machine-identifier", OptionType.HEX, "RFC 4578, section 2.3"),
    USER_AUTHENTICATION(98, "uap-servers", OptionType.TEXT, "RFC 2485"),
    GEOCONF_CIVIC(99, "geoconf-civic", OptionType.HEX, "RFC 4776"),
    POSIX_TIME_ZONE(100, "pcode", OptionType.TEXT, "RFC 4833"),
    TIME_ZONE(101, "tcode", OptionType.TEXT, "RFC 4833"),
    V6_ONLY_PREFERRED(108, "v6-only-preferred", OptionType.UINT32, "RFC 8925"),
    NETINFO_SERVER_ADDRESS(112, "netinfo-server-address", OptionType.IPS, "RFC 3679"),
    NETINFO_SERVER_TAG(113, "netinfo-server-tag", OptionType.TEXT, "RFC 3679"),
    CAPTIVE_PORTAL(114, "v4-captive-portal", OptionType.TEXT, "RFC 8910"),
    AUTO_CONFIGURE(116, "auto-config", OptionType.UINT8, "RFC 2563"),
    NAME_SERVICE_SEARCH(117, "name-service-search", OptionType.UINT16S, "RFC 2937"),
    SUBNET_SELECTION(118, "subnet-selection", OptionType.IP, "RFC 3011, section 2"),
    DOMAIN_SEARCH(119, "domain-search", OptionType.DOMAINS, "RFC 3397, section 2"),
    SIP_SERVERS(120, "sip-servers", OptionType.HEX, "RFC 3361"),
    CLASSLESS_ROUTES(121, "classless-static-routes", OptionType.ROUTES, "RFC 3442"),
    CABLELABS(122, "cablelabs-client-configuration", OptionType.HEX, "RFC 3495"),
    GEOCONF(123, "geoconf", OptionType.HEX, "RFC 6225"),
    VENDOR_IDENTIFYING_CLASS(124, "vivco", OptionType.HEX, "RFC 3925, section 3"),
    VENDOR_IDENTIFYING_OPTIONS(125, "vivso", OptionType.HEX, "RFC 3925, section 4"),
    PANA_AGENT(136, "pana-agent", OptionType.IPS, "RFC 5192"),
    LOST_SERVER(137, "v4-lost", OptionType.TEXT, "RFC 5223"),
    CAPWAP_CONTROLLERS(138, "capwap-ac-v4", OptionType.IPS, "RFC 5417"),
    SIP_UA_DOMAINS(141, "sip-ua-cs-domains", OptionType.DOMAINS, "RFC 6011"),
    ANDSF(142, "ipv4-address-andsf", OptionType.IPS, "RFC 6153"),
    RDNSS_SELECTION(146, "rdnss-selection", OptionType.HEX, "RFC 6731"),
    DOTS_NAME(147, "dots-ri", OptionType.TEXT, "RFC 8973"),
    DOTS_ADDRESSES(148, "dots-address", OptionType.IPS, "RFC 8973"),
    TFTP_SERVERS(150, "tftp-server-address", OptionType.IPS, "RFC 5859, section 3"),
    STATUS_CODE(151, "status-code", OptionType.HEX, "RFC 6926"),
    CAPTIVE_PORTAL_OLD(160, "captive-portal-7710", OptionType.TEXT, "RFC 7710"),
    IPXE(175, "ipxe-encapsulated-options", OptionType.HEX, "ipxe.org: include/ipxe/dhcp.h, DHCP_EB_ENCAP"),
    PXELINUX_MAGIC(208, "pxelinux-magic", OptionType.HEX, "RFC 5071, section 3"),
    PXELINUX_CONFIG_FILE(209, "pxelinux-config-file", OptionType.TEXT, "RFC 5071, section 5"),
    PXELINUX_PATH_PREFIX(210, "pxelinux-path-prefix", OptionType.TEXT, "RFC 5071, section 6"),
    PXELINUX_REBOOT_TIME(211, "pxelinux-reboot-time", OptionType.UINT32, "RFC 5071, section 7"),
    SIXRD(212, "6rd", OptionType.HEX, "RFC 5969"),
    ACCESS_DOMAIN(213, "v4-access-domain", OptionType.HEX, "RFC 5986"),
    SUBNET_ALLOCATION(220, "subnet-allocation", OptionType.HEX, "RFC 6656"),
    VIRTUAL_SUBNET(221, "virtual-subnet-selection", OptionType.HEX, "RFC 6607"),
    MICROSOFT_ROUTES(249, "ms-classless-static-routes", OptionType.ROUTES, "Microsoft, [MS-DHCPE], section 2.2.8"),
    WPAD(252, "wpad", OptionType.TEXT, "draft-ietf-wrec-wpad-01, section 4.4.1");

    private static final KnownOption[] BY_CODE = new KnownOption[256];

    static {
        for (KnownOption option : values()) {
            BY_CODE[option.code] = option;
        }
    }

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
        return code < 0 || code > 255 ? Optional.empty() : Optional.ofNullable(BY_CODE[code]);
    }

    public static Optional<KnownOption> of(String label) {
        return Arrays.stream(values())
                .filter(option -> option.label.equals(label))
                .findFirst();
    }
}
