package org.stirrup.tftp.transfer;

/** Where a transfer is after something happened to it. */
public sealed interface Progress {
    /** It goes on. */
    record Running() implements Progress {}

    /** The client has the whole file. */
    record Complete() implements Progress {}

    /** The client ended it. @param text "error 8: User aborted the transfer" */
    record Aborted(String text) implements Progress {}

    /** The client fell silent, or the file could not be read on. @param because "no answer to block 17 in 8 tries" */
    record Failed(String because) implements Progress {}
}
