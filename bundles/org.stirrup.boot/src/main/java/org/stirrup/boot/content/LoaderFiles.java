package org.stirrup.boot.content;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.boot.plugin.Isolation;
import org.stirrup.boot.plugin.Plugin;
import org.stirrup.boot.plugin.Reply;

/** The loaders' configuration files and programs. */
final class LoaderFiles {
    private final List<Plugin<BootLoader>> loaders;
    private final Isolation isolation;
    private final InstantSource clock;
    private Optional<String> trouble = Optional.empty();

    LoaderFiles(List<Plugin<BootLoader>> loaders, Isolation isolation, InstantSource clock) {
        this.loaders = loaders;
        this.isolation = isolation;
        this.clock = clock;
    }

    /** The configuration file of that path, rendered for who asks. */
    Lookup config(ResourcePath path, Asker asker) {
        if (loaders.isEmpty() || path.isRoot()) {
            return new Lookup.Absent(Mount.NO_SUCH_FILE);
        }
        BootClient client = asker.client();
        BootServer server = asker.server();
        Menu menu = asker.menu();
        return first(
                "render " + path,
                loader -> loader.config(path, client, server, menu),
                BootLoader.ConfigFile.Text.class::isInstance,
                file -> bytes(((BootLoader.ConfigFile.Text) file).text()));
    }

    /** The program of that path. */
    Lookup program(ResourcePath path) {
        if (path.isRoot()) {
            return new Lookup.Absent(Mount.NO_SUCH_FILE);
        }
        return first("give " + path, loader -> loader.program(path), Optional::isPresent, Optional::orElseThrow);
    }

    /** Why a loader could not be asked; it may have been the one that has the file. */
    Optional<String> trouble() {
        return trouble;
    }

    private <R> Lookup first(
            String what, Function<BootLoader, R> question, Predicate<R> enough, Function<R, Resource> resource) {
        for (Reply<BootLoader, R> reply : isolation.ask(loaders, what, question, enough)) {
            if (reply.value().filter(enough).isPresent()) {
                return new Lookup.Found(resource.apply(reply.value().get()));
            }
            if (reply.value().isEmpty()) {
                trouble = Optional.of(reply.plugin().name() + " " + reply.because());
            }
        }
        return new Lookup.Absent(Mount.NO_SUCH_FILE);
    }

    private Resource bytes(String text) {
        return Resource.of(text.getBytes(StandardCharsets.UTF_8), clock.instant());
    }
}
