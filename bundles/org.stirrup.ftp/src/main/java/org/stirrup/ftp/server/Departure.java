package org.stirrup.ftp.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.swap.Drain;
import org.stirrup.ftp.command.Surroundings;

/** The clients of a port that is closed for new ones: dismissed one by one, until there are none. */
final class Departure implements Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    /** Between a login and the first file a client is never silent for so long. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final long LOOK_MILLIS = 100;

    private final String name;
    private final Surroundings surroundings;
    private final Courtesy courtesy;
    private final FtpPort port;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stirrup-ftp-leaving");
        thread.setDaemon(true);
        return thread;
    });

    Departure(String name, Surroundings surroundings, Courtesy courtesy, FtpPort port) {
        this.name = name;
        this.surroundings = surroundings;
        this.courtesy = courtesy;
        this.port = port;
        looking.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            surroundings.dismiss(SILENCE, courtesy::hangUp);
        } catch (RuntimeException e) {
            // Thrown, it would end the looking for good.
            LOG.error("FTP: clients of a port that leaves could not be dismissed", e);
        }
        if (courtesy.connections() == 0) {
            end();
        }
    }

    private void end() {
        looking.shutdown();
        port.close();
        ended.complete(null);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int underWay() {
        return surroundings.transfers();
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended;
    }

    @Override
    public void cutOff() {
        end();
    }
}
