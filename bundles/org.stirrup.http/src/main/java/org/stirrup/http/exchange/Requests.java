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
    /** Attribute of the servlet context: the appliance's IPv4 address on the link, whichever was asked. */
    public static final String SERVER = "org.stirrup.http.server";

    private Requests() {}

    /** Empty when the client is gone, and its address with it. */
    public static Optional<Requester> requester(HttpServletRequest request) {
        Inet4Address server = (Inet4Address) request.getServletContext().getAttribute(SERVER);
        return address(request.getRemoteAddr()).map(client -> new Requester("http", client, server));
    }

    private static Optional<InetAddress> address(String literal) {
        try {
            return literal == null ? Optional.empty() : Optional.of(InetAddress.getByName(literal));
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
