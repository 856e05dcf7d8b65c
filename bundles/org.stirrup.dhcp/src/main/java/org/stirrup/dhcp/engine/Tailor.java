package org.stirrup.dhcp.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;

/** Fits a reply to what the table of odd clients says of who gets it. */
final class Tailor {
    private Tailor() {}

    /** With the options that the table adds, but for those that are there. @param own what nobody may change */
    static Options options(Query query, Options start, Set<KnownOption> own) {
        Options options = start;
        for (Quirk row : query.oddities().options()) {
            QuirkEffect.WithOption extra = (QuirkEffect.WithOption) row.effect();
            boolean fixed = KnownOption.of(extra.code()).filter(own::contains).isPresent();
            if (!fixed && options.get(extra.code()).isEmpty()) {
                options = options.with(extra.code(), Octets.of(extra.bytes()));
            }
        }
        return options;
    }

    /** @param to where it goes by the RFC's rules */
    static Decision.Reply reply(
            Query query, DhcpMessage reply, Destination to, BootAnswer boot, BootClient client, String text) {
        Oddities oddities = query.oddities();
        List<Oddity> applied = new ArrayList<>(oddities.recognised());
        applied.addAll(ReplySize.oddities(query.message(), oddities));
        oddities.options().stream()
                .filter(row -> boot instanceof BootAnswer.Program && isIn(reply, (QuirkEffect.WithOption) row.effect()))
                .forEach(row -> applied.add(new Oddity(row, row.effect().text())));
        Optional<Quirk> broadcast = oddities.first(QuirkEffect.Broadcast.class)
                .filter(row -> to.hardware().isPresent());
        broadcast.ifPresent(row -> applied.add(new Oddity(row, "answered by broadcast")));
        return new Decision.Reply(
                reply,
                broadcast.map(row -> to.toEverybody()).orElse(to),
                ReplySize.of(query.message(), oddities),
                client,
                boot,
                applied,
                text);
    }

    private static boolean isIn(DhcpMessage reply, QuirkEffect.WithOption option) {
        return reply.options()
                .get(option.code())
                .filter(Octets.of(option.bytes())::equals)
                .isPresent();
    }
}
