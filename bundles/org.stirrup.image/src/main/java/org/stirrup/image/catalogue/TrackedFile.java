package org.stirrup.image.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.image.Image;
import org.stirrup.image.mount.FileStamp;
import org.stirrup.image.mount.OpenImage;

/** What the catalogue remembers of one file between two looks at the folder. */
final class TrackedFile {
    final Path path;
    private FileStamp stamp;
    /** Since when it has looked as it does. */
    private Instant restingSince;

    private boolean decided;
    private Instant lookAgainAt = Instant.MAX;
    private Image image;
    private Optional<ServedImage> served = Optional.empty();
    private OpenImage open;
    private List<Runnable> unmounts = List.of();

    TrackedFile(Path path, FileStamp stamp, Instant now, Duration settle) {
        this.path = path;
        this.image = new Image(path, new Image.State.Arriving(), List.of());
        this.stamp = stamp;
        this.restingSince = restingSince(stamp, now, settle);
    }

    /** A file that nobody has written to for long, such as one moved in, need not be watched first. */
    private static Instant restingSince(FileStamp stamp, Instant now, Duration settle) {
        return stamp.modified().isBefore(now.minus(settle)) ? stamp.modified() : now;
    }

    /** @return whether it changed */
    boolean see(FileStamp seen, Instant now, Duration settle) {
        if (seen.equals(stamp)) {
            return false;
        }
        boolean overwritten = seen.sameFile(stamp);
        restingSince = overwritten ? now : restingSince(seen, now, settle);
        if (overwritten && open != null) {
            open.spoil();
        }
        stamp = seen;
        decided = false;
        lookAgainAt = Instant.MAX;
        return true;
    }

    boolean isDue(Instant now, Duration settle) {
        return (!decided && !now.isBefore(restingSince.plus(settle))) || !now.isBefore(lookAgainAt);
    }

    Duration resting(Instant now) {
        return Duration.between(restingSince, now);
    }

    FileStamp stamp() {
        return stamp;
    }

    Image image() {
        return image;
    }

    /** What it lacks, when it rests and is not whole. */
    Optional<String> shortage() {
        return decided && image.state() instanceof Image.State.Arriving
                ? image.evidence().stream().findFirst()
                : Optional.empty();
    }

    Optional<ServedImage> served() {
        return served;
    }

    /** @param again when to decide anew although nothing changed; never is Instant.MAX */
    void decide(Image.State state, List<String> evidence, Instant again) {
        decided = true;
        lookAgainAt = again;
        image = new Image(path, state, evidence);
    }

    void serve(OpenImage opened, Optional<ServedImage> asInstaller, List<Runnable> mounted) {
        open = opened;
        served = asInstaller;
        unmounts = mounted;
    }

    /** Takes it out of clients' sight; transfers that are open go on. */
    void withdraw() throws IOException {
        served = Optional.empty();
        unmounts.forEach(Runnable::run);
        unmounts = List.of();
        image = new Image(path, new Image.State.Arriving(), List.of());
        if (open != null) {
            OpenImage closing = open;
            open = null;
            closing.close();
        }
    }

    /** Takes it out of sight and has it looked at again, although nothing about the file changed. */
    void decideAnew() throws IOException {
        withdraw();
        decided = false;
        lookAgainAt = Instant.MAX;
    }

    boolean isMounted() {
        return open != null;
    }
}
