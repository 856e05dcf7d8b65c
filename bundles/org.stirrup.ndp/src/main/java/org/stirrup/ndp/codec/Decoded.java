package org.stirrup.ndp.codec;

/** What a packet turned out to be. */
public sealed interface Decoded {
    record Message(NdpMessage message) implements Decoded {}

    /** @param because what is wrong with it, for a person */
    record Malformed(String because) implements Decoded {}
}
