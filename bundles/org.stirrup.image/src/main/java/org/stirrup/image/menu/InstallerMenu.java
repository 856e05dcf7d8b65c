package org.stirrup.image.menu;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.MenuEntry.WindowsPe.NamedFile;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.image.catalogue.ServedImage;
import org.stirrup.image.identify.Identity;
import org.stirrup.image.identify.Placeholders;
import org.stirrup.image.identify.Rule;
import org.stirrup.image.identify.Starts;

/** Makes menu entries of images. */
public final class InstallerMenu {
    /** Loads a disk into memory; PXELINUX's package brings it. */
    private static final ResourcePath MEMDISK = ResourcePath.of("memdisk");

    /** Starts Windows PE; among the user's own files, since no distribution has it. */
    private static final ResourcePath WIMBOOT = ResourcePath.of("wimboot");

    private InstallerMenu() {}

    /**
     * The entry for one image.
     *
     * @param answers whether somebody renders answer files
     * @param memory of the machine, in bytes; empty when it is not known
     * @return empty when the machine cannot run it, or no server is there that its installer could fetch from
     */
    public static Optional<MenuEntry> entry(
            ServedImage image,
            BootClient client,
            BootServer server,
            MenuSettings settings,
            boolean answers,
            OptionalLong memory) {
        Identity identity = image.identity();
        Rule rule = identity.rule();
        if (!Machines.canRun(client, identity.architecture())) {
            return Optional.empty();
        }
        Starts starts = identity.starts();
        String title = rule.verb() + " " + image.title()
                + Memory.shortage(identity.memory(), memory).orElse("");
        // A tool, or something that nobody knows, is not what a room of machines is to boot by itself.
        boolean installs = !rule.guess()
                && (starts.kernel().isPresent() || !starts.windows().isEmpty());
        Label label = installs ? new Label(image.id(), title) : byHand(image.id(), title);
        Platform platform = client.platform();
        if (starts.programs().containsKey(platform)) {
            return Optional.of(new MenuEntry.Chain(
                    label, image.mount().resolve(starts.programs().get(platform))));
        }
        Optional<String> answerFile = answers && settings.answers() ? answerFile(image, server) : Optional.empty();
        if (!starts.windows().isEmpty()) {
            return Optional.of(windows(label, image, answerFile.isPresent()));
        }
        if (starts.kernel().isPresent()) {
            boolean unattended =
                    answerFile.isPresent() && !rule.words().unattended().isEmpty();
            List<String> words =
                    unattended ? rule.words().unattended() : rule.words().arguments();
            return linux(label, words, image, client, server, settings, answerFile);
        }
        return platform == Platform.BIOS ? starts.disk().map(disk -> memdisk(label, disk, image)) : Optional.empty();
    }

    private static MenuEntry windows(Label label, ServedImage image, boolean unattended) {
        List<NamedFile> files = new ArrayList<>();
        image.identity()
                .starts()
                .windows()
                .forEach((name, file) ->
                        files.add(new NamedFile(name, image.mount().resolve(file))));
        if (unattended) {
            ResourcePath folder = ResourcePath.of("answers").resolve(image.id());
            image.identity()
                    .rule()
                    .words()
                    .unattended()
                    .forEach(name -> files.add(new NamedFile(name, folder.resolve(name))));
        }
        return new MenuEntry.WindowsPe(label, WIMBOOT, files);
    }

    /** A disk that BIOS programs find as if it were in a drive (SYSLINUX's doc/memdisk.txt). */
    private static MenuEntry memdisk(Label label, ResourcePath disk, ServedImage image) {
        return disk.isRoot()
                ? new MenuEntry.Linux(label, MEMDISK, List.of(image.file()), List.of("iso", "raw"))
                : new MenuEntry.Linux(label, MEMDISK, List.of(image.mount().resolve(disk)), List.of());
    }

