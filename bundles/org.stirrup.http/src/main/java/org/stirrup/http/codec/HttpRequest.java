package org.stirrup.http.codec;

/**
 * A request without its body.
 *
 * @param method as it was sent
 * @param path percent-encoded as it was sent, without host and query
 * @param query what follows the question mark; empty where there is none
 * @param minorVersion 0 for HTTP/1.0
 */
public record HttpRequest(String method, String path, String query, int minorVersion, Fields fields, Framing framing) {

    /** Whether the client means to ask again on this connection (RFC 9112, section 9.3). */
    public boolean keepsAlive() {
        return minorVersion > 0 ? !fields.lists("Connection", "close") : fields.lists("Connection", "keep-alive");
    }

    /** Whether it holds its body back until it is told to go on (RFC 9110, section 10.1.1). */
    public boolean awaitsContinue() {
        return minorVersion > 0 && !(framing instanceof Framing.None) && fields.lists("Expect", "100-continue");
    }
}
