package org.stirrup.api.boot;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is done differently for a client that a {@link Quirk} is about. A closed set: each kind is applied by one server,
 * which its description names.
 */
public sealed interface QuirkEffect {
    /** As it is written in a configuration: {@code taken-for 7}. */
    String text();

    /** Its architecture is another than it says. DHCP. */
    record TakenFor(Architecture architecture) implements QuirkEffect {
        @Override
        public String text() {
            return "taken-for " + architecture.code();
        }
    }

    /** It is at another stage than its words make believe. DHCP. */
    record SpeaksAs(BootClient.Stage stage) implements QuirkEffect {
        @Override
        public String text() {
            return "speaks-as " + stage.name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it says of its UUID (option 97) is not its own: nobody is told it. DHCP. */
    record NoUuid() implements QuirkEffect {
        @Override
        public String text() {
            return "no-uuid";
        }
    }

    /**
     * Where it sends no UUID (option 97) it goes by its hardware address alone, and the journal says so: what is
     * configured for a UUID is not found for it. DHCP.
     */
    record GoesByMac() implements QuirkEffect {
        @Override
        public String text() {
            return "goes-by-mac";
        }
    }

    /** Replies go to everybody on the link although it did not set the broadcast flag (RFC 2131, section 4.1). DHCP. */
    record Broadcast() implements QuirkEffect {
        @Override
        public String text() {
            return "broadcast";
        }
    }

    /**
     * Replies are no greater, whatever it says it takes.
     *
     * @param bytes of the IP datagram, as option 57 counts (RFC 2132, section 9.10); 576 to 65535. DHCP.
     */
    record LargestReply(int bytes) implements QuirkEffect {
        public LargestReply {
            check("largest reply", bytes, 576, 65_535);
        }

        @Override
        public String text() {
            return "largest-reply " + bytes;
        }
    }

    /**
     * Replies are padded with zeros to this size.
     *
     * @param bytes of the DHCP message, 300 to 548; every reply has 300 (RFC 1542, section 2.1). DHCP.
     */
    record LeastReply(int bytes) implements QuirkEffect {
        public LeastReply {
            check("least reply", bytes, 300, 548);
        }

        @Override
        public String text() {
            return "least-reply " + bytes;
        }
    }

    /**
     * An option goes into each reply that names a boot file, unless the configuration or the loader has put it there.
     *
     * @param code 1 to 254
     * @param hex the value, lower-case hex pairs. DHCP.
     */
    record WithOption(int code, String hex) implements QuirkEffect {
        public WithOption {
            check("option", code, 1, 254);
            if (!hex.matches("([0-9a-f]{2}){1,255}")) {
                throw new IllegalArgumentException(
                        "'" + hex + "' is no value of an option, expected 1 to 255 hex pairs");
            }
        }

        public byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        @Override
        public String text() {
            return "option " + code + " " + hex;
        }
    }

    /**
     * A name of a file that it asks for is written in another way. What comes out is checked like any other name.
     *
     * @param from regular expression; each place where it is found is replaced
     * @param to replacement, {@code $1} for a group. TFTP.
     */
    record Rewrite(Pattern from, String to) implements QuirkEffect {
        public String apply(String asked) {
            return from.matcher(asked).replaceAll(to);
        }

        @Override
        public String text() {
            return "rewrite " + from + " to " + (to.isEmpty() ? "nothing" : to);
        }
    }

    /**
     * It asks once to learn a file's size from the options (RFC 2349) and sends an error in return to these: that is no
     * failed transfer. TFTP.
     */
    record SizeProbe() implements QuirkEffect {
        @Override
        public String text() {
            return "size-probe";
        }
    }

    /**
     * It looks whether a file is there by asking for it, and sends an error in return to the first packet: that is no
     * failed transfer. TFTP.
     */
    record FileProbe() implements QuirkEffect {
        @Override
        public String text() {
            return "file-probe";
        }
    }

    /** @param bytes a block at the most, 8 to 65464 (RFC 2348). TFTP. */
    record LargestBlock(int bytes) implements QuirkEffect {
        public LargestBlock {
            check("largest block", bytes, 8, 65_464);
        }

        @Override
        public String text() {
            return "largest-block " + bytes;
        }
    }

    /** @param blocks on their way at once at the most, 1 to 32767 (RFC 7440). TFTP. */
    record LargestWindow(int blocks) implements QuirkEffect {
        public LargestWindow {
            check("largest window", blocks, 1, 32_767);
        }

        @Override
        public String text() {
            return "largest-window " + blocks;
        }
    }

    /**
     * It takes what comes twice for what comes next, so nothing is sent again sooner.
     *
     * @param millis from sending something to sending it again, 50 to 4000; 50 for everybody else. TFTP.
     */
    record LeastWait(int millis) implements QuirkEffect {
        public LeastWait {
            check("least wait", millis, 50, 4_000);
        }

        @Override
        public String text() {
            return "least-wait " + millis;
        }
    }

    private static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " of " + value + ", expected " + least + " to " + most);
        }
    }
}
