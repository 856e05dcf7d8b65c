package org.stirrup.console.progress;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a file is for in a boot, told by its name: the journal says only which file was sent. */
public enum FileRole {
    /** A loader's own program or module. */
    LOADER,
    /** A loader's configuration. */
    MENU,
    /** A kernel, a RAM disk, or what stands for one. */
    KERNEL,
    /** Anything else: packages, answer files, pictures. */
    OTHER;

    private static final Pattern MENUS =
            Pattern.compile("(.*/)?(pxelinux\\.cfg/.+|grub\\.cfg(-.+)?|[^/]+\\.ipxe|boot\\.cfg|isolinux\\.cfg)");
    private static final Pattern LOADERS = Pattern.compile(
            "(.*/)?([^/]+\\.(0|c32|e32|e64|efi|kpxe|kkpxe|pxe|lkrn|mod)|(bootx64|bootaa64|grubx64|grubaa64|shim).*)");
    private static final Pattern KERNELS = Pattern.compile("(.*/)?(vmlinu[xz].*|bzimage.*|linux(-.*)?|kernel.*"
            + "|initrd.*|initramfs.*|ramdisk.*|wimboot|boot\\.wim|bcd|boot\\.sdi|memdisk|memtest.*)");

    /** @param path in the content tree, with or without a leading slash */
    public static FileRole of(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".rpm") || lower.endsWith(".deb")) {
            return OTHER; // kernel-3.10.0.rpm is a package
        }
        if (MENUS.matcher(lower).matches()) {
            return MENU;
        }
        if (KERNELS.matcher(lower).matches()) {
            return KERNEL;
        }
        return LOADERS.matcher(lower).matches() ? LOADER : OTHER;
    }
}
