package org.stirrup.testkit.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Numbers of ports for servers that are started later. They are below those that Linux gives to sockets that ask for
 * any (ip_local_port_range, from 32768 on), so that no client on the machine has one by chance when the server comes.
 */
public final class FreePorts {
    private static final int FIRST = 10_000;
    private static final int END = 32_768;
    private static final int ATTEMPTS = 1000;
    private static final Random RANDOM = new SecureRandom();
    private static final Set<Integer> HANDED_OUT = new HashSet<>();

    private FreePorts() {}

    /** A port that is free for UDP and TCP, and was not handed out before. */
    public static int one() {
        return run(1);
    }

    /** The first of as many in a row. */
    public static synchronized int run(int length) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = FIRST + RANDOM.nextInt(END - FIRST - length + 1);
            if (free(first, length)) {
                for (int port = first; port < first + length; port++) {
                    HANDED_OUT.add(port);
                }
                return first;
            }
        }
        throw new AssertionError("no " + length + " free ports in a row were found from " + FIRST + " to " + END);
    }

    private static boolean free(int first, int length) {
        for (int port = first; port < first + length; port++) {
            if (HANDED_OUT.contains(port) || taken(port)) {
                return false;
            }
        }
        return true;
    }

    private static boolean taken(int port) {
        try (DatagramSocket udp = new DatagramSocket(null);
                ServerSocket tcp = new ServerSocket()) {
            udp.bind(new InetSocketAddress(port));
            tcp.bind(new InetSocketAddress(port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
