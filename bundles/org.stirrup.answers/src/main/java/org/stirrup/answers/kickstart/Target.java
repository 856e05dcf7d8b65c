package org.stirrup.answers.kickstart;

import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.image.Image;

/**
 * What is to be installed.
 *
 * @param id of the image: {@code CentOS-7}
 * @param title for people
 * @param version {@code 7}; empty when unknown
 * @param mount where its tree is
 */
public record Target(String id, String title, String version, ResourcePath mount) {
    /** An image of the catalogue. */
    public static Target of(Image.State.Ready image) {
        return new Target(image.id(), image.title(), image.version(), image.mount());
    }

    /** Something of the user's own, where images are. */
    public static Target named(String id) {
        return new Target(id, id, "", ResourcePath.of("pub").resolve(id));
    }
}
