package org.stirrup.shell.commands;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.MachineMemory;
import org.stirrup.shell.text.Table;

/** {@code memory}: how much each machine has; {@code memory MAC 4G}: says it of one whose installer does not. */
@Component(
        service = Memory.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=memory"})
public final class Memory {
    private static final double GIBIBYTE = 1L << 30;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,7})([MGT])");

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile MachineMemory book;

    @Descriptor("how much memory each machine has, as far as it is known")
    public String memory() {
        Table table = new Table("MAC", "MEMORY");
        present().all().forEach((mac, bytes) -> table.row(mac.text(), gigabytes(bytes)));
        return table.isEmpty() ? "of no machine it is known how much memory it has" : table.toString();
    }

    @Descriptor("how much memory one machine has")
    public String memory(@Descriptor("its MAC address") String mac) {
        OptionalLong bytes = present().of(MacAddress.of(mac));
        return bytes.isPresent() ? gigabytes(bytes.getAsLong()) : "not known: its installer did not report it";
    }

    @Descriptor("say how much memory one machine has, until its installer reports it")
    public String memory(@Descriptor("its MAC address") String mac, @Descriptor("such as 512M or 4G") String size) {
        MacAddress machine = MacAddress.of(mac);
        Matcher parts = SIZE.matcher(size.toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + size + "' is no size such as 512M or 4G");
        }
        int shift = 20 + 10 * "MGT".indexOf(parts.group(2));
        present().set(machine, Long.parseLong(parts.group(1)) << shift);
        return machine + " has " + memory(mac) + " of memory";
    }

    private MachineMemory present() {
        MachineMemory present = book;
        if (present == null) {
            throw new IllegalStateException(
                    "nothing keeps the memory of machines: put hosts.feature.json into the features folder");
        }
        return present;
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / GIBIBYTE);
    }
}
