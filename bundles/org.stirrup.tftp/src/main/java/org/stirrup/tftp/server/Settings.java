package org.stirrup.tftp.server;

import java.util.Map;
import java.util.function.Consumer;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Finding.Severity;
import org.stirrup.tftp.transfer.Limits;

/**
 * The configuration, read and checked.
 *
 * @param port where requests are heard; 0 for any free one
 * @param maxTransfers how many may be under way at once, on all links together
 */
record Settings(int port, int maxTransfers, Limits limits) {
    static final String PORT = "69";
    static final String MAX_TRANSFERS = "1000";
    static final String MAX_BLKSIZE = "65464";
    static final String MAX_WINDOWSIZE = "64";
    static final String RETRIES = "8";

    /**
     * Reads the values; a wrong one is reported and replaced by its default.
     *
     * @param source configuration file, or the component's name
     */
    static Settings read(TftpServer.Config config, String source, Consumer<Finding> wrong) {
        return new Settings(
                number(source, "port", config.port(), PORT, 0, 65535, wrong),
                number(source, "max.transfers", config.max_transfers(), MAX_TRANSFERS, 1, 100_000, wrong),
                new Limits(
                        number(
                                source,
                                "max.blksize",
                                config.max_blksize(),
                                MAX_BLKSIZE,
                                Limits.MIN_BLOCK_SIZE,
                                Limits.MAX_BLOCK_SIZE,
                                wrong),
                        number(
                                source,
                                "max.windowsize",
                                config.max_windowsize(),
                                MAX_WINDOWSIZE,
                                1,
                                Limits.MAX_WINDOW_SIZE,
                                wrong),
                        number(source, "retries", config.retries(), RETRIES, 1, Limits.MAX_RETRIES, wrong)));
    }

    private static int number(
            String source, String key, String text, String initial, int least, int most, Consumer<Finding> wrong) {
        String stripped = text.strip();
        if (stripped.matches("\\d{1,9}")) {
            int value = Integer.parseInt(stripped);
            if (value >= least && value <= most) {
                return value;
            }
        }
        wrong.accept(new Finding(
                Severity.ERROR,
                source,
                key + "=" + text + ": not a whole number from " + least + " to " + most,
                "give a number such as " + initial));
        return Integer.parseInt(initial);
    }

    /** The file that a component's configuration came from, or the component's name. */
    static String source(Map<String, Object> properties) {
        return Finding.sourceOf(properties, "org.stirrup.tftp");
    }
}
