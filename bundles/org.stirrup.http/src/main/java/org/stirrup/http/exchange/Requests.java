package org.stirrup.http.exchange;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.stirrup.api.content.Requester;

/** Who asks, and how to answer in a line of text. */
public final class Requests {
    private Requests() {}

    /** Empty for a client that has no IPv4 address. */
    public static Optional<Requester> requester(HttpServletRequest request) {
        return address(request.getRemoteAddr()).flatMap(client -> address(request.getLocalAddr())
                .map(server -> new Requester("http", client, server)));
    }

    private static Optional<Inet4Address> address(String literal) {
        try {
            return literal != null && InetAddress.getByName(literal) instanceof Inet4Address address
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Answers with a line; a HEAD request gets its length only. */
    public static void answer(HttpServletRequest request, HttpServletResponse response, int status, String text)
            throws IOException {
        page(request, response, status, "text/plain;charset=utf-8", text + "\n");
    }

    /** Answers with a text. */
    public static void page(
            HttpServletRequest request, HttpServletResponse response, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(bytes);
        }
    }
}
