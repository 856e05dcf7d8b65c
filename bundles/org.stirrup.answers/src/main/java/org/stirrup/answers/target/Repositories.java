package org.stirrup.answers.target;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;

/** Where an installer finds its packages. */
public final class Repositories {
    /** Kernel arguments that say it, with and without the prefix of newer installers. */
    private static final List<String> ARGUMENTS = List.of("inst.repo=", "repo=", "method=");

    /** The argument of Debian's installer that says no more than the protocol. */
    private static final String PROTOCOL = "mirror/protocol=";

    private Repositories() {}

    /**
     * Where the menu entry of the image sends its installer, so that the answer file sends it to the same place; without
     * such an entry by the first of the protocols that is served.
     *
     * @param protocols {@code ftp} and {@code http}, the better first
     * @return empty when the image holds no packages, or when nothing serves them
     */
    public static Optional<String> of(Target target, Optional<Menu> menu, BootServer server, List<String> protocols) {
        if (!target.packages()) {
            return Optional.empty();
        }
        List<String> arguments =
                menu.map(shown -> arguments(shown, target.id())).orElse(List.of());
        return ARGUMENTS.stream()
                .flatMap(name -> values(arguments, name))
                .findFirst()
                .or(() -> Stream.concat(values(arguments, PROTOCOL), protocols.stream())
                        .flatMap(protocol -> server.endpoint(protocol).stream())
                        .findFirst()
                        .map(root -> below(root, target.mount())));
    }

    private static List<String> arguments(Menu menu, String id) {
        return linux(menu.entries())
                .filter(entry -> entry.id().equals(id))
                .flatMap(entry -> entry.arguments().stream())
                .toList();
    }

    private static Stream<String> values(List<String> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name))
                .map(argument -> argument.substring(name.length()));
    }

    private static Stream<MenuEntry.Linux> linux(List<MenuEntry> entries) {
        return entries.stream().flatMap(entry -> {
            if (entry instanceof MenuEntry.Linux linux) {
                return Stream.of(linux);
            }
            return entry instanceof MenuEntry.Submenu submenu ? linux(submenu.entries()) : Stream.empty();
        });
    }

    private static String below(URI root, ResourcePath path) {
        try {
            return root.resolve(new URI(null, null, path.text(), null).getRawPath())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path + " cannot be part of a URL", e);
        }
    }
}
