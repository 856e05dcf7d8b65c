package org.stirrup.menu;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.menu.entry.Entry;
import org.stirrup.menu.entry.OwnEntry;

/**
 * Says which own entries name files that are not in the content tree, before somebody stands at a PC and reads it there.
 * A component of its own: the content tree asks for the menu, which must not ask for the content tree.
 */
@Component
public final class MissingFiles implements SelfCheck {
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<OwnEntry> configured = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ContentResolver contents;

    /** While the configuration is checked no image is in the tree. */
    private final boolean checking;

    @Activate
    public MissingFiles(BundleContext context) {
        this(Boolean.parseBoolean(context.getProperty("stirrup.check")));
    }

    MissingFiles(boolean checking) {
        this.checking = checking;
    }

    @Override
    public List<Finding> findings() {
        ContentResolver tree = contents;
        if (checking || tree == null) {
            return List.of();
        }
        return configured.stream()
                .sorted(Comparator.comparing(OwnEntry::source))
                .flatMap(own -> own.entry().stream()
                        .flatMap(entry -> files(entry.content()))
                        .flatMap(path -> missing(tree, path).stream()
                                .map(because -> new Finding(
                                        Finding.Severity.WARNING,
                                        own.source(),
                                        path.text() + ": " + because + ": the entry is shown and cannot be booted",
                                        "put the file below files/ of the home folder, or correct the path"))))
                .toList();
    }

    private static Stream<ResourcePath> files(Entry.Content content) {
        return content instanceof Entry.Content.Fixed fixed ? fixed.entry().files().stream() : Stream.empty();
    }

    private static Optional<String> missing(ContentResolver tree, ResourcePath path) {
        Inet4Address here = loopback();
        Lookup found = tree.find(path, new Requester("menu", here, here));
        if (found instanceof Lookup.Absent absent) {
            return Optional.of(absent.because());
        } else if (found instanceof Lookup.Refused refused) {
            return Optional.of(refused.because());
        } else if (found instanceof Lookup.Failed failed) {
            return Optional.of(failed.because());
        }
        return found instanceof Lookup.Folder ? Optional.of("is a folder") : Optional.empty();
    }

    private static Inet4Address loopback() {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
