package org.stirrup.image.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.image.Image;
import org.stirrup.image.identify.Identity;
import org.stirrup.image.identify.Placeholders;

/**
 * An image that a rule knows and that clients can read.
 *
 * @param id unique among the images served
 * @param title for people, unlike that of any other
 * @param mount of its tree
 * @param file of the image as one file
 * @param archive for a RAM disk with the image in it
 */
public record ServedImage(
        String id, String title, Identity identity, ResourcePath mount, ResourcePath file, ResourcePath archive) {

    Image.State.Ready state() {
        return new Image.State.Ready(
                id,
                title,
                identity.rule().family(),
                identity.version(),
                identity.architecture(),
                mount,
                identity.confidence(),
                identity.memory());
    }

    /**
     * What will not work with it.
     *
     * @param own whether the user has a file of his own at a path of the content tree
     */
    Optional<Finding> warning(Predicate<ResourcePath> own) {
        Map<String, String> facts = new HashMap<>(identity.facts());
        facts.put("id", id);
        List<ResourcePath> replaced = replaced(own);
        if (!replaced.isEmpty() && replaced.size() == replaceable().size()) {
            return Optional.empty();
        }
        String also =
                replaced.isEmpty() ? "" : "; of the files that are to take their place only " + replaced + " is there";
        return identity.rule()
                .warning()
                .map(warning -> new Finding(
                        Finding.Severity.WARNING,
                        id,
                        Placeholders.fill(warning.what(), facts) + also,
                        Placeholders.fill(warning.remedy(), facts)));
    }

    /** Where the user's own kernel and RAM disks have taken the place of the image's; for a person. */
    Optional<String> note(Predicate<ResourcePath> own) {
        List<ResourcePath> replaced = replaced(own);
        return replaced.isEmpty() ? Optional.empty() : Optional.of("from files/, in place of its own: " + replaced);
    }

    private List<ResourcePath> replaced(Predicate<ResourcePath> own) {
        return replaceable().stream().filter(own).toList();
    }

    private List<ResourcePath> replaceable() {
        return identity.starts().kernel().filter(it -> identity.rule().files().ownInitrd()).stream()
                .flatMap(kernel -> Stream.concat(Stream.of(kernel.file()), kernel.initrds().stream()))
                .map(mount::resolve)
                .toList();
    }
}