    /** The submenu of all images with which a system can be mended; empty when this machine runs none. */
    public static Optional<MenuEntry> rescue(
            List<ServedImage> images, BootClient client, BootServer server, MenuSettings settings) {
        List<MenuEntry> entries = images.stream()
                .filter(image -> !image.identity().rule().words().rescue().isEmpty())
                .filter(image -> image.identity().starts().kernel().isPresent())
                .flatMap(image -> linux(
                        byHand(image.id() + "-rescue", "Rescue with " + image.title()),
                        image.identity().rule().words().rescue(),
                        image,
                        client,
                        server,
                        settings,
                        Optional.empty())
                        .stream())
                .toList();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new MenuEntry.Submenu(byHand("rescue", "Rescue an installed system"), entries));
    }

    private static Label byHand(String id, String title) {
        return new Label(id, title, Optional.empty(), Optional.empty(), Label.Start.BY_HAND);
    }

    /**
     * @param words of the rule, with placeholders
     * @param answerFile its URL
     */
    private static Optional<MenuEntry> linux(
            Label label,
            List<String> words,
            ServedImage image,
            BootClient client,
            BootServer server,
            MenuSettings settings,
            Optional<String> answerFile) {
        Identity identity = image.identity();
        Optional<URI> base = settings.inOrder(image.id(), identity.rule()).stream()
                .flatMap(protocol -> server.endpoint(protocol).stream())
                .findFirst();
        boolean needsBase = !identity.rule().words().protocols().isEmpty();
        if (!Machines.canRun(client, identity.architecture()) || (needsBase && base.isEmpty())) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>(identity.facts());
        base.ifPresent(uri -> {
            values.put("tree", uri + image.mount().text());
            values.put("iso", uri + image.file().text());
            values.put("protocol", uri.getScheme());
        });
        answerFile.ifPresent(url -> {
            values.put("answers", url);
            values.put("seed", url.substring(0, url.lastIndexOf('/') + 1));
        });
        List<String> arguments = new ArrayList<>();
        for (String word : words) {
            if (Placeholders.canFill(word, values)) {
                arguments.add(Placeholders.fill(word, values));
            }
        }
        arguments.addAll(settings.argumentsFor(image.id()));
        Starts.Kernel kernel = identity.starts().kernel().orElseThrow();
        List<ResourcePath> initrds = Stream.concat(
                        kernel.initrds().stream().map(image.mount()::resolve),
                        kernel.inside().map(name -> image.archive()).stream())
                .toList();
        return Optional.of(new MenuEntry.Linux(label, image.mount().resolve(kernel.file()), initrds, arguments));
    }

    private static Optional<String> answerFile(ServedImage image, BootServer server) {
        return image.identity().rule().words().answers().flatMap(file -> Stream.of("http", "ftp")
                .flatMap(protocol -> server.endpoint(protocol).stream())
                .findFirst()
                .map(uri -> uri + "answers/" + image.id() + "/" + file));
    }

    /**
     * What is not as it should be with how images are fetched.
     *
     * @param served protocols that a server is there for
     */
    public static List<Finding> findings(List<ServedImage> images, MenuSettings settings, List<String> served) {
        return images.stream()
                .filter(image -> !image.identity().rule().words().protocols().isEmpty())
                .flatMap(image -> finding(image, settings, served).stream())
                .toList();
    }

    private static Optional<Finding> finding(ServedImage image, MenuSettings settings, List<String> served) {
        List<String> possible = settings.inOrder(image.id(), image.identity().rule());
        Optional<String> taken = possible.stream().filter(served::contains).findFirst();
        if (taken.isEmpty()) {
            String either = String.join(" or ", possible);
            return Optional.of(new Finding(
                    Finding.Severity.WARNING,
                    image.id(),
                    "is not offered: its installer fetches by " + either + ", which nothing serves",
                    "install the server for " + either + ": put its feature file back into features/"));
        }
        return settings.wanted(image.id(), image.identity().rule())
                .filter(wanted -> !served.contains(wanted))
                .map(wanted -> new Finding(
                        Finding.Severity.WARNING,
                        image.id(),
                        "its installer fetches by " + taken.get() + ", because nothing serves " + wanted
                                + ", which etc/org.stirrup.image.cfg asks for",
                        "install the server for " + wanted + ": put its feature file back into features/"));
    }
}
