package org.stirrup.console.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    @TempDir
    Path home;

    private static AuditLog.Entry entry(int number) {
        return new AuditLog.Entry(
                Instant.ofEpochSecond(number), "admin", "127.0.0.1", "number " + number + " \"\n</script>", "done");
    }

    @Test
    void theLatestComesFirstAndSurvivesARestart() throws Exception {
        Path file = home.resolve("data/audit.log");
        AuditLog log = new AuditLog(file, 1000);
        assertEquals(List.of(), log.last(10));
        log.add(entry(1));
        log.add(entry(2));
        assertEquals(List.of(entry(2), entry(1)), new AuditLog(file, 1000).last(10));
        assertEquals(List.of(entry(2)), log.last(1));
        assertEquals(2, Files.readAllLines(file).size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void itDoesNotGrowForEver() throws Exception {
        Path file = home.resolve("data/audit.log");
        AuditLog log = new AuditLog(file, 1000);
        for (int i = 0; i < 100; i++) {
            log.add(entry(i));
        }
        assertTrue(Files.size(file) + Files.size(home.resolve("data/audit.log.1")) < 2500);
        List<AuditLog.Entry> last = log.last(100);
        assertTrue(last.size() >= 6, last.toString());
        assertEquals(entry(99), last.get(0));
    }

    @Test
    void aLineThatWasCutOffIsLeftOut() throws Exception {
        Path file = home.resolve("data/audit.log");
        AuditLog log = new AuditLog(file, 1000);
        log.add(entry(1));
        Files.writeString(file, "{\"time\":\"2026-\n", StandardOpenOption.APPEND);
        log.add(entry(2));
        assertEquals(List.of(entry(2), entry(1)), log.last(10));
    }

    @Test
    void oneThatCannotBeWrittenIsAFindingUntilOneCould() throws Exception {
        Files.writeString(home.resolve("data"), "in the way");
        AuditLog log = new AuditLog(home.resolve("data/audit.log"), 1000);
        log.add(entry(1));
        assertEquals(1, log.findings().size());
        Files.delete(home.resolve("data"));
        log.add(entry(2));
        assertEquals(List.of(), log.findings());
    }
}
