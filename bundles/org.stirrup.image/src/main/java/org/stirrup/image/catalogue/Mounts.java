package org.stirrup.image.catalogue;

import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;

/** Where the catalogue puts an image's tree so that clients see it. */
@FunctionalInterface
public interface Mounts {
    /** @return takes it away again */
    Runnable mount(ResourcePath at, Repository tree);
}
