package org.stirrup.console.tab;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page of the console: an empty frame, a script that fills it, and the JSON that the script asks for. Everything that
 * comes from the network reaches the page as JSON and is put there as text, so none of it is ever markup.
 */
abstract class Tab extends AbstractServlet {
    static final String CATEGORY = ServletConstants.PLUGIN_CATEGORY + "=Stirrup";

    private static final Logger LOG = LoggerFactory.getLogger(Tab.class);

    /** Name of the page's script, without its ending. */
    protected abstract String script();

    /**
     * Writes an object's members.
     *
     * @param what file name asked for below the page, without its ending
     * @return false when the page has nothing of that name
     */
    protected abstract boolean write(String what, HttpServletRequest request, JsonGenerator json);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getPathInfo();
        if (path == null || !path.endsWith(".json")) {
            super.doGet(request, response);
            return;
        }
        String what = path.substring(path.lastIndexOf('/') + 1, path.length() - ".json".length());
        StringWriter text = new StringWriter();
        boolean known;
        int status = HttpServletResponse.SC_OK;
        try (JsonGenerator json = Json.createGenerator(text)) {
            json.writeStartObject();
            known = write(what, request, json);
            json.writeEnd();
        } catch (IllegalArgumentException e) {
            known = true;
            status = HttpServletResponse.SC_BAD_REQUEST;
            fault(text, e);
        } catch (RuntimeException e) {
            // A part that fails is shown as failing; the page stays.
            LOG.warn("console page {}: {}", path, e.toString(), e);
            known = true;
            fault(text, e);
        }
        if (!known) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(text.toString());
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String root = String.valueOf(request.getAttribute(ServletConstants.ATTR_PLUGIN_ROOT));
        response.getWriter()
                .println("<div id=\"stirrup\" class=\"st\" data-root=\"" + root + "\"></div>"
                        + "<noscript>This page needs JavaScript.</noscript>"
                        + "<script type=\"module\" src=\"" + root + "/res/ui/" + script() + ".js\"></script>");
    }

    private static void fault(StringWriter text, RuntimeException e) {
        text.getBuffer().setLength(0);
        try (JsonGenerator json = Json.createGenerator(text)) {
            json.writeStartObject()
                    .write("error", String.valueOf(e.getMessage()))
                    .writeEnd();
        }
    }
}
