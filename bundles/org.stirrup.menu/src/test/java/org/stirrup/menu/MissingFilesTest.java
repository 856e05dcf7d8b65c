package org.stirrup.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.menu.entry.Configurations;

class MissingFilesTest {
    @Test
    void aFileThatIsNotThereIsSaidWithItsEntry() {
        MissingFiles files = new MissingFiles(false);
        files.configured = List.of(
                Configurations.entry("b", Map.of("kernel", "there", "initrds", "there gone")),
                Configurations.entry("a", Map.of("kind", "chain", "program", "gone.efi")),
                Configurations.entry("c", Map.of("kind", "disk")),
                Configurations.entry("d", Map.of("kind", "nonsense")));
        assertEquals(List.of(), files.findings(), "nobody knows without a content tree");
        files.contents = new Tree();
        assertEquals(
                List.of(
                        "/etc/org.stirrup.menu.entry-a.cfg: gone.efi: no such file: the entry is shown and cannot be"
                                + " booted",
                        "/etc/org.stirrup.menu.entry-b.cfg: gone: no such file: the entry is shown and cannot be booted"),
                files.findings().stream()
                        .map(it -> it.source() + ": " + it.message())
                        .toList());
    }

    @Test
    void whileTheConfigurationIsCheckedNoImageIsThereAndNothingIsMissed() {
        MissingFiles files = new MissingFiles(true);
        files.configured = List.of(Configurations.entry("b", Map.of("kernel", "gone")));
        files.contents = new Tree();
        assertEquals(List.of(), files.findings());
    }

    private static final class Tree implements ContentResolver {
        @Override
        public Lookup find(ResourcePath path, Requester requester) {
            return path.text().equals("there")
                    ? new Lookup.Found(Resource.of(new byte[1], Instant.EPOCH))
                    : new Lookup.Absent("no such file");
        }

        @Override
        public List<ContentEntry> list(ResourcePath path, Requester requester) {
            return List.of();
        }
    }
}
