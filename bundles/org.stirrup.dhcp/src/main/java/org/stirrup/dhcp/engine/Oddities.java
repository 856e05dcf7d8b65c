package org.stirrup.dhcp.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.Quirks;

/**
 * One client as the table of odd clients has it.
 *
 * @param client as it is to be treated
 * @param rows about it, of two that say different things the first counts
 * @param recognised rows that made another of it than it says
 */
record Oddities(BootClient client, List<Quirk> rows, List<Oddity> recognised) {
    Oddities {
        rows = List.copyOf(rows);
        recognised = List.copyOf(recognised);
    }

    /** @param said as it showed itself */
    static Oddities of(BootClient said, Optional<Quirks> table) {
        if (table.isEmpty()) {
            return new Oddities(said, List.of(), List.of());
        }
        List<Oddity> applied = new ArrayList<>();
        BootClient client = said;
        List<Quirk> own = table.get().of(said);
        for (Quirk row : own) {
            if (row.effect() instanceof QuirkEffect.GoesByMac && said.uuid().isEmpty()) {
                applied.add(new Oddity(row, "no UUID (option 97): goes by its hardware address alone"));
                continue;
            }
            BootClient now = recognise(client, said, row.effect());
            if (!now.equals(client)) {
                applied.add(new Oddity(row, difference(client, now)));
                client = now;
            }
        }
        // What holds for whom it is taken for holds for it too.
        List<Quirk> rows = client.equals(said)
                ? own
                : Stream.concat(table.get().of(client).stream(), own.stream())
                        .distinct()
                        .toList();
        return new Oddities(client, rows, applied);
    }

    private static BootClient recognise(BootClient now, BootClient said, QuirkEffect effect) {
        boolean first = now.architecture().equals(said.architecture());
        if (effect instanceof QuirkEffect.TakenFor taken && first) {
            return copy(now, Optional.of(taken.architecture()), now.stage(), now.uuid());
        }
        if (effect instanceof QuirkEffect.SpeaksAs speaks && now.stage() == said.stage()) {
            return copy(now, now.architecture(), speaks.stage(), now.uuid());
        }
        return effect instanceof QuirkEffect.NoUuid
                ? copy(now, now.architecture(), now.stage(), Optional.empty())
                : now;
    }

    private static BootClient copy(
            BootClient client, Optional<Architecture> architecture, BootClient.Stage stage, Optional<UUID> uuid) {
        return new BootClient(
                client.mac(),
                architecture,
                stage,
                uuid,
                client.vendorClass(),
                client.userClass(),
                client.link(),
                client.address(),
                client.addressedBy());
    }

    private static String difference(BootClient before, BootClient now) {
        if (!before.architecture().equals(now.architecture())) {
            return before.architecture().map(Object::toString).orElse("no architecture") + " taken for "
                    + now.architecture().orElseThrow();
        }
        return before.stage() != now.stage()
                ? "taken for " + now.stage()
                : "its UUID " + before.uuid().orElseThrow() + " is not its own";
    }

    /** The first row with such an effect. */
    <E extends QuirkEffect> Optional<Quirk> first(Class<E> effect) {
        for (Quirk row : rows) {
            if (effect.isInstance(row.effect())) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /** All options that are to be added, the row that adds each. */
    List<Quirk> options() {
        return rows.stream()
                .filter(row -> row.effect() instanceof QuirkEffect.WithOption)
                .toList();
    }
}
