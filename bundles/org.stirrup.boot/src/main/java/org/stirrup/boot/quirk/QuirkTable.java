package org.stirrup.boot.quirk;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkRows;
import org.stirrup.api.boot.Quirks;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.boot.plugin.Plugin;

/**
 * Joins everybody's rows to one table. Rows come and go with the bundles that bring them, so everybody is asked each
 * time; but the table is put together anew only when somebody said other rows than before.
 */
@Component
public final class QuirkTable implements Quirks {
    private static final Logger LOG = LoggerFactory.getLogger(QuirkTable.class);

    /** Clients of which it is remembered what was journalled. */
    private static final int LIMIT = 65_536;

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Map.Entry<Map<String, Object>, QuirkRows>> bound = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootJournal journal;

    private final Set<Told> told = Collections.newSetFromMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Boolean> eldest) {
            return size() > LIMIT;
        }
    });

    /** @param client hardware address, or the IP address of one that is not known */
    private record Told(String quirk, String client) {}

    /**
     * A table and what it was made of.
     *
     * @param bound as it was; the framework brings another list for every change of a service
     * @param plugins the same, in order
     * @param said the rows of each of them
     */
    private record Joined(
            List<Map.Entry<Map<String, Object>, QuirkRows>> bound,
            List<Plugin<QuirkRows>> plugins,
            List<List<Quirk>> said,
            List<Quirk> rows) {}

    private volatile Joined joined = new Joined(List.of(), List.of(), List.of(), List.of());

    @Override
    public List<Quirk> rows() {
        List<Map.Entry<Map<String, Object>, QuirkRows>> now = bound;
        Joined last = joined;
        List<Plugin<QuirkRows>> plugins = last.bound() == now
                ? last.plugins()
                : Plugin.sorted(now, rowsOf -> rowsOf.getClass().getName());
        List<List<Quirk>> said = new ArrayList<>(plugins.size());
        for (Plugin<QuirkRows> plugin : plugins) {
            // No copy of a list that cannot change, which then is the same as last time and is not looked into.
            said.add(List.copyOf(rowsOf(plugin)));
        }
        if (last.bound() != now || !said.equals(last.said())) {
            last = new Joined(now, plugins, said, join(said));
            joined = last;
        }
        return last.rows();
    }

    private static List<Quirk> join(List<List<Quirk>> said) {
        List<Quirk> rows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (List<Quirk> own : said) {
            for (Quirk row : own) {
                if (names.add(row.name())) {
                    rows.add(row);
                }
            }
        }
        return List.copyOf(rows);
    }

    private static List<Quirk> rowsOf(Plugin<QuirkRows> plugin) {
        try {
            return plugin.service().rows();
        } catch (RuntimeException | LinkageError e) {
            // Asked for every packet: nobody wants to read it for each.
            LOG.debug("{} does not say its rows", plugin.name(), e);
            return List.of();
        }
    }

    @Override
    public void applied(Quirk quirk, BootClient client, String what) {
        boolean known = !client.mac().equals(MacAddress.UNKNOWN);
        String who = known ? client.mac().text() : client.address().toString();
        BootJournal now = journal;
        synchronized (told) {
            if (now == null || !told.add(new Told(quirk.name(), who))) {
                return;
            }
        }
        now.record(new BootEvent(
                BootEvent.Kind.QUIRK,
                Optional.of(client.mac()).filter(mac -> known),
                client.address().map(InetAddress.class::cast),
                quirk.name() + ": " + what,
                Map.of("quirk", quirk.name(), "effect", quirk.effect().text(), "seen", quirk.seen())));
    }
}
