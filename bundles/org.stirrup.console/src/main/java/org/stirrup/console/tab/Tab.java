package org.stirrup.console.tab;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.console.audit.AuditLog;
import org.stirrup.console.login.Role;

/**
 * A page of the console: an empty frame, a script that fills it, and the JSON that the script asks for. Everything that
 * comes from the network reaches the page as JSON and is put there as text, so none of it is ever markup.
 */
abstract class Tab extends AbstractServlet {
    static final String CATEGORY = ServletConstants.PLUGIN_CATEGORY + "=Stirrup";
    static final String STYLE = ServletConstants.PLUGIN_CSS_REFERENCES + "=/stirrup/res/ui/stirrup.css";

    private static final Logger LOG = LoggerFactory.getLogger(Tab.class);
    private static final String ENDING = ".json";

    /** Files of the bundle below a page; a catalogue of texts is one. */
    private static final String RESOURCES = "/res/";

    /** What failed last, so that a page that asks every second fills no log. */
    private transient volatile String reported = "";

    /** Writes the members of one answer; false when the page has none of that name. */
    private interface Answer {
        boolean write(String what, HttpServletRequest request, JsonGenerator json);
    }

    /** Name of the page's script, without its ending. */
    protected abstract String script();

    /**
     * Answers a question of the page's script with the members of a JSON object.
     *
     * @param what file name asked for below the page, without its ending
     * @return false when the page has nothing of that name
     * @throws IllegalArgumentException when a parameter is wrong
     */
    protected abstract boolean write(String what, HttpServletRequest request, JsonGenerator json);

    /**
     * Does what the page's script tells it to, and answers as {@link #write}. Who may is settled by then; what was done
     * and what came of it is kept in the audit log.
     *
     * @throws Refused when it cannot be done as things are
     */
    protected boolean act(String what, HttpServletRequest request, JsonGenerator json) {
        return false;
    }

    /** Says for the audit log what a request is about, where its parameters do not. */
    protected static void note(HttpServletRequest request, String what) {
        request.setAttribute(AuditLog.WHAT, what);
    }

    /** Says for the audit log what came of it, where that is more than that it was done. */
    protected static void outcome(HttpServletRequest request, String said) {
        request.setAttribute(AuditLog.OUTCOME, said);
    }

    /** A request that is one of many which make up one thing: it is kept for itself only when it fails. */
    protected static void part(HttpServletRequest request) {
        request.setAttribute(AuditLog.PART, true);
    }

    /** The last of such requests. */
    protected static void whole(HttpServletRequest request) {
        request.removeAttribute(AuditLog.PART);
    }

    /**
     * A file to keep.
     *
     * @param type media type with its character set
     * @param name that it is kept under
     */
    record Download(String type, String name, String text) {}

    /**
     * A file of the page that is no JSON.
     *
     * @param name as asked for
     * @return empty when the page has none of that name
     * @throws IllegalArgumentException when a parameter is wrong
     */
    protected Optional<Download> download(String name, HttpServletRequest request) {
        return Optional.empty();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = String.valueOf(request.getPathInfo());
        if (path.endsWith(ENDING) && !path.contains(RESOURCES)) {
            answer(request, response, this::write);
            return;
        }
        Optional<Download> file;
        try {
            file = download(path.substring(path.lastIndexOf('/') + 1), request);
        } catch (IllegalArgumentException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
            return;
        }
        if (file.isPresent()) {
            response.setContentType(file.get().type());
            response.setHeader(
                    "Content-Disposition",
                    "attachment; filename=\"" + file.get().name() + "\"");
            response.setHeader("Cache-Control", "no-store");
            response.getWriter().write(file.get().text());
        } else {
            super.doGet(request, response);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, this::act);
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, this::act);
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String root = String.valueOf(request.getAttribute(ServletConstants.ATTR_PLUGIN_ROOT));
        response.getWriter()
                .println("<div id=\"stirrup\" class=\"st\" data-root=\"" + root + "\" data-role=\"" + role(request)
                        + "\" data-language=\"" + request.getLocale().getLanguage() + "\"></div>"
                        + "<noscript>This page needs JavaScript.</noscript>"
                        + "<script type=\"module\" src=\"" + root + "/res/ui/" + script() + ".js\"></script>");
    }

    private static String role(HttpServletRequest request) {
        return Role.of(request).name().toLowerCase(Locale.ROOT);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Answer answer) throws IOException {
        String path = String.valueOf(request.getPathInfo());
        String name = path.substring(path.lastIndexOf('/') + 1);
        String what = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
        StringWriter text = new StringWriter();
        boolean known = true;
        try (JsonGenerator json = Json.createGenerator(text)) {
            json.writeStartObject();
            known = answer.write(what, request, json);
            json.writeEnd();
        } catch (IllegalArgumentException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            fault(request, text, String.valueOf(e.getMessage()));
        } catch (Refused e) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            fault(request, text, e.getMessage());
        } catch (RuntimeException e) {
            // A part that fails is shown as failing; the page stays.
            if (!e.toString().equals(reported)) {
                reported = e.toString();
                LOG.warn("console page {} {}", request.getMethod(), path, e);
            }
            fault(request, text, e.toString());
        }
        if (!known) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(text.toString());
    }

    private static void fault(HttpServletRequest request, StringWriter text, String message) {
        outcome(request, message);
        text.getBuffer().setLength(0);
        try (JsonGenerator json = Json.createGenerator(text)) {
            json.writeStartObject().write("error", message).writeEnd();
        }
    }
}
