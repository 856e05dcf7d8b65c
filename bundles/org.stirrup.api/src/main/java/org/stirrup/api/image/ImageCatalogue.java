package org.stirrup.api.image;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What lies in the images folder. */
@ProviderType
public interface ImageCatalogue {
    /** Every image, sorted by file name; a snapshot. */
    List<Image> images();
}
