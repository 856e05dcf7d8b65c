package org.stirrup.http.codec;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Status and header fields of a response (RFC 9112, sections 4 and 5).
 *
 * @param status three digits
 * @param fields in their order; values have no control characters
 */
public record ResponseHead(int status, Map<String, String> fields) {
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(100, "Continue"),
            Map.entry(200, "OK"),
            Map.entry(206, "Partial Content"),
            Map.entry(301, "Moved Permanently"),
            Map.entry(304, "Not Modified"),
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(416, "Range Not Satisfiable"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"));

    public ResponseHead {
        fields = new LinkedHashMap<>(fields);
    }

    /** As it goes over the wire, with the empty line behind it. @throws IllegalArgumentException for a value of two lines */
    public byte[] encode() {
        StringBuilder text = new StringBuilder(256);
        text.append("HTTP/1.1 ").append(status).append(' ');
        text.append(REASONS.getOrDefault(status, "")).append("\r\n");
        fields.forEach((name, value) -> {
            for (int i = 0; i < value.length(); i++) {
                if (Character.isISOControl(value.charAt(i))) {
                    throw new IllegalArgumentException(name + " has a control character");
                }
            }
            text.append(name).append(": ").append(value).append("\r\n");
        });
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
