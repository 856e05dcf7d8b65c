package org.stirrup.api.boot;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/**
 * Knows how one kind of firmware is started: which program it is sent first and how that program is told the menu.
 *
 * <p>Register it as an OSGi service. Loaders are asked in order of {@code service.ranking}, highest first, ties by
 * {@link #name()}; the first that offers a boot file wins. It may be called from several threads, for every packet of
 * a boot: answer from memory. A loader that throws is named in the journal and the next one is asked.
 */
@ConsumerType
public interface BootLoader {
    /** A short name, unique among loaders: {@code pxelinux}. */
    String name();

    /** What this client is to load first, or why that is not this loader's business. */
    Offer offer(BootClient client, BootServer server);

    /** One of this loader's own programs by its path in the content tree; empty when it has none of that name. */
    Optional<Resource> program(ResourcePath path);

    /**
     * The configuration file that this loader's program asks for, rendered for the client that asks.
     *
     * @param path as asked, from the content tree's root
     */
    default ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
        return new ConfigFile.NotMine();
    }

    /**
     * What it means that a machine was sent this file whole and then asks for nothing more: which link of the chain did
     * not start the next, and why. The appliance writes it to the journal after a while of silence.
     *
     * @param sent path in the content tree of any file, this loader's or not
     * @return for a person: "the firmware did not start it: it is not signed"; empty when nothing has to follow, because
     *     a menu waits then, or when the file is not this loader's
     */
    default Optional<String> stopped(ResourcePath sent) {
        return Optional.empty();
    }

    /** Answer to {@link #offer}. */
    sealed interface Offer {
        /**
         * Boot this.
         *
         * @param file network boot program: a path in the content tree for TFTP, or a whole URI. Sent as the header
         *     field {@code file} (RFC 2131, section 2) or option 67
         * @param options further DHCP options for this client: code to raw bytes
         */
        record BootFile(String file, Map<Integer, byte[]> options) implements Offer {
            public BootFile {
                if (file.isBlank()) {
                    throw new IllegalArgumentException("boot file is empty");
                }
                options = Map.copyOf(options);
            }

            public BootFile(String file) {
                this(file, Map.of());
            }
        }

        /**
         * Not a client of this loader.
         *
         * @param because for a person: "UEFI_X64 firmware, this is a BIOS program" or "pxelinux.0 is not installed:
         *     apt install pxelinux"
         */
        record NotMine(String because) implements Offer {}
    }

    /** Answer to {@link #config}. */
    sealed interface ConfigFile {
        /** The file's text, sent as UTF-8. */
        record Text(String text) implements ConfigFile {}

        /** No configuration file of this loader has that path. */
        record NotMine() implements ConfigFile {}
    }
}
