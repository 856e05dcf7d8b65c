import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;

/**
 * java FileLoad URL ORIGINAL CLIENTS TIMES: so many clients each read the file so many times over one http or ftp
 * connection, a thread each, and compare the sum of what they got with that of the original (CRC-32C). Prints
 * "seconds bytes"; ends with status 1 when a transfer failed.
 */
public final class FileLoad {
    private final URI file;
    private final long size;
    private final long sum;

    private FileLoad(URI file, Path original) throws IOException {
        this.file = file;
        CRC32C crc = new CRC32C();
        byte[] bytes = Files.readAllBytes(original);
        crc.update(bytes);
        this.size = bytes.length;
        this.sum = crc.getValue();
    }

    /** A connection whose lines can be read before its bytes. */
    private static final class Connection implements AutoCloseable {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024).limit(0);

        Connection(InetSocketAddress to) throws IOException {
            channel = SocketChannel.open(to);
        }

        void say(String text) throws IOException {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text + "\r\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** Some bytes, or none at the end. */
        ByteBuffer bytes() throws IOException {
            if (!in.hasRemaining()) {
                channel.read(in.clear());
                in.flip();
            }
            return in;
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (bytes().hasRemaining()) {
                char c = (char) in.get();
                if (c == '\n') {
                    return line.toString().stripTrailing();
                }
                line.append(c);
            }
            throw new EOFException("the connection ended after " + line);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private void check(Connection from, long length) throws IOException {
        CRC32C crc = new CRC32C();
        long left = length;
        while (left > 0) {
            ByteBuffer bytes = from.bytes();
            if (!bytes.hasRemaining()) {
                break;
            }
            ByteBuffer part = bytes.slice(bytes.position(), (int) Math.min(left, bytes.remaining()));
            bytes.position(bytes.position() + part.remaining());
            left -= part.remaining();
            crc.update(part);
        }
        if (length - left != size || crc.getValue() != sum) {
            throw new IOException(file + " arrived as other bytes than the original's");
        }
    }

    private void http(int times) throws IOException {
        try (Connection server = new Connection(new InetSocketAddress(file.getHost(), 80))) {
            for (int i = 0; i < times; i++) {
                server.say("GET " + file.getPath() + " HTTP/1.1\r\nHost: " + file.getHost() + "\r\n");
                String status = server.line();
                if (!status.contains(" 200")) {
                    throw new IOException(status);
                }
                long length = -1;
                for (String line = server.line(); !line.isEmpty(); line = server.line()) {
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                        length = Long.parseLong(line.substring(15).strip());
                    }
                }
                check(server, length);
            }
        }
    }

    private void ftp(int times) throws IOException {
        try (Connection server = new Connection(new InetSocketAddress(file.getHost(), 21))) {
            expect(server, "220");
            ask(server, "USER anonymous", "331");
            ask(server, "PASS bench@", "230");
            ask(server, "TYPE I", "200");
            for (int i = 0; i < times; i++) {
                String passive = ask(server, "EPSV", "229");
                int port = Integer.parseInt(passive.replaceAll(".*\\|\\|\\|(\\d+)\\|.*", "$1"));
                try (Connection data = new Connection(new InetSocketAddress(file.getHost(), port))) {
                    ask(server, "RETR " + file.getPath(), "150");
                    check(data, Long.MAX_VALUE);
                }
                expect(server, "226");
            }
        }
    }

    private static String ask(Connection server, String what, String answer) throws IOException {
        server.say(what);
        return expect(server, answer);
    }

    private static String expect(Connection server, String answer) throws IOException {
        String line = server.line();
        while (line.matches("\\d{3}-.*") || line.startsWith(" ")) {
            line = server.line();
        }
        if (!line.startsWith(answer)) {
            throw new IOException(line + ", where " + answer + " was expected");
        }
        return line;
    }

    public static void main(String[] arguments) throws Exception {
        FileLoad load = new FileLoad(URI.create(arguments[0]), Path.of(arguments[1]));
        int clients = Integer.parseInt(arguments[2]);
        int times = Integer.parseInt(arguments[3]);
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(new Thread(() -> {
                try {
                    if (load.file.getScheme().equals("ftp")) {
                        load.ftp(times);
                    } else {
                        load.http(times);
                    }
                } catch (IOException | RuntimeException e) {
                    failures.add(e.toString());
                }
            }));
        }
        long began = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!failures.isEmpty()) {
            System.err.println(failures.peek());
            System.exit(1);
        }
        System.out.printf(java.util.Locale.ROOT, "%.3f %d%n", seconds, load.size * clients * times);
    }
}
