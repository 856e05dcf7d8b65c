package org.stirrup.answers.target;

import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.image.Image;

/**
 * What is to be installed.
 *
 * @param id of the image: {@code CentOS-7}
 * @param title for people
 * @param version {@code 7}; empty when unknown
 * @param mount where its tree is
 * @param packages whether its tree holds packages, and not only an installer
 */
public record Target(String id, String title, String version, ResourcePath mount, boolean packages) {
    /** The catalogue's word for an image with an installer and no packages. */
    public static final String INSTALLER_ONLY = "redhat-netinst";

    /** An image of the catalogue. */
    public static Target of(Image.State.Ready image) {
        return new Target(
                image.id(),
                image.title(),
                image.version(),
                image.mount(),
                !image.family().equals(INSTALLER_ONLY));
    }

    /** Something of the user's own, where images are. */
    public static Target named(String id) {
        return new Target(id, id, "", ResourcePath.of("pub").resolve(id), true);
    }
}
