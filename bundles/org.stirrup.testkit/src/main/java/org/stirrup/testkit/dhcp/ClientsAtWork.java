package org.stirrup.testkit.dhcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.stirrup.testkit.dhcp.RelayedClients.Outcome;

/**
 * Clients that obtain addresses and extend their leases for as long as they run. Every answer is noted, so that it can
 * be told whether two had one address, and how long anybody waited.
 */
public final class ClientsAtWork {
    private static final int THREADS = 16;

    private final RelayedClients clients;
    private final int count;
    private final long pauseMillis;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<Inet4Address, Integer> holders = new HashMap<>();
    private final Map<Integer, Long> answered = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long acks;
    private long naks;
    private long silences;

    /** @param pauseMillis between two wishes of one thread; 0 for as fast as answers come */
    public ClientsAtWork(RelayedClients clients, int count, long pauseMillis) {
        this.clients = clients;
        this.count = count;
        this.pauseMillis = pauseMillis;
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            threads.add(new Thread(() -> work(first), "clients " + thread));
        }
        threads.forEach(Thread::start);
    }

    private void work(int first) {
        Map<Integer, Inet4Address> addresses = new HashMap<>();
        try {
            while (!over.get()) {
                for (int client = first; client < count && !over.get(); client += THREADS) {
                    Inet4Address address = addresses.get(client);
                    Outcome outcome = address == null ? clients.obtain(client) : clients.extend(client, address);
                    Optional<Inet4Address> now = note(client, Optional.ofNullable(address), outcome);
                    now.ifPresentOrElse(held(addresses, client), dropped(addresses, client));
                    Thread.sleep(pauseMillis);
                }
            }
        } catch (IOException | InterruptedException e) {
            synchronized (this) {
                wrong.add(e.toString());
            }
        }
    }

    private static java.util.function.Consumer<Inet4Address> held(Map<Integer, Inet4Address> addresses, int client) {
        return address -> addresses.put(client, address);
    }

    private static Runnable dropped(Map<Integer, Inet4Address> addresses, int client) {
        return () -> addresses.remove(client);
    }

    /** @return the address that the client uses from now on */
    private synchronized Optional<Inet4Address> note(int client, Optional<Inet4Address> before, Outcome outcome) {
        if (outcome instanceof Outcome.Acked acked) {
            acks++;
            answered.put(client, System.nanoTime());
            if (before.isPresent() && !before.get().equals(acked.address())) {
                wrong.add("client " + client + " had " + before.get() + " and was told " + acked.address());
            }
            Integer holder = holders.put(acked.address(), client);
            if (holder != null && holder != client) {
                wrong.add(acked.address() + " is client " + holder + "'s and was given to " + client + " by "
                        + acked.server());
            }
            return Optional.of(acked.address());
        }
        if (outcome instanceof Outcome.Refused refused) {
            naks++;
            before.ifPresent(address -> {
                wrong.add("client " + client + " was told by " + refused.server() + " not to use its " + address);
                holders.remove(address);
            });
            return Optional.empty();
        }
        silences++;
        return before;
    }

    /** Two clients with one address, a lease taken away: what must never be. */
    public synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** How many clients were told that they may use an address since a time of {@link System#nanoTime}. */
    public synchronized int answeredSince(long nanos) {
        return (int) answered.values().stream().filter(when -> when - nanos > 0).count();
    }

    /** Address to client, of all that were confirmed. */
    public synchronized Map<Inet4Address, Integer> holders() {
        return Map.copyOf(holders);
    }

    /** Confirmed, refused, unanswered. */
    public synchronized String counts() {
        return "acks " + acks + " naks " + naks + " unanswered " + silences + " holders " + holders.size();
    }

    /** Returns when the last has had its answer. */
    public void stop() throws InterruptedException {
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /**
     * For a network namespace: clients work until the standard input ends. Each line there is answered by one with how
     * many clients were served since the line before; at the end come the counts, what is wrong, and all holders.
     *
     * @param arguments relay's address, port, how many clients, milliseconds between two wishes, servers' addresses
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Inet4Address> servers = new ArrayList<>();
        for (String server : List.of(arguments).subList(4, arguments.length)) {
            servers.add((Inet4Address) InetAddress.getByName(server));
        }
        int count = Integer.parseInt(arguments[2]);
        try (RelayedClients clients = new RelayedClients(
                        (Inet4Address) InetAddress.getByName(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        servers,
                        1000);
                java.io.BufferedReader commands =
                        new java.io.BufferedReader(new java.io.InputStreamReader(System.in))) {
            for (int client = 0; client < 20; client++) {
                System.out.println("offers " + clients.offers(1_000_000 + client));
            }
            ClientsAtWork work = new ClientsAtWork(clients, count, Long.parseLong(arguments[3]));
            long since = System.nanoTime();
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                if (line.equals("mark")) {
                    since = System.nanoTime();
                }
                System.out.println("served " + work.answeredSince(since) + " of " + count + ", " + work.counts());
            }
            work.stop();
            work.wrong().forEach(text -> System.out.println("WRONG " + text));
            work.holders()
                    .forEach((address, client) ->
                            System.out.println("holder " + address.getHostAddress() + " " + client));
            System.out.println("end " + work.counts());
        }
    }
}
