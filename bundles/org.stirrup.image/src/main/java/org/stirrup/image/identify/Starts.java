package org.stirrup.image.identify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.content.ResourcePath;

/**
 * The files of an image that machines are started with; all paths are in the image, whose root stands for the image as
 * one file.
 *
 * @param programs boot programs of the firmware's own kind
 * @param disk a disk for MEMDISK
 * @param windows files for wimboot by the names under which it looks for them, in the order in which they are loaded;
 *     empty for what is not Windows
 */
public record Starts(
        Optional<Kernel> kernel,
        Map<Platform, ResourcePath> programs,
        Optional<ResourcePath> disk,
        Map<String, ResourcePath> windows) {

    /**
     * A Linux kernel.
     *
     * @param inside name under which a further RAM disk holds the image itself
     */
    public record Kernel(ResourcePath file, List<ResourcePath> initrds, Optional<String> inside) {
        public Kernel {
            initrds = List.copyOf(initrds);
        }
    }

    public Starts {
        programs = Map.copyOf(programs);
        windows = Collections.unmodifiableMap(new LinkedHashMap<>(windows)); // which keeps their order
    }

    /** For people, what machines are started with. */
    String described() {
        StringBuilder text = new StringBuilder();
        kernel.ifPresent(it ->
                text.append(", kernel ").append(it.file()).append(", initrd ").append(it.initrds()));
        programs.keySet().stream()
                .sorted()
                .forEach(platform ->
                        text.append(", ").append(platform).append(' ').append(programs.get(platform)));
        disk.ifPresent(it -> text.append(", disk ").append(it.isRoot() ? "image" : it.toString()));
        windows.forEach(
                (name, file) -> text.append(", ").append(name).append(' ').append(file));
        return text.isEmpty() ? "nothing to start" : text.substring(2);
    }
}
