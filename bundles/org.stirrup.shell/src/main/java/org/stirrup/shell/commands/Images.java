package org.stirrup.shell.commands;

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

/** {@code images}: what lies in the images folder. */
@Component(
        service = Images.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=images"})
public final class Images {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ImageCatalogue catalogue;

    @Descriptor("what lies in the images folder")
    public String images() {
        Table table = new Table("FILE", "STATE", "WHAT");
        for (Image image : all().orElseThrow(() -> new IllegalStateException(
                "no image catalogue is installed: put images.feature.json into the features folder"))) {
            Image.State state = image.state();
            table.row(
                    String.valueOf(image.file().getFileName()),
                    state.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                    what(state));
        }
        return table.isEmpty() ? "no image is there: copy an ISO file into the images folder" : table.toString();
    }

    /** Empty when nobody looks after images. */
    Optional<List<Image>> all() {
        return Optional.ofNullable(catalogue).map(ImageCatalogue::images);
    }

    private static String what(Image.State state) {
        if (state instanceof Image.State.Ready ready) {
            return ready.title() + ", served as " + ready.mount();
        } else if (state instanceof Image.State.Unknown unknown) {
            return "no rule knows it; its files are served as " + unknown.mount();
        } else if (state instanceof Image.State.Broken broken) {
            return broken.because();
        }
        return "still being written to";
    }
}
