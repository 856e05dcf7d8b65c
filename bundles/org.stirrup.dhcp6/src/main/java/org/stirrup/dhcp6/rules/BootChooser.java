package org.stirrup.dhcp6.rules;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootResolver.Decision;
import org.stirrup.dhcp6.codec.Dhcp6Message;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.codec.Option;

/** Finds what a client is told to boot: what the switchboard says, as an IPv6 client can fetch it. */
final class BootChooser {
    /** Characters of the longest URL that is sent. */
    private static final int LONGEST = 512;

    private static final Set<String> BY_IPV6 = Set.of("tftp", "http");
    private static final Pattern URL =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<host>[^/:?#]+)(?<rest>.*)");

    private BootChooser() {}

    static BootAnswer choose(
            Dhcp6Message message, BootClient client, Arrival arrival, Optional<BootResolver> resolver) {
        if (!client.boots() || !message.asksFor(Option.BOOT_FILE_URL)) {
            return new BootAnswer.Nothing();
        }
        if (resolver.isEmpty()) {
            return new BootAnswer.NoLoader("the switchboard, org.stirrup.boot, is not running");
        }
        Decision decision = resolver.get().resolve(client, arrival.server());
        if (decision instanceof Decision.NoLoader none) {
            return new BootAnswer.NoLoader(none.because());
        }
        Decision.Boot boot = (Decision.Boot) decision;
        Map<String, URI> endpoints = resolver.get().server(arrival.server()).endpoints();
        BootAnswer answer = url(boot, endpoints, arrival);
        return answer instanceof BootAnswer.Program program && program.url().length() > LONGEST
                ? new BootAnswer.NoLoader(boot.loader() + " offers a URL of more than " + LONGEST + " characters")
                : answer;
    }

    /** A file's name is TFTP's; a URL may have iPXE's ${net0/mac} in it, which java.net.URI does not take. */
    private static BootAnswer url(Decision.Boot boot, Map<String, URI> endpoints, Arrival arrival) {
        String file = boot.file().file();
        if (!file.contains("://")) {
            URI tftp = endpoints.get("tftp");
            String port = tftp == null || tftp.getPort() < 0 ? "" : ":" + tftp.getPort();
            return served("tftp", boot, endpoints, "tftp://" + literal(arrival.network()) + port + "/" + file);
        }
        Matcher url = URL.matcher(file);
        if (url.matches() && url.group("host").equals(arrival.server().getHostAddress())) {
            String scheme = url.group("scheme").toLowerCase(Locale.ROOT);
            return served(scheme, boot, endpoints, scheme + "://" + literal(arrival.network()) + url.group("rest"));
        }
        return new BootAnswer.Program(file, boot.loader());
    }

    /** What is served by IPv6 is served by IPv4, too, and at the same port. */
    private static BootAnswer served(String scheme, Decision.Boot boot, Map<String, URI> endpoints, String url) {
        String offers = boot.loader() + " offers " + boot.file().file();
        if (!BY_IPV6.contains(scheme)) {
            return new BootAnswer.NoLoader(offers + ", and only TFTP and HTTP are served by IPv6");
        }
        return endpoints.containsKey(scheme)
                ? new BootAnswer.Program(url, boot.loader())
                : new BootAnswer.NoLoader(
                        offers + ", but no " + scheme.toUpperCase(Locale.ROOT) + " server is running");
    }

    /** As a host in a URL (RFC 3986, section 3.2.2). */
    private static String literal(Network network) {
        return "[" + Ipv6.text(network.server()) + "]";
    }
}
