package org.stirrup.dhcp6.rules;

/** What a client is told to boot. */
public sealed interface BootAnswer {
    /** It did not ask. */
    record Nothing() implements BootAnswer {}

    /**
     * This.
     *
     * @param url whole, with an IPv6 address of the appliance
     * @param loader that said so
     */
    record Program(String url, String loader) implements BootAnswer {}

    /** It asked, and nothing installed can start it. */
    record NoLoader(String because) implements BootAnswer {}
}
