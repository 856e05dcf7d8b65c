package org.stirrup.api.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFoldersTest {
    @Test
    void theFirstFolderThatHasItGivesItUnderWhicheverName(@TempDir Path first, @TempDir Path second)
            throws IOException {
        ProgramFolders folders = ProgramFolders.of(first + " , " + second);
        assertEquals(Optional.empty(), folders.find(List.of("a", "b")));
        Path inSecond = Files.createFile(second.resolve("a"));
        assertEquals(Optional.of(inSecond), folders.find(List.of("a", "b")));
        Path inFirst = Files.createFile(first.resolve("b"));
        assertEquals(Optional.of(inFirst), folders.find(List.of("a", "b")));
        Files.createDirectory(first.resolve("a"));
        assertEquals(Optional.of(inFirst), folders.find(List.of("a", "b")), "a folder is no program");
    }

    @Test
    void aPathThatIsNotAbsoluteIsNamed() {
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> ProgramFolders.of("/usr/lib,lib/x"));
        assertEquals("'lib/x' is not an absolute path", wrong.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ProgramFolders.of("/usr/\0"));
        assertEquals(List.of(), ProgramFolders.of(" , ").folders());
    }

    @Test
    void theUsersFilesComeBeforeWhatTheDistributionCarries() {
        Map<String, String> set = Map.of("stirrup.home", "/home", "stirrup.dist", "/dist");
        assertEquals(
                List.of(Path.of("/home/files/ipxe"), Path.of("/dist/loaders/ipxe"), Path.of("/usr")),
                ProgramFolders.own(set::get, "ipxe", "ipxe")
                        .then(ProgramFolders.of("/usr"))
                        .folders());
        assertEquals(List.of(), ProgramFolders.own(key -> null, "x", "").folders());
    }
}
