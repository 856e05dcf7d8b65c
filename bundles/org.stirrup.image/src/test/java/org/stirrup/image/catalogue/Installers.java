package org.stirrup.image.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stirrup.testkit.iso.IsoTool;

/** Small images in the layouts of distributions. */
public final class Installers {
    private Installers() {}

    /**
     * An image in the layout of CentOS.
     *
     * @param kernel the bytes of its kernel
     */
    public static Path centOs(Path folder, String version, String kernel) throws Exception {
        Path tree = folder.resolve("tree-" + version + "-" + kernel.hashCode());
        write(tree, "images/pxeboot/vmlinuz", kernel);
        write(tree, "images/pxeboot/initrd.img", "initrd");
        write(tree, "Packages/a.rpm", "rpm".repeat(20_000));
        write(
                tree,
                ".treeinfo",
                "[general]\nfamily = CentOS\nversion = " + version + "\narch = x86_64\n"
                        + "[images-x86_64]\nkernel = images/pxeboot/vmlinuz\ninitrd = images/pxeboot/initrd.img\n");
        Path image = folder.resolve(tree.getFileName() + ".made");
        return IsoTool.XORRISO.make(tree, image, "-R", "-J", "-V", "CentOS " + version + " x86_64");
    }

    public static Path ubuntu(Path folder) throws Exception {
        Path tree = folder.resolve("tree-ubuntu");
        write(tree, "casper/vmlinuz", "kernel");
        write(tree, "casper/initrd", "initrd");
        write(tree, ".disk/info", "Ubuntu-Server 24.04.2 LTS \"Noble Numbat\" - Release amd64 (20250215)");
        return IsoTool.XORRISO.make(tree, folder.resolve("ubuntu.made"), "-R");
    }

    public static Path photographs(Path folder) throws Exception {
        Path tree = folder.resolve("tree-photographs");
        write(tree, "one.jpg", "jpg");
        return IsoTool.XORRISO.make(tree, folder.resolve("photographs.made"), "-R");
    }

    /**
     * An image of these files.
     *
     * @param files paths, each followed by its text after a colon where that matters
     */
    public static Path image(Path folder, String volume, String... files) throws Exception {
        return image(folder, volume, List.of(), files);
    }

    /** @param options further ones of mkisofs */
    public static Path image(Path folder, String volume, List<String> options, String... files) throws Exception {
        Path tree = Files.createTempDirectory(folder, "tree-");
        for (String file : files) {
            String[] parts = file.split(":", 2);
            write(tree, parts[0], parts.length < 2 ? parts[0] : parts[1]);
        }
        List<String> all = new ArrayList<>(List.of("-R", "-V", volume));
        all.addAll(options);
        return IsoTool.XORRISO.make(tree, folder.resolve(tree.getFileName() + ".made"), all.toArray(String[]::new));
    }

    private static void write(Path tree, String path, String text) throws Exception {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
