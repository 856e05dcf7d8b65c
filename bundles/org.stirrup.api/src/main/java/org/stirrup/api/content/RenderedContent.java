package org.stirrup.api.content;

import org.osgi.annotation.versioning.ConsumerType;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;

/**
 * Files made for the client that asks for them, such as answer files. Register it as an OSGi service with
 * {@link #MOUNT}, the folder it answers for. The user's own files of the same path win over it.
 */
@ConsumerType
public interface RenderedContent {
    /** Service property, String: folder of the content tree that it answers for, {@code answers}. */
    String MOUNT = Repository.MOUNT;

    /**
     * @param path below the mount point
     * @param client who asks; its MAC address is {@link org.stirrup.api.boot.MacAddress#UNKNOWN} when the address it
     *     asks from belongs to no machine that is known
     */
    Lookup find(ResourcePath path, BootClient client, BootServer server);
}
