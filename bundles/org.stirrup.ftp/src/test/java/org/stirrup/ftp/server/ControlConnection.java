package org.stirrup.ftp.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Types FTP commands and reads replies, for what no decent client sends. */
final class ControlConnection implements AutoCloseable {
    private final Socket socket = new Socket();
    private final BufferedReader replies;

    ControlConnection(InetSocketAddress server) throws IOException {
        socket.connect(server, 10_000);
        socket.setSoTimeout(60_000);
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        reply();
    }

    ControlConnection login() throws IOException {
        send("USER anonymous");
        if (!send("PASS x@y").startsWith("230")) {
            throw new AssertionError("no login");
        }
        return this;
    }

    /** @return the reply's lines, joined */
    String send(String command) throws IOException {
        sendOnly(command);
        return reply();
    }

    void sendOnly(String command) throws IOException {
        sendBytes((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Vanishes, as a PC whose power is cut and that then answers for an old connection. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    String reply() throws IOException {
        StringBuilder all = new StringBuilder();
        String line;
        do {
            line = replies.readLine();
            if (line == null) {
                throw new IOException("connection closed after: " + all);
            }
            all.append(line).append('\n');
        } while (!line.matches("\\d{3} .*"));
        return all.toString();
    }

    /** Asks for a data connection and opens it. */
    Socket passive() throws IOException {
        String reply = send("EPSV");
        int port = Integer.parseInt(reply.replaceAll("(?s).*\\|(\\d+)\\|.*", "$1"));
        return new Socket(socket.getInetAddress(), port);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
