package org.stirrup.http.content;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.http.codec.HttpRequest;
import org.stirrup.http.exchange.Answer;
import org.stirrup.http.exchange.Answer.Body;
import org.stirrup.http.exchange.Call;
import org.stirrup.http.exchange.Delivery;
import org.stirrup.http.exchange.Journal;
import org.stirrup.http.exchange.Responder;

/** The content tree by HTTP: GET and HEAD, ranges, folders as pages. */
@Component(service = ContentResponder.class)
public final class ContentResponder implements Responder {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ContentResolver resolver;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile BootJournal target;

    /** The last that were there, for clients that are connected when this component goes. */
    private volatile ContentResolver latestResolver;

    private volatile BootJournal latestTarget;

    private final Journal journal = new Journal(() -> target == null ? latestTarget : target);

    @Deactivate
    void deactivate() {
        latestResolver = resolver;
        latestTarget = target;
    }

    @Override
    public int wants(HttpRequest request) {
        return 0;
    }

    @Override
    public Answer answer(Call call) {
        if (call.method().equals("GET")) {
            return found(call);
        } else if (call.method().equals("HEAD")) {
            return found(call).withoutBody();
        }
        String asked = call.method() + " " + call.path();
        journal.record(Kind.REFUSED, call.requester(), asked + ": nothing can be written", Map.of());
        return Answer.line(405, "GET and HEAD only").with("Allow", "GET, HEAD");
    }

    private Answer found(Call call) {
        ResourcePath path;
        try {
            path = RequestPath.of(call.path());
        } catch (IllegalArgumentException e) {
            String text = call.path() + ": " + e.getMessage();
            journal.record(Kind.REFUSED, call.requester(), text, Map.of("reason", String.valueOf(e.getMessage())));
            return Answer.line(403, "refused: " + e.getMessage());
        }
        ContentResolver tree = resolver == null ? latestResolver : resolver;
        Lookup lookup = tree == null
                ? new Lookup.Failed("the content tree is not available")
                : tree.find(path, call.requester());
        if (lookup instanceof Lookup.Found found) {
            return file(call, path, found.resource());
        } else if (lookup instanceof Lookup.Absent absent) {
            return miss(call, path, Kind.NOT_FOUND, 404, absent.because());
        } else if (lookup instanceof Lookup.Refused refused) {
            return miss(call, path, Kind.REFUSED, 403, refused.because());
        } else if (lookup instanceof Lookup.Failed failed) {
            return miss(call, path, Kind.TRANSFER_FAILED, 503, failed.because());
        }
        return folder(call, path, tree);
    }

    private Answer miss(Call call, ResourcePath path, Kind kind, int status, String because) {
        Map<String, String> details = Map.of("file", path.text(), "reason", because);
        journal.record(kind, call.requester(), path + ": " + because, details);
        return Answer.line(status, path + ": " + because);
    }

    private static Answer folder(Call call, ResourcePath path, ContentResolver tree) {
        if (call.path().endsWith("/")) {
            String page = FolderPage.of(path, tree.list(path, call.requester()));
            return Answer.page(200, "text/html;charset=utf-8", page);
        }
        // Links of the page are relative to the folder, so its address has to end in a slash.
        StringBuilder location = new StringBuilder();
        path.segments().forEach(segment -> location.append('/').append(RequestPath.encode(segment)));
        location.append('/');
        return Answer.line(301, "a folder: " + location).with("Location", location.toString());
    }

    private Answer file(Call call, ResourcePath path, Resource resource) {
        long size = resource.size();
        Validators validators = Validators.of(resource);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ETag", validators.tag());
        fields.put("Last-Modified", validators.lastModified());
        fields.put("Accept-Ranges", "bytes");
        if (validators.known(call.field("If-None-Match"), call.field("If-Modified-Since"))) {
            return new Answer(304, fields, new Body.None());
        }
        // Ranges are defined for GET alone (RFC 9110, section 14.2).
        boolean get = call.method().equals("GET");
        String asked = get && validators.unchanged(call.field("If-Range")) ? call.field("Range") : null;
        ByteRange range = ByteRange.of(asked, size);
        if (range instanceof ByteRange.Unsatisfiable) {
            return Answer.line(416, path + " has " + size + " bytes").with("Content-Range", "bytes */" + size);
        }
        fields.put("Content-Type", MediaType.of(path.name()));
        if (!get) {
            return new Answer(200, fields, new Body.Described(size));
        } else if (range instanceof ByteRange.Part part) {
            fields.put("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + size);
            return opened(call, path, resource, 206, fields, part.first(), part.length());
        }
        return opened(call, path, resource, 200, fields, 0, size);
    }

    private Answer opened(
            Call call,
            ResourcePath path,
            Resource resource,
            int status,
            Map<String, String> fields,
            long first,
            long length) {
        try {
            Resource.Content content = resource.open();
            Delivery delivery = new Delivery(journal, call.requester(), path, content, first, length);
            return new Answer(status, fields, new Body.File(delivery));
        } catch (IOException e) {
            return miss(call, path, Kind.TRANSFER_FAILED, 503, String.valueOf(e.getMessage()));
        }
    }
}
