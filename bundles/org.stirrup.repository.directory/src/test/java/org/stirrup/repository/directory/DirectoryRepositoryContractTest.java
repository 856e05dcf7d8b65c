package org.stirrup.repository.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.stirrup.api.content.Repository;
import org.stirrup.testkit.content.RepositoryContract;

class DirectoryRepositoryContractTest extends RepositoryContract {
    private Path folder;

    @Override
    protected Repository open(Path tree) {
        folder = tree;
        return new DirectoryRepository(tree);
    }

    @Override
    protected void remove() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> leavesFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : leavesFirst) {
                Files.delete(each);
            }
        }
    }
}
