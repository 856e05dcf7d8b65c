package org.stirrup.console.listener;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A page of ours within the console's frame, held back until it is whole: its policy goes before it, and names the
 * scripts that the frame has in the page's head. A page is a few kilobytes.
 */
final class FramedPage extends HttpServletResponseWrapper {
    private final StringWriter text = new StringWriter();
    private PrintWriter writer;

    FramedPage(HttpServletResponse response) {
        super(response);
        response.setHeader(ContentPolicy.HEADER, ContentPolicy.of(List.of()));
    }

    @Override
    public PrintWriter getWriter() {
        if (writer == null) {
            writer = new PrintWriter(text);
        }
        return writer;
    }

    /** Not before it is whole. */
    @Override
    public void flushBuffer() throws IOException {
        if (writer == null) {
            super.flushBuffer();
        }
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        text.getBuffer().setLength(0);
    }

    @Override
    public void reset() {
        super.reset();
        text.getBuffer().setLength(0);
    }

    /** Sends the page, unless an error or another address was sent in its place. */
    void finish() throws IOException {
        if (writer == null || isCommitted()) {
            return;
        }
        writer.flush();
        String page = text.toString();
        setHeader(ContentPolicy.HEADER, ContentPolicy.of(ContentPolicy.headScripts(page)));
        getResponse().getWriter().write(page);
    }
}
