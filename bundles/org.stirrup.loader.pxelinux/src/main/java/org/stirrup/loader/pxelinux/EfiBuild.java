package org.stirrup.loader.pxelinux;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.content.ResourcePath;

/** The builds of syslinux.efi. Each has a folder of its own: their modules have the same names and are not the same. */
enum EfiBuild {
    X64(Architecture.Platform.UEFI_X64, "efi64", "ldlinux.e64"),
    IA32(Architecture.Platform.UEFI_IA32, "efi32", "ldlinux.e32");

    static final String LOADER = "syslinux.efi";
    /** Where all of it is in the content tree. */
    static final ResourcePath FOLDER = ResourcePath.of("syslinux");

    private final Architecture.Platform platform;
    private final String folder;
    private final String core;

    EfiBuild(Architecture.Platform platform, String folder, String core) {
        this.platform = platform;
        this.folder = folder;
        this.core = core;
    }

    static Optional<EfiBuild> of(Architecture.Platform platform) {
        return Arrays.stream(values())
                .filter(build -> build.platform == platform)
                .findFirst();
    }

    /** The build whose configuration file that is. */
    static Optional<EfiBuild> ofConfig(ResourcePath path) {
        return Arrays.stream(values())
                .filter(build -> build.path("pxelinux.cfg/default").equals(path))
                .findFirst();
    }

    /** Its file of that name, in the content tree. */
    ResourcePath path(String name) {
        return FOLDER.resolve(folder).resolve(name);
    }

    /** What it may be called in the folders of packages. */
    List<String> installed(String name) {
        return List.of(folder + "/" + name);
    }

    /** The part that the loader asks for first. */
    String core() {
        return core;
    }

    boolean has(String name) {
        return name.equals(LOADER) || name.equals(core) || Programs.MODULES.contains(name);
    }
}
