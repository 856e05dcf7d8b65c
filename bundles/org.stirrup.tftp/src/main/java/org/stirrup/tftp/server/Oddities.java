package org.stirrup.tftp.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.Quirks;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;
import org.stirrup.tftp.transfer.Limits;
import org.stirrup.tftp.transfer.ReadTransfer;
import org.stirrup.tftp.transfer.Terms;

/**
 * What the table of odd clients says of one request. Each row that makes a difference is told to the table, which
 * journals it once.
 *
 * @param rows about it; of two that say different things the first counts
 */
record Oddities(Optional<Quirks> table, BootClient client, List<Quirk> rows) {
    static Oddities of(BootClient client, String asked, Optional<Quirks> table) {
        return new Oddities(
                table, client, table.map(there -> there.of(client, asked)).orElse(List.of()));
    }

    /** The request as it is meant. */
    ReadRequest meant(ReadRequest request) {
        String file = request.file();
        for (Quirk row : rows) {
            if (row.effect() instanceof QuirkEffect.Rewrite rewrite) {
                String now = rewrite.apply(file);
                if (!now.equals(file)) {
                    applied(row, "asks for " + Report.printable(file) + ", gets " + Report.printable(now));
                    file = now;
                }
            }
        }
        return file.equals(request.file()) ? request : new ReadRequest(file, request.mode(), request.options());
    }

    /** What is agreed to with this client at the most. */
    Limits limits(Limits general) {
        OptionalInt block = first(QuirkEffect.LargestBlock.class)
                .map(row -> OptionalInt.of(((QuirkEffect.LargestBlock) row.effect()).bytes()))
                .orElse(OptionalInt.empty());
        OptionalInt window = first(QuirkEffect.LargestWindow.class)
                .map(row -> OptionalInt.of(((QuirkEffect.LargestWindow) row.effect()).blocks()))
                .orElse(OptionalInt.empty());
        return new Limits(
                Math.min(block.orElse(general.blockSize()), general.blockSize()),
                Math.min(window.orElse(general.windowSize()), general.windowSize()),
                general.retries());
    }

    /** How long it is waited at the least before something is sent again. */
    Duration leastWait() {
        return first(QuirkEffect.LeastWait.class)
                .map(row -> Duration.ofMillis(((QuirkEffect.LeastWait) row.effect()).millis()))
                .orElse(ReadTransfer.LEAST_WAIT);
    }

    /** Tells of limits that made a difference. @param otherwise terms that would hold without them */
    void agreed(Terms terms, Terms otherwise) {
        tell(
                QuirkEffect.LeastWait.class,
                "is sent nothing twice within " + leastWait().toMillis() + " ms");
        if (terms.blockSize() < otherwise.blockSize()) {
            tell(
                    QuirkEffect.LargestBlock.class,
                    "asks for blocks of " + otherwise.blockSize() + " bytes, gets " + terms.blockSize());
        }
        if (terms.windowSize() < otherwise.windowSize()) {
            tell(
                    QuirkEffect.LargestWindow.class,
                    "asks for a window of " + otherwise.windowSize() + ", gets " + terms.windowSize());
        }
    }

    /**
     * The client ended the transfer before it acknowledged anything.
     *
     * @param options whether it was sent the options or a block of the file
     * @return whether that is its way to look for a file, and no failure
     */
    boolean probed(String file, boolean options) {
        Class<? extends QuirkEffect> kind = options ? QuirkEffect.SizeProbe.class : QuirkEffect.FileProbe.class;
        return tell(kind, options ? "asked only for the size of " + file : "looked only whether " + file + " is there");
    }

    /** Whether its first packet may be all that the client wants. */
    boolean mayOnlyLook() {
        return first(QuirkEffect.FileProbe.class).isPresent();
    }

    private boolean tell(Class<? extends QuirkEffect> kind, String what) {
        Optional<Quirk> row = first(kind);
        row.ifPresent(there -> applied(there, what));
        return row.isPresent();
    }

    private Optional<Quirk> first(Class<? extends QuirkEffect> kind) {
        return rows.stream().filter(row -> kind.isInstance(row.effect())).findFirst();
    }

    private void applied(Quirk row, String what) {
        table.ifPresent(there -> there.applied(row, client, what));
    }
}
