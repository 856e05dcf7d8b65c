package org.stirrup.boot.content;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.RenderedContent;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.boot.plugin.Callers;
import org.stirrup.boot.plugin.Isolation;
import org.stirrup.boot.plugin.Plugin;
import org.stirrup.boot.plugin.Warnings;

/**
 * Joins everybody's bytes to one tree. A path is looked for among the user's own files, what is rendered for the
 * client, the loaders' configuration files and programs, and last in the mounted repositories, the deepest mount first.
 * A file, a folder, a refusal or a failure ends the search; only what is absent is looked for further on.
 */
@Component
public final class ContentTree implements ContentResolver {
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Map.Entry<Map<String, Object>, Repository>> repositories = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Map.Entry<Map<String, Object>, RenderedContent>> rendered = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Map.Entry<Map<String, Object>, BootLoader>> loaders = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootJournal journal;

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile BootResolver boot;

    private final InstantSource clock = InstantSource.system();
    private final Instant started = clock.instant();
    private final Consumer<String> warnings = new Warnings(() -> journal);
    private final Isolation isolation = new Isolation(Isolation.PATIENCE, Isolation.LAST_CHANCE, warnings);

    private final Callers callers = new Callers();

    @Deactivate
    void stop() {
        callers.await(Isolation.LAST_CHANCE);
        isolation.close();
    }

    @Override
    public Lookup find(ResourcePath path, Requester requester) {
        return callers.answer(() -> lookUp(path, requester));
    }

    private Lookup lookUp(ResourcePath path, Requester requester) {
        BootResolver present = boot;
        if (present == null) {
            return new Lookup.Failed("the content tree is being replaced");
        }
        Asker asker = new Asker(present, requester);
        MountedFiles mounted =
                new MountedFiles(repositories, requester.asksAgain() ? Repository::find : Repository::await, warnings);
        LoaderFiles ofLoaders = new LoaderFiles(Plugin.sorted(loaders, BootLoader::name), isolation, clock);
        List<Supplier<Lookup>> order = List.of(
                () -> mounted.findUsers(path),
                () -> new ClientFiles(rendered, warnings).find(path, asker),
                () -> ofLoaders.config(path, asker),
                () -> ofLoaders.program(path),
                () -> mounted.findOthers(path));
        String because = Mount.NO_SUCH_FILE;
        for (Supplier<Lookup> place : order) {
            Lookup found = place.get();
            if (!(found instanceof Lookup.Absent absent)) {
                // Whoever does not ask again would take silence for an answer.
                return found instanceof Lookup.Coming coming && !requester.asksAgain()
                        ? new Lookup.Failed(coming.because())
                        : found;
            }
            if (!absent.because().equals(Mount.NO_SUCH_FILE)) {
                because = absent.because();
            }
        }
        Lookup absent = new Lookup.Absent(because);
        return ofLoaders.trouble().<Lookup>map(Lookup.Failed::new).orElse(absent);
    }

    @Override
    public List<ContentEntry> list(ResourcePath path, Requester requester) {
        return callers.answer(
                () -> List.copyOf(new MountedFiles(repositories, Repository::find, warnings).list(path, started)));
    }
}
