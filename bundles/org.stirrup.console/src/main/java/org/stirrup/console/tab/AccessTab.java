package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.stirrup.console.audit.AuditLog;
import org.stirrup.console.login.ViewerAccess;

/** Who may look without changing anything, and who changed what. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup-access",
            ServletConstants.PLUGIN_TITLE + "=%access",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class AccessTab extends Tab {
    /** Entries that are shown. */
    private static final int ENTRIES = 500;

    private final transient AuditLog log;
    private final transient ViewerAccess viewers;

    @Activate
    public AccessTab(@Reference AuditLog log, @Reference ViewerAccess viewers) {
        this.log = log;
        this.viewers = viewers;
    }

    @Override
    protected String script() {
        return "access";
    }

    @Override
    protected boolean write(String what, HttpServletRequest request, JsonGenerator json) {
        if (!what.equals("access")) {
            return false;
        }
        json.write("viewer", viewers.isOpen()).writeStartArray("entries");
        try {
            for (AuditLog.Entry entry : log.last(ENTRIES)) {
                json.writeStartObject()
                        .write("time", entry.time().toEpochMilli())
                        .write("user", entry.user())
                        .write("from", entry.from())
                        .write("what", entry.what())
                        .write("outcome", entry.outcome())
                        .writeEnd();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the audit log cannot be read: " + e, e);
        }
        json.writeEnd();
        return true;
    }

    @Override
    protected boolean act(String what, HttpServletRequest request, JsonGenerator json) {
        try {
            switch (what) {
                case "make-viewer" -> {
                    note(request, "made a password for viewers");
                    json.write("password", viewers.make());
                }
                case "close-viewer" -> {
                    note(request, "shut viewers out");
                    viewers.close();
                }
                default -> {
                    return false;
                }
            }
        } catch (IOException e) {
            throw new Refused("it cannot be saved: " + e, e);
        }
        return true;
    }
}
