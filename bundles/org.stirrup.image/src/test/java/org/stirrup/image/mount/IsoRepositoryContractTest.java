package org.stirrup.image.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.stirrup.api.content.Repository;
import org.stirrup.testkit.content.RepositoryContract;
import org.stirrup.testkit.iso.IsoTool;

class IsoRepositoryContractTest extends RepositoryContract {
    private Path file;
    private OpenImage image;

    @Override
    protected Repository open(Path tree) throws Exception {
        file = IsoTool.XORRISO.make(tree, temporary.resolve("sample.iso"), "-R", "-J", "-joliet-long");
        image = OpenImage.of(file, FileStamp.of(file));
        return image.tree();
    }

    @Override
    protected void remove() throws IOException {
        Files.delete(file);
        image.close();
    }

    @AfterEach
    void close() throws IOException {
        if (image != null) {
            image.close();
        }
    }
}
