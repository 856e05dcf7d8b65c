package org.stirrup.ftp.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import org.stirrup.api.content.ResourcePath;

/** Reads pathnames as FTP clients send them: from the root, or from the working directory, with {@code ..} in them. */
public final class FtpPath {
    private FtpPath() {}

    /**
     * The place a client means.
     *
     * @param working the working directory
     * @throws IllegalArgumentException for a path that leads out of the tree, or is not one, with the reason
     */
    public static ResourcePath resolve(ResourcePath working, String asked) {
        Deque<String> segments = new ArrayDeque<>();
        if (!asked.startsWith("/")) {
            segments.addAll(working.segments());
        }
        for (String segment : asked.split("/")) {
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (!segment.equals("..")) {
                segments.addLast(segment);
            } else if (segments.pollLast() == null) {
                throw new IllegalArgumentException("path leads out of the tree");
            }
        }
        return ResourcePath.of(String.join("/", segments));
    }

    /**
     * The folder a client wants to go to. Going up from the root stays there, as below a changed root directory; a
     * path that goes up past the root and down again is still refused.
     *
     * @throws IllegalArgumentException as {@link #resolve}
     */
    public static ResourcePath folder(ResourcePath working, String asked) {
        ResourcePath folder = asked.startsWith("/") ? ResourcePath.ROOT : working;
        for (String segment : asked.split("/")) {
            if (segment.equals("..")) {
                folder = folder.parent();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                return resolve(working, asked);
            }
        }
        return folder;
    }
}
