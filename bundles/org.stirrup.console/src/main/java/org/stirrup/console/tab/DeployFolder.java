package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.stirrup.console.upload.UploadException;
import org.stirrup.console.upload.UploadFolder;

/** Bundles that are sent to {@code deploy/}. They arrive in {@code data/upload}: half a bundle is never seen there. */
final class DeployFolder {
    private final Uploads uploads = new Uploads(new UploadFolder(".jar"), "bundle");
    private final Path arriving;
    private final Path deploy;

    private DeployFolder(Path home) {
        arriving = home.resolve("data/upload");
        deploy = home.resolve("deploy");
    }

    static DeployFolder of(BundleContext context) {
        return new DeployFolder(
                Path.of(Optional.ofNullable(context.getProperty("stirrup.home")).orElse("."))
                        .toAbsolutePath());
    }

    long arrived(HttpServletRequest request) {
        try {
            return uploads.folder().arrived(arriving, Uploads.of(request));
        } catch (IOException | UploadException e) {
            throw new Refused(String.valueOf(e.getMessage()), e);
        }
    }

    /** One of the same name that is there is replaced, as by a copy. */
    void take(HttpServletRequest request, JsonGenerator json) {
        try {
            if (uploads.take(arriving, request, json)) {
                Path jar = uploads.folder().file(arriving, Uploads.of(request).name());
                Files.createDirectories(deploy);
                Files.move(
                        jar,
                        deploy.resolve(jar.getFileName()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException | UploadException e) {
            throw new Refused(String.valueOf(e.getMessage()), e);
        }
    }

    void remove(String name) {
        try {
            if (!Files.deleteIfExists(uploads.folder().file(deploy, name))) {
                throw new Refused("there is no file " + name + " any more");
            }
        } catch (IOException e) {
            throw new Refused(String.valueOf(e.getMessage()), e);
        }
    }
}
