package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.MenuProvider;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.image.Image;
import org.stirrup.api.image.ImageCatalogue;
import org.stirrup.api.image.ImageLocation;
import org.stirrup.console.upload.UploadException;
import org.stirrup.console.upload.UploadFolder;

/**
 * What lies in the images folder, what it was taken for and why, and the menu entries made of it; images are sent there
 * and deleted.
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup-images",
            ServletConstants.PLUGIN_TITLE + "=%images",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class ImagesTab extends Tab {
    private static final Logger LOG = LoggerFactory.getLogger(ImagesTab.class);

    private final transient Uploads uploads = new Uploads(new UploadFolder(".iso"), "image");

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ImageCatalogue catalogue;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ImageLocation location;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<MenuProvider> menus;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<ContentEndpoint> endpoints;

    @Override
    protected String script() {
        return "images";
    }

    @Override
    protected boolean write(String what, HttpServletRequest request, JsonGenerator json) {
        try {
            switch (what) {
                case "images" -> images(json);
                case "upload" -> json.write("arrived", uploads.folder().arrived(folder(), Uploads.of(request)));
                default -> {
                    return false;
                }
            }
        } catch (IOException | UploadException e) {
            throw new Refused(String.valueOf(e.getMessage()), e);
        }
        return true;
    }

    private void images(JsonGenerator json) throws IOException {
        ImageCatalogue now = catalogue;
        ImageLocation where = location;
        List<MenuEntry> entries = entries();
        json.write("present", now != null)
                .write("folder", where == null ? "" : where.folder().toString())
                .writeStartArray("images");
        if (now != null) {
            now.images().forEach(image -> write(image, entries, json));
        }
        json.writeEnd().writeStartArray("parts");
        if (where != null) {
            for (UploadFolder.Part part : uploads.folder().parts(where.folder())) {
                json.writeStartObject()
                        .write("name", part.upload().name())
                        .write("size", part.upload().size())
                        .write("time", part.upload().time())
                        .write("arrived", part.arrived())
                        .writeEnd();
            }
        }
        json.writeEnd();
    }

    @Override
    protected boolean act(String what, HttpServletRequest request, JsonGenerator json) {
        try {
            switch (what) {
                case "upload" -> uploads.take(folder(), request, json);
                case "discard" -> uploads.folder().discard(folder(), Uploads.of(request));
                case "delete" -> delete(request.getParameter("name"));
                default -> {
                    return false;
                }
            }
        } catch (IOException | UploadException e) {
            throw new Refused(String.valueOf(e.getMessage()), e);
        }
        return true;
    }

    private void delete(String name) throws IOException {
        Path file = uploads.folder().file(folder(), name);
        if (!Files.deleteIfExists(file)) {
            throw new Refused("there is no file " + name + " any more");
        }
    }

    private Path folder() {
        ImageLocation where = location;
        if (where == null) {
            throw new Refused("the image catalogue is not installed");
        }
        return where.folder();
    }

    /** What a BIOS machine would be offered; a provider that fails offers nothing here, as in the menu. */
    private List<MenuEntry> entries() {
        BootServer server = Samples.server(endpoints);
        List<MenuEntry> all = new ArrayList<>();
        for (MenuProvider provider : menus) {
            try {
                flatten(provider.entries(Samples.firmware().get(0).client(), server), all);
            } catch (RuntimeException e) {
                LOG.warn("menu provider {} fails", provider.getClass().getName(), e);
            }
        }
        return all;
    }

    private static void flatten(List<MenuEntry> entries, List<MenuEntry> into) {
        for (MenuEntry entry : entries) {
            if (entry instanceof MenuEntry.Submenu submenu) {
                flatten(submenu.entries(), into);
            } else {
                into.add(entry);
            }
        }
    }

    private static void write(Image image, List<MenuEntry> entries, JsonGenerator json) {
        json.writeStartObject().write("file", String.valueOf(image.file().getFileName()));
        try {
            json.write("bytes", Files.size(image.file()));
        } catch (IOException e) {
            // It is going away; the catalogue will say so.
            json.writeNull("bytes");
        }
        Image.State state = image.state();
        if (state instanceof Image.State.Ready ready) {
            json.write("state", "ready")
                    .write("id", ready.id())
                    .write("title", ready.title())
                    .write("family", ready.family())
                    .write("version", ready.version())
                    .write("architecture", ready.architecture())
                    .write("confidence", ready.confidence().name().toLowerCase(Locale.ROOT));
            ready.memory().ifPresent(bytes -> json.write("memory", bytes));
            mounted(ready.id(), ready.mount(), entries, json);
        } else if (state instanceof Image.State.Unknown unknown) {
            json.write("state", "unknown").write("id", unknown.id());
            mounted(unknown.id(), unknown.mount(), entries, json);
        } else if (state instanceof Image.State.Broken broken) {
            json.write("state", "broken").write("because", broken.because());
        } else {
            json.write("state", "arriving");
        }
        json.writeStartArray("evidence");
        image.evidence().forEach(json::write);
        json.writeEnd().writeEnd();
    }

    private static void mounted(String id, ResourcePath mount, List<MenuEntry> entries, JsonGenerator json) {
        json.write("mount", mount.toString()).writeStartArray("entries");
        for (MenuEntry entry : entries) {
            List<ResourcePath> files = entry.files();
            if (files.stream().anyMatch(file -> file.startsWith(mount))
                    || entry.id().equals(id)) {
                json.writeStartObject()
                        .write("title", entry.title())
                        .write("kernel", files.isEmpty() ? "" : files.get(0).toString())
                        .write(
                                "arguments",
                                entry instanceof MenuEntry.Linux linux ? String.join(" ", linux.arguments()) : "")
                        .writeEnd();
            }
        }
        json.writeEnd();
    }
}
