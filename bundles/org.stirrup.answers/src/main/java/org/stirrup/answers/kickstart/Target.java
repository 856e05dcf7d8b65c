package org.stirrup.answers.kickstart;

import java.util.Set;
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
    private static final String INSTALLER_ONLY = "redhat-netinst";

    /** Families whose installer reads what the built-in template says; older ones end no section. */
    private static final Set<String> FAMILIES = Set.of("redhat", "redhat-8", INSTALLER_ONLY);

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

    /** Whether the built-in template is for images of this family. */
    public static boolean isKnown(String family) {
        return FAMILIES.contains(family);
    }
}
