package org.stirrup.repository.mirror.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stirrup.api.content.ResourcePath;

/**
 * The server that files come from. Asked by GET alone, for what is below the base and nothing else; a redirect is followed
 * there, and to hosts that are configured.
 */
public final class Upstream {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Until the head of an answer is there. */
    private static final Duration HEAD = Duration.ofSeconds(15);

    private static final int MOST_REDIRECTS = 5;

    private final URI base;
    private final Set<String> redirectHosts;
    private final HttpClient client;

    /**
     * @param base http or https, with a path that ends in a slash
     * @param redirectHosts lower-case names of hosts that a redirect may lead to besides
     */
    public Upstream(URI base, Set<String> redirectHosts) {
        this.base = base;
        this.redirectHosts = redirectHosts;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    public URI base() {
        return base;
    }

    /**
     * Asks for a file; answers when the head of the answer is there.
     *
     * @param tag ETag of the copy at hand
     * @param modified Last-Modified of the copy at hand
     */
    public Answer get(ResourcePath path, Optional<String> tag, Optional<Instant> modified) {
        URI at = uri(path);
        try {
            for (int i = 0; i <= MOST_REDIRECTS; i++) {
                HttpResponse<InputStream> response = send(at, tag, modified);
                Optional<String> location = response.headers().firstValue("Location");
                if (response.statusCode() / 100 != 3 || response.statusCode() == 304 || location.isEmpty()) {
                    return answer(at, response);
                }
                response.body().close();
                URI next = at.resolve(location.get());
                if (next.getRawPath() != null && next.getRawPath().equals(at.getRawPath() + "/")) {
                    return new Answer.Folder();
                }
                if (!mayFollow(at, next)) {
                    return new Answer.Refused(at + " redirects to " + next + ", which is neither below " + base
                            + " nor on a host that redirectHosts names");
                }
                at = next;
            }
            return new Answer.Refused(uri(path) + " redirects more than " + MOST_REDIRECTS + " times");
        } catch (IOException e) {
            return new Answer.Unreachable(at + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new Answer.Refused(at + " redirects to what is no address: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable(at + ": the mirror stops");
        }
    }

    private HttpResponse<InputStream> send(URI at, Optional<String> tag, Optional<Instant> modified)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at)
                .GET()
                .timeout(HEAD)
                // Whoever compresses on the way does not say how long the file is.
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "Stirrup");
        tag.ifPresent(known -> request.header("If-None-Match", known));
        modified.ifPresent(known -> request.header(
                "If-Modified-Since",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(known.atZone(java.time.ZoneOffset.UTC))));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private boolean mayFollow(URI from, URI to) {
        if (to.getHost() == null
                || to.getScheme() == null
                || !Set.of("http", "https").contains(to.getScheme())) {
            return false;
        }
        if (from.getScheme().equals("https") && !to.getScheme().equals("https")) {
            return false;
        }
        boolean below = base.getScheme().equals(to.getScheme())
                && base.getRawAuthority().equalsIgnoreCase(to.getRawAuthority())
                && to.normalize().getRawPath().startsWith(base.getRawPath())
                && !to.getRawPath().toLowerCase(Locale.ROOT).contains("%2e");
        return below || redirectHosts.contains(to.getHost().toLowerCase(Locale.ROOT));
    }

    private static Answer answer(URI at, HttpResponse<InputStream> response) throws IOException {
        int status = response.statusCode();
        if (status == 200) {
            long size = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            if (size >= 0 && response.headers().firstValue("Content-Encoding").isEmpty()) {
                return new Answer.File(
                        size,
                        response.headers().firstValue("Last-Modified").flatMap(Upstream::time),
                        response.headers().firstValue("ETag"),
                        response.body());
            }
        }
        response.body().close();
        if (status == 200) {
            return new Answer.Refused(at + " comes without a Content-Length: it could not be told from a part of it");
        } else if (status == 304) {
            return new Answer.NotModified();
        } else if (status == 404 || status == 410) {
            return new Answer.Missing(status + " at " + at);
        } else if (status >= 500 || status == 429) {
            return new Answer.Unreachable(status + " at " + at);
        }
        return new Answer.Refused(status + " at " + at);
    }

    private static Optional<Instant> time(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private URI uri(ResourcePath path) {
        return URI.create(base
                + path.segments().stream()
                        .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8)
                                .replace("+", "%20")
                                .replace("%7E", "~"))
                        .collect(Collectors.joining("/")));
    }
}
