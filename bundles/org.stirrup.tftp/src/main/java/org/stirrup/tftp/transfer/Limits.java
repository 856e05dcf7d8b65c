package org.stirrup.tftp.transfer;

/**
 * What the server agrees to at the most.
 *
 * @param blockSize bytes, 8 to {@value #MAX_BLOCK_SIZE}
 * @param windowSize blocks, 1 to {@value #MAX_WINDOW_SIZE}
 * @param retries how often something is sent again with no answer before the transfer is given up, 1 to 100
 */
public record Limits(int blockSize, int windowSize, int retries) {
    /** RFC 2348: what fits into an IPv4 datagram. */
    public static final int MAX_BLOCK_SIZE = 65464;

    /** Half the block numbers: beyond it an old acknowledgement cannot be told from a new one. */
    public static final int MAX_WINDOW_SIZE = 32767;

    /** RFC 2348: the least. */
    public static final int MIN_BLOCK_SIZE = 8;

    public static final int MAX_RETRIES = 100;

    public Limits {
        check("block size", blockSize, MIN_BLOCK_SIZE, MAX_BLOCK_SIZE);
        check("window size", windowSize, 1, MAX_WINDOW_SIZE);
        check("retries", retries, 1, MAX_RETRIES);
    }

    private static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " of " + value + ", expected " + least + " to " + most);
        }
    }
}
