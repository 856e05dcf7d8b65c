package org.stirrup.boot;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;

/**
 * What would start a client that nothing starts. A loader that is there says itself which package it lacks; this is for
 * those that are not there.
 */
final class Remedy {
    /** The features that bring loaders, with the names of these. */
    private enum Feature {
        PXELINUX("loader-pxelinux", "pxelinux", "syslinux-efi"),
        IPXE("loader-ipxe", "ipxe"),
        GRUB("loader-grub", "grub", "grub-core");

        private final String title;
        private final Set<String> loaders;

        Feature(String title, String... loaders) {
            this.title = title;
            this.loaders = Set.of(loaders);
        }
    }

    private Remedy() {}

    /**
     * One line for a person; empty when every loader that could start it is there.
     *
     * @param present names of the loaders that were asked
     */
    static Optional<String> of(BootClient client, Set<String> present) {
        List<Feature> able = able(client);
        if (able.isEmpty()) {
            return Optional.of("nothing that comes with Stirrup starts "
                    + client.architecture().map(Architecture::toString).orElse("it")
                    + ", a loader of your own can (manual/loader.md)");
        }
        List<Feature> absent = able.stream()
                .filter(feature -> feature.loaders.stream().noneMatch(present::contains))
                .toList();
        return absent.isEmpty()
                ? Optional.empty()
                : Optional.of(absent.stream().map(feature -> feature.title).collect(Collectors.joining(" or "))
                        + " would start it: put " + absent.get(0).title + ".feature.json into features/");
    }

    private static List<Feature> able(BootClient client) {
        if (client.stage() == BootClient.Stage.HTTP_BOOT) {
            return client.platform() == Architecture.Platform.UEFI_ARM32 ? List.of() : List.of(Feature.IPXE);
        }
        return switch (client.platform()) {
            case BIOS -> List.of(Feature.PXELINUX, Feature.IPXE, Feature.GRUB);
            case UEFI_X64 -> List.of(Feature.GRUB, Feature.IPXE, Feature.PXELINUX);
            case UEFI_IA32 -> List.of(Feature.IPXE, Feature.GRUB, Feature.PXELINUX);
            case UEFI_ARM64 -> List.of(Feature.GRUB, Feature.IPXE);
            case UEFI_ARM32, OTHER -> List.of();
        };
    }
}
