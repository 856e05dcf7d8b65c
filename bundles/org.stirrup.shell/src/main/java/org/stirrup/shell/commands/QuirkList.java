package org.stirrup.shell.commands;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.Quirks;

/** {@code quirks}: what is done differently for odd firmware. */
@Component(
        service = QuirkList.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=quirks"})
public final class QuirkList {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Quirks quirks;

    @Descriptor("what is done differently for odd firmware, and where it was seen")
    public String quirks() {
        Quirks now = Optional.ofNullable(quirks)
                .orElseThrow(() -> new IllegalStateException("org.stirrup.boot, which has the table, is not running"));
        List<Quirk> rows = now.rows();
        return rows.isEmpty()
                ? "nothing is done differently for anybody"
                : rows.stream().map(QuirkList::text).collect(Collectors.joining("\n"));
    }

    /** Three lines: a table would be wider than any screen. */
    private static String text(Quirk row) {
        return row.name() + ": " + printable(row.effect().text()) + "\n  for   "
                + printable(row.match().text()) + "\n  seen  " + row.seen();
    }

    /** A pattern may hold bytes that no terminal shows. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> shown.append(c >= ' ' && c < 127 ? (char) c : String.format("\\x%02x", c)));
        return shown.toString();
    }
}
