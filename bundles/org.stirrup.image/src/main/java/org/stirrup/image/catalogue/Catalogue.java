package org.stirrup.image.catalogue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.image.Image;
import org.stirrup.image.identify.Identifier;
import org.stirrup.image.identify.Identity;
import org.stirrup.image.identify.Starts;
import org.stirrup.image.mount.FileStamp;
import org.stirrup.image.mount.OpenImage;
import org.stirrup.iso9660.IsoException;
import org.stirrup.iso9660.TruncatedImageException;

/**
 * What lies in the images folder. {@link #look} compares the folder with what is known and mounts, replaces and
 * withdraws; everything else answers from memory.
 */
public final class Catalogue {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    /** Below this folder of the content tree every image has its own. */
    static final ResourcePath TREES = ResourcePath.of("pub");
    /** Here the image files themselves are shown for installers that fetch them whole. */
    static final ResourcePath FILES = ResourcePath.of("iso");

    /** How long a file that is too short may rest before it counts as cut short and no longer as being copied. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** When to try a file again that could not be read. */
    private static final Duration RETRY = Duration.ofSeconds(15);

    private final Mounts mounts;
    private final Predicate<ResourcePath> own;
    private final InstantSource clock;
    private final Map<Path, TrackedFile> files = new TreeMap<>();
    private Identifier identifier;
    private volatile Snapshot snapshot = new Snapshot(List.of(), List.of(), List.of());

    private record Snapshot(List<Image> images, List<ServedImage> served, List<Finding> findings) {}

    /** @param own whether the user has a file of his own at a path of the content tree */
    public Catalogue(Identifier identifier, Mounts mounts, Predicate<ResourcePath> own, InstantSource clock) {
        this.identifier = identifier;
        this.mounts = mounts;
        this.own = own;
        this.clock = clock;
    }

    /** Every image, sorted by file name. */
    public List<Image> images() {
        return snapshot.images();
    }

    /** Those that can be offered in a menu, sorted by file name. */
    public List<ServedImage> served() {
        return snapshot.served();
    }

    public List<Finding> findings() {
        return snapshot.findings();
    }

    /**
     * Looks at the folder once. Called by one thread at a time.
     *
     * @param settle how long a file must stay as it is before it is opened
     */
    public synchronized void look(Path folder, Duration settle) {
        List<Finding> findings = new ArrayList<>();
        Instant now = clock.instant();
        try {
            Map<Path, FileStamp> seen = ImageFiles.in(folder);
            for (Path gone : List.copyOf(files.keySet())) {
                if (!seen.containsKey(gone)) {
                    withdraw(files.remove(gone), "was removed");
                }
            }
            seen.forEach((path, stamp) -> track(path, stamp, now, settle));
        } catch (NoSuchFileException e) {
            withdrawAll("its folder was removed");
            findings.add(new Finding(
                    Finding.Severity.WARNING,
                    "org.stirrup.image",
                    "the images folder " + folder + " does not exist",
                    "create it, or name another with folder= in etc/org.stirrup.image.cfg"));
        } catch (IOException e) {
            findings.add(new Finding(
                    Finding.Severity.ERROR,
                    "org.stirrup.image",
                    "the images folder " + folder + " cannot be read: " + e,
                    "make it readable for the user that Stirrup runs as"));
        }
        publish(findings);
    }

    /** Has every image identified anew by these rules, at the next look. */
    public synchronized void identifyBy(Identifier rules) {
        identifier = rules;
        for (TrackedFile file : files.values()) {
            try {
                file.decideAnew();
            } catch (IOException e) {
                LOG.warn("{} could not be closed", file.path, e);
            }
        }
    }

    /** Withdraws everything. */
    public synchronized void close() {
        withdrawAll(null);
        publish(List.of());
    }

    private void track(Path path, FileStamp stamp, Instant now, Duration settle) {
        TrackedFile file = files.get(path);
        if (file == null) {
            file = new TrackedFile(path, stamp, now, settle);
            files.put(path, file);
        } else if (file.see(stamp, now, settle)) {
            withdraw(file, "was replaced or written to");
        }
        if (file.isDue(now, settle)) {
            decide(file, now);
        }
    }

    private void decide(TrackedFile file, Instant now) {
        String name = file.path.getFileName().toString();
        try {
            OpenImage open = OpenImage.of(file.path, file.stamp());
            try {
                Optional<Identity> identity = identifier.identify(
                        open.volumeId(), open.tree(), new Identifier.Medium(open.bytes(), open.startsBios()));
                mount(file, open, identity);
            } catch (IOException | RuntimeException e) {
                open.close();
                throw e;
            }
        } catch (TruncatedImageException e) {
            boolean stalled = file.resting(now).compareTo(PATIENCE) >= 0;
            if (stalled) {
                broken(file, e.getMessage(), Instant.MAX);
            } else {
                LOG.info("{}: {}", name, e.getMessage());
                file.decide(new Image.State.Arriving(), List.of(e.getMessage()), now.plus(PATIENCE));
            }
        } catch (IsoException e) {
            broken(file, e.getMessage(), Instant.MAX);
        } catch (IOException e) {
            broken(file, "cannot be read: " + e.getMessage(), now.plus(RETRY));
        }
    }

