package org.stirrup.dhcp6.rules;

import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.codec.Option;

/** What is to be booted, in options and in words (RFC 5970, section 3). */
final class BootOptions {
    /** IANA's number of Intel, which the firmware itself names in its class. */
    private static final int INTEL = 343;

    private BootOptions() {}

    static List<Option> of(BootAnswer answer, BootClient client, List<String> parameters) {
        List<Option> options = new ArrayList<>();
        if (answer instanceof BootAnswer.Program program) {
            options.add(Option.text(Option.BOOT_FILE_URL, program.url()));
            if (!parameters.isEmpty()) {
                options.add(Option.parameters(parameters));
            }
            if (client.stage() == BootClient.Stage.HTTP_BOOT) {
                // UEFI takes only an offer that has the class in it (EDK2: HttpBootDhcp6.c); RFC 8415, section 21.16.
                options.add(Option.vendorClass(INTEL, "HTTPClient"));
            }
        }
        return options;
    }

    static String text(BootAnswer answer, Optional<Inet6Address> address) {
        List<String> parts = new ArrayList<>();
        address.ifPresent(own -> parts.add(Ipv6.text(own)));
        if (answer instanceof BootAnswer.Program program) {
            parts.add(program.url() + " by " + program.loader());
        }
        return parts.isEmpty() ? "nothing to boot" : String.join(", ", parts);
    }
}
