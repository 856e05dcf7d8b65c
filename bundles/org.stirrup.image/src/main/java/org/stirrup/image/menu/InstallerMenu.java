package org.stirrup.image.menu;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.image.catalogue.ServedImage;
import org.stirrup.image.identify.Identity;
import org.stirrup.image.identify.Placeholders;

/** Makes menu entries of images. */
public final class InstallerMenu {
    private InstallerMenu() {}

    /**
     * The entry for one image.
     *
     * @param answers whether somebody renders answer files
     * @return empty when the machine cannot run it, or no server is there that its installer could fetch from
     */
    public static Optional<MenuEntry> entry(
            ServedImage image, BootClient client, BootServer server, MenuSettings settings, boolean answers) {
        Identity identity = image.identity();
        Optional<URI> base = settings.protocols(identity.rule()).stream()
                .flatMap(protocol -> server.endpoint(protocol).stream())
                .findFirst();
        boolean needsBase = !identity.rule().protocols().isEmpty();
        if (!Machines.canRun(client, identity.architecture()) || (needsBase && base.isEmpty())) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>(identity.facts());
        base.ifPresent(uri -> {
            values.put("tree", uri + image.mount().text());
            values.put("iso", uri + image.file().text());
        });
        if (answers && settings.answers()) {
            identity.rule()
                    .answers()
                    .flatMap(file -> Stream.of("http", "ftp")
                            .flatMap(protocol -> server.endpoint(protocol).stream())
                            .findFirst()
                            .map(uri -> uri + "answers/" + image.id() + "/" + file))
                    .ifPresent(url -> values.put("answers", url));
        }
        List<String> arguments = new ArrayList<>();
        for (String word : identity.rule().arguments()) {
            if (Placeholders.canFill(word, values)) {
                arguments.add(Placeholders.fill(word, values));
            }
        }
        arguments.addAll(settings.argumentsFor(image.id()));
        List<ResourcePath> initrds =
                identity.initrds().stream().map(image.mount()::resolve).toList();
        return Optional.of(new MenuEntry.Linux(
                image.id(),
                identity.rule().verb() + " " + image.title(),
                image.mount().resolve(identity.kernel()),
                initrds,
                arguments));
    }

    /** @param served protocols that a server is there for */
    public static List<Finding> unfetchable(List<ServedImage> images, MenuSettings settings, List<String> served) {
        return images.stream()
                .filter(image -> !image.identity().rule().protocols().isEmpty())
                .filter(image ->
                        settings.protocols(image.identity().rule()).stream().noneMatch(served::contains))
                .map(image -> {
                    String wanted = String.join(
                            " or ", settings.protocols(image.identity().rule()));
                    return new Finding(
                            Finding.Severity.WARNING,
                            image.id(),
                            "is not offered: its installer fetches by " + wanted + ", which nothing serves",
                            "install the server for " + wanted + ", or set protocol=auto in etc/org.stirrup.image.cfg");
                })
                .toList();
    }
}
