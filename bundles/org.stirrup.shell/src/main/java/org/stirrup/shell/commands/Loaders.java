package org.stirrup.shell.commands;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.stirrup.api.boot.BootLoader;

/** {@code loaders}: what can start a machine. */
@Component(
        service = Loaders.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=loaders"})
public final class Loaders {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    volatile List<BootLoader> loaders = List.of();

    @Descriptor("what can start a machine")
    public String loaders() {
        return loaders.isEmpty() ? "no loader is installed: no machine can boot" : String.join("\n", names());
    }

    List<String> names() {
        return loaders.stream().map(BootLoader::name).sorted().toList();
    }
}
