package org.stirrup.iso9660;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The tree of an image that is shown, where an image has several.
 *
 * @param label of the volume
 * @param bootCatalogue byte of the El Torito catalogue
 */
record FileTree(String label, NameSpace names, IsoEntry.Folder root, FolderCache folders, OptionalLong bootCatalogue) {

    /**
     * The tree of ISO 9660; that of UDF where there is no other, or where the other only tells a person that the system
     * cannot read the disc. Windows media are such.
     */
    static FileTree of(ImageBytes image) throws IOException {
        UdfRecognition recognition = UdfRecognition.of(image);
        if (recognition == UdfRecognition.UDF_ALONE) {
            return ofUdf(image, "", OptionalLong.empty());
        }
        FileTree tree = ofIso(image);
        return recognition == UdfRecognition.BOTH && tree.isStub()
                ? ofUdf(image, tree.label(), tree.bootCatalogue())
                : tree;
    }

    private static FileTree ofIso(ImageBytes image) throws IOException {
        Volume volume = Volume.read(image);
        DirectoryRecord self = DirectoryReader.self(image, volume.root().offset());
        int skip = Susp.skip(self);
        boolean rockRidge = skip >= 0 && Susp.speaksRockRidge(self, image, volume.blockSize());
        boolean joliet = !rockRidge && volume.jolietRoot() != null;
        NameSpace names = rockRidge ? NameSpace.ROCK_RIDGE : joliet ? NameSpace.JOLIET : NameSpace.PLAIN;
        Extent place = joliet ? volume.jolietRoot() : volume.root();
        return new FileTree(
                volume.identifier(),
                names,
                new IsoEntry.Folder("", self.recorded(), place.offset(), place.length()),
                new FolderCache(new DirectoryReader(image, volume.blockSize(), names, Math.max(skip, 0))),
                volume.bootCatalogue());
    }

    private static FileTree ofUdf(ImageBytes image, String otherLabel, OptionalLong catalogue) throws IOException {
        UdfVolume volume = UdfVolumeReader.read(image);
        UdfFolderReader reader = new UdfFolderReader(image, volume);
        return new FileTree(
                volume.label().isEmpty() ? otherLabel : volume.label(),
                NameSpace.UDF,
                reader.root(),
                new FolderCache(reader),
                catalogue);
    }

    /** Whether it holds nothing, or README.TXT alone. */
    private boolean isStub() throws IOException {
        Map<String, IsoEntry> entries = folders.of(root);
        return entries.isEmpty()
                || (entries.size() == 1
                        && entries.values().iterator().next() instanceof IsoEntry.File file
                        && file.name().equalsIgnoreCase("README.TXT"));
    }
}
