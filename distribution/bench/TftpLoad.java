import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * java TftpLoad.java SERVER FILE ORIGINAL BLKSIZE WINDOWSIZE CLIENTS TIMES: so many clients each read the file so many
 * times over TFTP, on two threads, and compare the sum of what they got with that of the original (CRC-32C). Prints
 * "seconds bytes retransmits"; ends with status 1 when a transfer failed.
 */
public final class TftpLoad implements Runnable {
    private static final int THREADS = 2;
    private static final long SILENCE_NANOS = 1_000_000_000L;
    private static final int SILENCES = 8;

    private final InetSocketAddress server;
    private final String file;
    private final int blksize;
    private final int windowsize;
    private final long size;
    private final long sum;
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(65536);
    private String failure;

    private TftpLoad(InetSocketAddress server, String file, Path original, int blksize, int windowsize) throws IOException {
        this.server = server;
        this.file = file;
        this.blksize = blksize;
        this.windowsize = windowsize;
        byte[] bytes = Files.readAllBytes(original);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        this.size = bytes.length;
        this.sum = crc.getValue();
    }

    /** One client, one transfer after the other, each from a port of its own. */
    private final class Client {
        private final ByteBuffer out = ByteBuffer.allocateDirect(600);
        private final CRC32C crc = new CRC32C();
        private int left;
        private DatagramChannel channel;
        private SocketAddress peer;
        private long block;
        private long bytes;
        private int window;
        private int unacknowledged;
        private boolean gap;
        private long heardAt;
        private int silences;
        private long retransmits;

        private void start(Selector selector) throws IOException {
            channel = DatagramChannel.open();
            channel.configureBlocking(false);
            channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 1 << 20);
            channel.register(selector, SelectionKey.OP_READ, this);
            peer = null;
            block = 0;
            bytes = 0;
            window = 1;
            unacknowledged = 0;
            gap = false;
            silences = 0;
            crc.reset();
            out.clear().putShort((short) 1);
            text(file);
            text("octet");
            option("blksize", blksize);
            option("tsize", 0);
            if (windowsize > 1) {
                option("windowsize", windowsize);
            }
            out.flip();
            heardAt = System.nanoTime();
            channel.send(out.duplicate(), server);
        }

        private void text(String value) {
            out.put(value.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        }

        private void option(String name, int value) {
            text(name);
            text(Integer.toString(value));
        }

        /** @return whether all its transfers are over */
        private boolean readable(Selector selector) throws IOException {
            while (true) {
                in.clear();
                if (peer == null) {
                    peer = channel.receive(in);
                    if (peer == null) {
                        return false;
                    }
                    channel.connect(peer);
                } else if (channel.read(in) == 0) {
                    return false;
                }
                in.flip();
                heardAt = System.nanoTime();
                silences = 0;
                int code = in.getShort();
                if (code == 6) {
                    accept();
                } else if (code == 3) {
                    if (data()) {
                        channel.close();
                        if (bytes != size || crc.getValue() != sum) {
                            throw new IOException(file + " arrived as other bytes than the original's");
                        }
                        if (--left == 0) {
                            return true;
                        }
                        start(selector);
                        return false;
                    }
                } else {
                    throw new IOException("answer " + code + " to " + file);
                }
            }
        }

        private void accept() throws IOException {
            Map<String, String> granted = new HashMap<>();
            String[] words = StandardCharsets.US_ASCII.decode(in).toString().split("\0");
            for (int i = 0; i + 1 < words.length; i += 2) {
                granted.put(words[i].toLowerCase(java.util.Locale.ROOT), words[i + 1]);
            }
            if (!Integer.toString(blksize).equals(granted.get("blksize"))) {
                throw new IOException("blksize " + granted.get("blksize"));
            }
            window = Integer.parseInt(granted.getOrDefault("windowsize", "1"));
            acknowledge();
        }

        /** @return whether that was the last block */
        private boolean data() throws IOException {
            int number = in.getShort() & 0xffff;
            if (number != ((block + 1) & 0xffff)) {
                // One was lost: say once where we are (RFC 7440, section 4).
                if (!gap) {
                    gap = true;
                    retransmits++;
                    acknowledge();
                }
                return false;
            }
            gap = false;
            block++;
            int length = in.remaining();
            bytes += length;
            crc.update(in);
            boolean last = length < blksize;
            if (last || ++unacknowledged >= window) {
                acknowledge();
            }
            return last;
        }

        private void acknowledge() throws IOException {
            unacknowledged = 0;
            out.clear().putShort((short) 4).putShort((short) block).flip();
            channel.write(out.duplicate());
        }

        private void silent(long now) throws IOException {
            if (now - heardAt > SILENCE_NANOS) {
                if (++silences > SILENCES) {
                    throw new IOException("no answer after block " + block);
                }
                heardAt = now;
                retransmits++;
                if (peer == null) {
                    channel.send(out.duplicate(), server);
                } else {
                    channel.write(out.duplicate());
                }
            }
        }
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            for (Client client : clients) {
                client.start(selector);
            }
            int busy = clients.size();
            while (busy > 0) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid() && ((Client) key.attachment()).readable(selector)) {
                        busy--;
                    }
                }
                selector.selectedKeys().clear();
                long now = System.nanoTime();
                for (Client client : clients) {
                    if (client.left > 0) {
                        client.silent(now);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            failure = e.toString();
        }
    }

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[5]);
        List<TftpLoad> loads = new ArrayList<>();
        for (int i = 0; i < Math.min(THREADS, count); i++) {
            loads.add(new TftpLoad(
                    new InetSocketAddress(arguments[0], 69),
                    arguments[1],
                    Path.of(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4])));
        }
        for (int i = 0; i < count; i++) {
            TftpLoad load = loads.get(i % loads.size());
            Client client = load.new Client();
            client.left = Integer.parseInt(arguments[6]);
            load.clients.add(client);
        }
        List<Thread> threads = loads.stream().map(Thread::new).toList();
        long began = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        for (TftpLoad load : loads) {
            if (load.failure != null) {
                System.err.println(load.failure);
                System.exit(1);
            }
        }
        long bytes = loads.get(0).size * count * Long.parseLong(arguments[6]);
        long retransmits = loads.stream().flatMap(load -> load.clients.stream()).mapToLong(client -> client.retransmits).sum();
        System.out.printf(java.util.Locale.ROOT, "%.3f %d %d%n", seconds, bytes, retransmits);
    }
}