    private void mount(TrackedFile file, OpenImage open, Optional<Identity> identity) {
        String name = file.path.getFileName().toString();
        List<Image.State> others =
                files.values().stream().map(each -> each.image().state()).toList();
        String wanted = identity.map(each -> each.facts().getOrDefault("name", "") + "-" + each.version())
                .orElse("");
        String id = ImageIds.unique(
                wanted,
                name,
                others.stream().flatMap(state -> idOf(state).stream()).collect(Collectors.toSet()));
        ResourcePath at = TREES.resolve(id);
        Optional<ServedImage> served = identity.map(each -> new ServedImage(
                id,
                title(each.title(), name, others),
                each,
                at,
                FILES.resolve(id + ".iso"),
                FILES.resolve(id + ".cpio")));
        file.decide(
                served.<Image.State>map(ServedImage::state).orElseGet(() -> new Image.State.Unknown(id, at)),
                identity.map(Identity::evidence).orElse(List.of("volume label: " + open.volumeId())),
                Instant.MAX);
        List<Runnable> unmounts = new ArrayList<>();
        unmounts.add(mounts.mount(at, open.tree()));
        if (identity.filter(Identity::isFetchedWhole).isPresent()) {
            unmounts.add(mounts.mount(FILES, open.asFile(id + ".iso")));
        }
        identity.flatMap(each -> each.starts().kernel())
                .flatMap(Starts.Kernel::inside)
                .flatMap(inside -> open.asArchive(id + ".cpio", inside))
                .ifPresent(archive -> unmounts.add(mounts.mount(FILES, archive)));
        file.serve(open, served, unmounts);
        LOG.info(
                "{} is {}, shown under {}",
                name,
                served.map(ServedImage::title).orElse("an image that no rule knows"),
                at);
    }

    /** With the file's name where another image has the same title. */
    private static String title(String title, String name, List<Image.State> others) {
        boolean taken = others.stream()
                .anyMatch(other -> other instanceof Image.State.Ready ready
                        && ready.title().equals(title));
        return taken ? title + " (" + name + ")" : title;
    }

    private static Optional<String> idOf(Image.State state) {
        if (state instanceof Image.State.Ready ready) {
            return Optional.of(ready.id());
        }
        return state instanceof Image.State.Unknown unknown ? Optional.of(unknown.id()) : Optional.empty();
    }

    private void broken(TrackedFile file, String because, Instant again) {
        Image.State.Broken state = new Image.State.Broken(because);
        if (!state.equals(file.image().state())) {
            LOG.error("{}: {}", file.path.getFileName(), because);
        }
        file.decide(state, List.of(), again);
    }

    private void withdrawAll(String because) {
        files.values().forEach(file -> withdraw(file, because));
        files.clear();
    }

    /** @param because null when there is nothing to tell a person */
    private void withdraw(TrackedFile file, String because) {
        if (file.isMounted() && because != null) {
            LOG.info("{} {}: no longer offered", file.path.getFileName(), because);
        }
        try {
            file.withdraw();
        } catch (IOException e) {
            LOG.warn("{} could not be closed", file.path, e);
        }
    }

    private void publish(List<Finding> findings) {
        List<Finding> all = new ArrayList<>(findings);
        for (TrackedFile file : files.values()) {
            if (file.image().state() instanceof Image.State.Broken broken) {
                all.add(new Finding(
                        Finding.Severity.ERROR,
                        file.path.toString(),
                        broken.because(),
                        "copy it anew and compare its checksum, or remove it"));
            }
            file.shortage()
                    .ifPresent(shortage -> all.add(new Finding(
                            Finding.Severity.WARNING,
                            file.path.toString(),
                            shortage,
                            "wait for the copy to end, or copy it anew")));
            file.served().flatMap(served -> served.warning(own)).ifPresent(all::add);
        }
        snapshot = new Snapshot(
                files.values().stream().map(this::shown).toList(),
                files.values().stream().flatMap(file -> file.served().stream()).toList(),
                List.copyOf(all));
    }

    private Image shown(TrackedFile file) {
        Image image = file.image();
        return file.served()
                .flatMap(served -> served.note(own))
                .map(note -> new Image(
                        image.file(),
                        image.state(),
                        Stream.concat(image.evidence().stream(), Stream.of(note))
                                .toList()))
                .orElse(image);
    }
}
