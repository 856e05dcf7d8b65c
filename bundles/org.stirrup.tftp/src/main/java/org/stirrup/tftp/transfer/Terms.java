package org.stirrup.tftp.transfer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.stirrup.tftp.codec.TftpPacket.Option;

/**
 * What client and server agreed on (RFC 2347).
 *
 * @param blockSize bytes a block (RFC 2348)
 * @param windowSize blocks sent before an acknowledgement is awaited (RFC 7440)
 * @param timeoutSeconds the longest that the server waits before it sends something again; empty when the client did
 *     not say (RFC 2349)
 * @param acknowledged what the server answers; nothing when the client asked for no option that is known here
 */
public record Terms(int blockSize, int windowSize, OptionalInt timeoutSeconds, List<Option> acknowledged) {
    /** RFC 1350: what holds when nothing is said. */
    public static final int DEFAULT_BLOCK_SIZE = 512;

    public Terms {
        acknowledged = List.copyOf(acknowledged);
    }

    /**
     * Answers the options of a request. An unknown option, or a value that is none, is passed over in silence as
     * RFC 2347 wants; a value that is too great is answered with the greatest that we agree to.
     *
     * @param size of what will be sent, in bytes; empty when it is not known beforehand
     */
    public static Terms negotiate(List<Option> asked, OptionalLong size, Limits limits) {
        int blockSize = DEFAULT_BLOCK_SIZE;
        int windowSize = 1;
        OptionalInt timeout = OptionalInt.empty();
        List<Option> acknowledged = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Option option : asked) {
            String name = option.name().toLowerCase(Locale.ROOT);
            OptionalLong value = number(option.value());
            if (value.isEmpty() || !seen.add(name)) {
                continue;
            }
            long number = value.getAsLong();
            switch (name) {
                case "blksize" -> {
                    if (number >= Limits.MIN_BLOCK_SIZE) {
                        blockSize = (int) Math.min(number, limits.blockSize());
                        acknowledged.add(answer(option, blockSize));
                    }
                }
                case "windowsize" -> {
                    if (number >= 1) {
                        windowSize = (int) Math.min(number, limits.windowSize());
                        acknowledged.add(answer(option, windowSize));
                    }
                }
                case "timeout" -> {
                    if (number >= 1 && number <= 255) {
                        timeout = OptionalInt.of((int) number);
                        acknowledged.add(answer(option, number));
                    }
                }
                case "tsize" -> size.ifPresent(bytes -> acknowledged.add(answer(option, bytes)));
                default -> {
                    // Unknown: not answered.
                }
            }
        }
        return new Terms(blockSize, windowSize, timeout, acknowledged);
    }

    private static Option answer(Option asked, long value) {
        return new Option(asked.name(), Long.toString(value));
    }

    /** Decimal digits only; empty for anything else. */
    private static OptionalLong number(String text) {
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
