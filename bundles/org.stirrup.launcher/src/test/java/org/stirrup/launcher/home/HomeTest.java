package org.stirrup.launcher.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void theDataFolderIsNobodyElsesBusiness() throws IOException {
        Home home = Home.of(folder.resolve("new"));
        home.furnish();
        home.furnish();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.data())));
    }

    @Test
    void oneHomeOneAppliance() throws IOException {
        Home home = Home.of(folder);
        home.furnish();
        HomeLock lock = HomeLock.take(home);
        assertEquals(
                ProcessHandle.current().pid() + "\n",
                Files.readString(home.data().resolve("lock")));
        IOException refused = assertThrows(IOException.class, () -> HomeLock.take(home));
        assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
        lock.close();
        HomeLock.take(home).close();
    }
}
