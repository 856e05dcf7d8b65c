package org.stirrup.api.image;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.stirrup.api.content.ResourcePath;

/**
 * A file of the images folder and what is known of it.
 *
 * @param file where it lies
 * @param state whether it can be served
 * @param evidence what said so, a line each: "/.treeinfo: family = CentOS, version = 7"
 */
public record Image(Path file, State state, List<String> evidence) {
    public Image {
        evidence = List.copyOf(evidence);
    }

    /** How sure it is what an image is. */
    public enum Confidence {
        /** Files of its own say name and version. */
        CERTAIN,
        /** What is in it is of this kind; name or version are read from the volume's label alone, or missing. */
        LIKELY,
        /** Something in it can be booted; what it is nobody knows. */
        GUESSED
    }

    /** Whether it can be served. */
    public sealed interface State {
        /**
         * Served.
         *
         * @param id short name, part of paths and menu ids: {@code CentOS-7}
         * @param title for people: {@code CentOS 7 x86_64}
         * @param family which rules apply: {@code redhat}
         * @param version {@code 7}, empty when unknown
         * @param architecture {@code x86_64}, empty when unknown
         * @param mount where its tree appears in the content tree
         * @param memory bytes of memory that a machine needs to boot it; empty when nobody knows
         */
        record Ready(
                String id,
                String title,
                String family,
                String version,
                String architecture,
                ResourcePath mount,
                Confidence confidence,
                OptionalLong memory)
                implements State {}

        /** Still being written to; looked at again when it rests. */
        record Arriving() implements State {}

        /** Readable, but no rule knows it: its files are shown, no menu entry is made. */
        record Unknown(String id, ResourcePath mount) implements State {}

        /** Not an image, or one with a fault. @param because what is wrong and where */
        record Broken(String because) implements State {}
    }
}
