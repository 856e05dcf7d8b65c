package org.stirrup.shell.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.image.Image;
import org.stirrup.api.image.ImageCatalogue;
import org.stirrup.shell.text.Table;

/** {@code images}: what lies in the images folder. {@code images NAME}: one of them, with the evidence. */
@Component(
        service = Images.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=images"})
public final class Images {
    private static final double GIBIBYTE = 1L << 30;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ImageCatalogue catalogue;

    @Descriptor("what lies in the images folder")
    public String images() {
        Table table = new Table("FILE", "STATE", "WHAT");
        for (Image image : present()) {
            Image.State state = image.state();
            table.row(name(image), state.getClass().getSimpleName().toLowerCase(Locale.ROOT), what(state));
        }
        return table.isEmpty() ? "no image is there: copy an ISO file into the images folder" : table.toString();
    }

    @Descriptor("one image, and what says that it is what it was taken for")
    public String images(@Descriptor("its file's name, or its id") String wanted) {
        Image image = present().stream()
                .filter(each -> name(each).equals(wanted)
                        || each.state() instanceof Image.State.Ready ready
                                && ready.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no image " + wanted));
        List<String> lines = new ArrayList<>(List.of(name(image) + ": " + what(image.state())));
        if (image.state() instanceof Image.State.Ready ready) {
            lines.add("  rule " + ready.family() + orNothing(", version ", ready.version())
                    + orNothing(", architecture ", ready.architecture()));
        }
        image.evidence().forEach(line -> lines.add("  " + line));
        return String.join("\n", lines);
    }

    private static String orNothing(String what, String value) {
        return value.isEmpty() ? "" : what + value;
    }

    private static String name(Image image) {
        return String.valueOf(image.file().getFileName());
    }

    private List<Image> present() {
        return all().orElseThrow(() -> new IllegalStateException(
                "no image catalogue is installed: put images.feature.json into the features folder"));
    }

    /** Empty when nobody looks after images. */
    Optional<List<Image>> all() {
        return Optional.ofNullable(catalogue).map(ImageCatalogue::images);
    }

    private static String what(Image.State state) {
        if (state instanceof Image.State.Ready ready) {
            String memory = ready.memory().isPresent()
                    ? String.format(
                            Locale.ROOT,
                            ", needs %.1f GB of memory",
                            ready.memory().getAsLong() / GIBIBYTE)
                    : "";
            return ready.title() + " (" + ready.confidence().name().toLowerCase(Locale.ROOT) + "), served as "
                    + ready.mount() + memory;
        } else if (state instanceof Image.State.Unknown unknown) {
            return "no rule knows it; its files are served as " + unknown.mount();
        } else if (state instanceof Image.State.Broken broken) {
            return broken.because();
        }
        return "still being written to";
    }
}
