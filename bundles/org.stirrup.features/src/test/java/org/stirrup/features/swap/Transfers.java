package org.stirrup.features.swap;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.Bundle;
import org.stirrup.api.swap.Drain;

/** Two transfers that a server has left behind. */
public final class Transfers implements Drain {
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    public void heldBy(DrainBook book, Bundle server) {
        book.hold(server, this);
    }

    public void end() {
        over.complete(null);
    }

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public int underWay() {
        return over.isDone() ? 0 : 2;
    }

    @Override
    public CompletionStage<Void> ended() {
        return over;
    }

    @Override
    public void cutOff() {
        end();
    }
}
