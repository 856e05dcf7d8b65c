package org.stirrup.repository.mirror.fetch;

import org.stirrup.repository.mirror.cache.Download;

/** How a file is being got. */
public sealed interface Fetch {
    /** It comes. */
    record Running(Download download) implements Fetch {}

    /** What is kept is good still. */
    record Same() implements Fetch {}

    /** It is a folder at the upstream. */
    record Folder() implements Fetch {}

    /** The upstream has no such file. @param because for a person */
    record Missing(String because) implements Fetch {}

    /** It may not be got, or not so. @param because for a person */
    record Refused(String because) implements Fetch {}

    /** It could not be got. @param because for a person */
    record Failed(String because) implements Fetch {}
}
