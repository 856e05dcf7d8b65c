package org.stirrup.api.content;

import java.util.ArrayList;
import java.util.List;

/**
 * A path in the content tree that cannot leave it: segments joined by single slashes, no leading slash, no {@code .}
 * or {@code ..}, no NUL, backslash or control character. The empty path is the root.
 *
 * @param text {@code pub/CentOS-7/images/pxeboot/vmlinuz}
 */
public record ResourcePath(String text) implements Comparable<ResourcePath> {
    /** Longest path that is looked at, in characters. */
    public static final int MAX_LENGTH = 4096;

    public static final ResourcePath ROOT = new ResourcePath("");

    public ResourcePath {
        if (!normalized(text).equals(text)) {
            throw new IllegalArgumentException("not a normalized path: '" + text + "'");
        }
    }

    /**
     * Reads a path as a client sent it. A leading slash is the tree's root (GRUB sends one), doubled slashes and
     * {@code .} segments vanish.
     *
     * @throws IllegalArgumentException for a path that could leave the tree, with the reason
     */
    public static ResourcePath of(String asked) {
        return new ResourcePath(normalized(asked));
    }

    private static String normalized(String asked) {
        if (asked.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("path of " + asked.length() + " characters, limit " + MAX_LENGTH);
        }
        for (int i = 0; i < asked.length(); i++) {
            char c = asked.charAt(i);
            if (c == '\\' || Character.isISOControl(c)) {
                throw new IllegalArgumentException(
                        "path has " + (c == '\\' ? "a backslash" : "control character " + (int) c));
            }
        }
        List<String> segments = new ArrayList<>();
        for (String segment : asked.split("/")) {
            if (segment.equals("..")) {
                throw new IllegalArgumentException("path has a '..' segment");
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }

    public boolean isRoot() {
        return text.isEmpty();
    }

    /** The segments from the root down; empty for the root. */
    public List<String> segments() {
        return isRoot() ? List.of() : List.of(text.split("/"));
    }

    /** The last segment; empty for the root. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** The folder that holds it; the root's parent is the root. */
    public ResourcePath parent() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? ROOT : new ResourcePath(text.substring(0, slash));
    }

    /** This path followed by another. */
    public ResourcePath resolve(ResourcePath below) {
        return isRoot() ? below : below.isRoot() ? this : new ResourcePath(text + "/" + below.text);
    }

    /** @throws IllegalArgumentException as {@link #of} */
    public ResourcePath resolve(String below) {
        return resolve(of(below));
    }

    /** Whether it is the folder or lies in it. */
    public boolean startsWith(ResourcePath folder) {
        return folder.isRoot() || text.equals(folder.text) || text.startsWith(folder.text + "/");
    }

    /**
     * The rest of this path below a folder.
     *
     * @throws IllegalArgumentException when it does not lie in that folder
     */
    public ResourcePath below(ResourcePath folder) {
        if (!startsWith(folder)) {
            throw new IllegalArgumentException("'" + text + "' is not in '" + folder.text + "'");
        }
        return folder.isRoot() ? this : of(text.substring(folder.text.length()));
    }

    @Override
    public int compareTo(ResourcePath other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return "/" + text;
    }
}
