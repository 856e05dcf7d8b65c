package org.stirrup.ftp.command;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the arguments of PORT and EPRT. Never looks up a name. */
final class PortArgument {
    private static final Pattern PORT =
            Pattern.compile("(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3})");
    private static final Pattern EXTENDED =
            Pattern.compile("([!-~])1\\1(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\1(\\d{1,5})\\1");

    private PortArgument() {}

    /**
     * {@code h1,h2,h3,h4,p1,p2} (RFC 959, section 5.3.2).
     *
     * @throws IllegalArgumentException when it is not that
     */
    static InetSocketAddress port(String argument) {
        Matcher matcher = PORT.matcher(argument.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not h1,h2,h3,h4,p1,p2");
        }
        return address(matcher, 1, octet(matcher, 5) * 256 + octet(matcher, 6));
    }

    /**
     * {@code |1|192.168.1.9|40000|} with any delimiter; IPv4 only (RFC 2428, section 2).
     *
     * @throws IllegalArgumentException when it is not that
     */
    static InetSocketAddress extended(String argument) {
        Matcher matcher = EXTENDED.matcher(argument.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not |1|address|port|");
        }
        return address(matcher, 2, Integer.parseInt(matcher.group(6)));
    }

    private static InetSocketAddress address(Matcher matcher, int first, int port) {
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) octet(matcher, first + i);
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address", e);
        }
    }

    private static int octet(Matcher matcher, int group) {
        int value = Integer.parseInt(matcher.group(group));
        if (value > 255) {
            throw new IllegalArgumentException(value + " is above 255");
        }
        return value;
    }
}
