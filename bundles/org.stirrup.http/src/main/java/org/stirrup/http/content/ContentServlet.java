package org.stirrup.http.content;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.http.exchange.Journal;
import org.stirrup.http.exchange.Requests;

/** The content tree by HTTP, on boot listeners only: GET and HEAD, ranges, folders as pages. */
@Component(service = ContentServlet.class)
public final class ContentServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile ContentResolver resolver;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile BootJournal target;

    /** The last that were there, for clients that are connected when this component goes. */
    private transient volatile ContentResolver latestResolver;

    private transient volatile BootJournal latestTarget;

    private final transient Journal journal = new Journal(() -> target == null ? latestTarget : target);
    private final transient Buffers buffers = new Buffers();

    @Deactivate
    void deactivate() {
        latestResolver = resolver;
        latestTarget = target;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Requester> requester = Requests.requester(request);
        if (requester.isEmpty()) {
            Requests.answer(request, response, 403, "a client without an address");
        } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            String asked = request.getMethod() + " " + request.getRequestURI();
            journal.record(Kind.REFUSED, requester.get(), asked + ": nothing can be written", Map.of());
            response.setHeader("Allow", "GET, HEAD");
            Requests.answer(request, response, 405, "GET and HEAD only");
        } else {
            serve(request, response, requester.get());
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, Requester requester)
            throws IOException {
        ResourcePath path;
        try {
            path = RequestPath.of(request.getRequestURI());
        } catch (IllegalArgumentException e) {
            String text = request.getRequestURI() + ": " + e.getMessage();
            journal.record(Kind.REFUSED, requester, text, Map.of("reason", String.valueOf(e.getMessage())));
            Requests.answer(request, response, 403, "refused: " + e.getMessage());
            return;
        }
        ContentResolver tree = resolver == null ? latestResolver : resolver;
        Lookup lookup =
                tree == null ? new Lookup.Failed("the content tree is not available") : tree.find(path, requester);
        if (lookup instanceof Lookup.Found found) {
            file(request, response, requester, path, found.resource());
        } else if (lookup instanceof Lookup.Folder) {
            folder(request, response, path, FolderPage.of(path, tree.list(path, requester)));
        } else if (lookup instanceof Lookup.Absent absent) {
            miss(request, response, requester, path, Kind.NOT_FOUND, 404, absent.because());
        } else if (lookup instanceof Lookup.Refused refused) {
            miss(request, response, requester, path, Kind.REFUSED, 403, refused.because());
        } else if (lookup instanceof Lookup.Failed failed) {
            miss(request, response, requester, path, Kind.TRANSFER_FAILED, 503, failed.because());
        }
    }

    private void miss(
            HttpServletRequest request,
            HttpServletResponse response,
            Requester requester,
            ResourcePath path,
            Kind kind,
            int status,
            String because)
            throws IOException {
        journal.record(kind, requester, path + ": " + because, Map.of("file", path.text(), "reason", because));
        Requests.answer(request, response, status, path + ": " + because);
    }

    private static void folder(HttpServletRequest request, HttpServletResponse response, ResourcePath path, String page)
            throws IOException {
        if (request.getRequestURI().endsWith("/")) {
            Requests.page(request, response, 200, "text/html;charset=utf-8", page);
            return;
        }
        // Links of the page are relative to the folder, so its address has to end in a slash.
        StringBuilder location = new StringBuilder();
        path.segments().forEach(segment -> location.append('/').append(RequestPath.encode(segment)));
        response.setHeader("Location", location.append('/').toString());
        Requests.answer(request, response, 301, "a folder: " + location);
    }

    private void file(
            HttpServletRequest request,
            HttpServletResponse response,
            Requester requester,
            ResourcePath path,
            Resource resource)
            throws IOException {
        long size = resource.size();
        Validators validators = Validators.of(resource);
        response.setHeader("ETag", validators.tag());
        response.setHeader("Last-Modified", validators.lastModified());
        response.setHeader("Accept-Ranges", "bytes");
        if (validators.known(request.getHeader("If-None-Match"), request.getHeader("If-Modified-Since"))) {
            response.setStatus(304);
            return;
        }
        // Ranges are defined for GET alone (RFC 9110, section 14.2).
        String asked = request.getMethod().equals("GET") && validators.unchanged(request.getHeader("If-Range"))
                ? request.getHeader("Range")
                : null;
        ByteRange range = ByteRange.of(asked, size);
        if (range instanceof ByteRange.Unsatisfiable) {
            response.setHeader("Content-Range", "bytes */" + size);
            Requests.answer(request, response, 416, path + " has " + size + " bytes");
            return;
        }
        long first = 0;
        long length = size;
        if (range instanceof ByteRange.Part part) {
            first = part.first();
            length = part.length();
            response.setStatus(206);
            response.setHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + size);
        }
        response.setContentType(MediaType.of(path.name()));
        response.setContentLengthLong(length);
        if (request.getMethod().equals("GET")) {
            send(request, response, requester, path, resource, first, length);
        }
    }

    private void send(
            HttpServletRequest request,
            HttpServletResponse response,
            Requester requester,
            ResourcePath path,
            Resource resource,
            long first,
            long length)
            throws IOException {
        Resource.Content content;
        try {
            content = resource.open();
        } catch (IOException e) {
            response.reset();
            miss(request, response, requester, path, Kind.TRANSFER_FAILED, 503, String.valueOf(e.getMessage()));
            return;
        }
        try {
            new Delivery(journal, requester, path, buffers).start(request, response, content, first, length);
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
    }
}
