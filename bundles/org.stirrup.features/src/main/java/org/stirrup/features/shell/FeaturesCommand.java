package org.stirrup.features.shell;

import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.stirrup.features.install.FeatureInstaller;
import org.stirrup.features.install.FeatureState;

/** {@code features}: what is installed. */
@Component(
        service = FeaturesCommand.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=features"})
public final class FeaturesCommand {
    private final FeatureInstaller installer;

    @Activate
    public FeaturesCommand(@Reference FeatureInstaller installer) {
        this.installer = installer;
    }

    /** A line for each feature, and one for each of its bundles that does not run. */
    public String features() {
        return installer.features().stream().map(FeaturesCommand::lines).collect(Collectors.joining("\n"));
    }

    private static String lines(FeatureState feature) {
        String state = feature.active()
                ? "active"
                : (feature.bundles() - feature.troubles().size()) + " of " + feature.bundles();
        String name = feature.file().replace(".feature.json", "");
        String line = String.format("%-16s %-8s %s", name, state, feature.description());
        return feature.troubles().entrySet().stream()
                .map(trouble -> "\n  " + trouble.getKey() + ": " + trouble.getValue())
                .collect(Collectors.joining("", line, ""));
    }
}
