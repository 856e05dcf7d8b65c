package org.stirrup.api.image;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Where installer images are put to be offered. */
@ProviderType
public interface ImageLocation {
    /** The folder that is watched, absolute. It may not exist yet. */
    Path folder();
}
