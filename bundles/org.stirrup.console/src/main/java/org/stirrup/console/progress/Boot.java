package org.stirrup.console.progress;

import java.util.Optional;

/**
 * One boot of a machine, so far.
 *
 * @param began the line with which it asked for its first address
 * @param stage how far it is
 * @param because why it stands still, for {@link Stage#NO_LOADER} and {@link Stage#FAILED}; else empty
 * @param file the last file
 * @param files how many were sent whole
 * @param bytes how many bytes these had
 */
public record Boot(Mark began, Stage stage, String because, Optional<Transfer> file, int files, long bytes) {
    static Boot at(Mark began) {
        return new Boot(began, Stage.DISCOVERED, "", Optional.empty(), 0, 0);
    }

    Boot stage(Stage next, String why) {
        return new Boot(began, next, why, file, files, bytes);
    }

    /** A file began, ended or broke off. A broken one alone says nothing: firmware asks twice, first for the size. */
    Boot file(Transfer sent) {
        Transfer joined = file.filter(last -> last.endsIn(sent))
                .map(last -> last.endedBy(sent))
                .orElse(sent);
        boolean whole = sent.outcome() == Transfer.Outcome.SENT;
        Boot moved = new Boot(
                began,
                stage,
                because,
                Optional.of(joined),
                files + (whole ? 1 : 0),
                bytes + (whole ? sent.bytes().orElse(0) : 0));
        Stage shown = shownBy(sent);
        boolean forward = shown.compareTo(stage) > 0 || stage.stuck();
        return forward && !stage.reported() && sent.outcome() != Transfer.Outcome.BROKEN
                ? moved.stage(shown, "")
                : moved;
    }

    private Stage shownBy(Transfer sent) {
        return switch (FileRole.of(sent.file())) {
            case LOADER -> Stage.LOADER;
            case MENU -> Stage.MENU;
            case KERNEL -> Stage.KERNEL;
            case OTHER -> stage.compareTo(Stage.KERNEL) >= 0 && !stage.stuck() ? Stage.INSTALLER : stage;
        };
    }
}
