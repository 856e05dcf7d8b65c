package org.stirrup.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountPasswordTest {
    @TempDir
    Path home;

    private Path file;

    @BeforeEach
    void place() {
        file = home.resolve("data/admin.password");
    }

    private AccountPassword password() {
        return new AccountPassword(Role.ADMIN, new PasswordFile(file), 100, new SecureRandom());
    }

    private String made() {
        return assertInstanceOf(AccountPassword.Beginning.Made.class, password().begin(Optional.empty()))
                .password();
    }

    @Test
    void theFirstRunMakesOneThatLaterRunsKeep() throws IOException {
        String made = made();

        assertTrue(made.matches("[a-km-zA-HJ-NP-Z2-9]{20}"), made);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.readString(file).contains(made));
        AccountPassword later = password();
        assertInstanceOf(AccountPassword.Beginning.Kept.class, later.begin(Optional.empty()));
        assertTrue(later.judge(made).right());
        assertFalse(later.judge("admin").right());
        assertTrue(later.findings().isEmpty());
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void theGivenOneIsTakenAndSavedWhenItChanges() throws IOException {
        String made = made();
        AccountPassword given = password();

        assertInstanceOf(AccountPassword.Beginning.Changed.class, given.begin(Optional.of("correct horse")));
        assertTrue(given.judge("correct horse").right());
        assertFalse(given.judge(made).right());
        String saved = Files.readString(file);
        assertInstanceOf(AccountPassword.Beginning.Kept.class, password().begin(Optional.of("correct horse")));
        assertEquals(saved, Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "", "short12", "password", "PASSWORD", "aaaaaaaaaaaa", "adminadmin", "12345678"})
    void aBadOneIsRefusedAndTheOldOneStays(String bad) {
        String made = made();
        AccountPassword given = password();

        assertInstanceOf(AccountPassword.Beginning.Kept.class, given.begin(Optional.of(bad)));
        assertTrue(given.judge(made).right());
        assertFalse(given.judge(bad).right());
        assertEquals("STIRRUP_ADMIN_PASSWORD", given.findings().get(0).source());
        assertTrue(given.findings().get(0).message().contains("not taken"));
    }

    @Test
    void aBadOneOnTheFirstRunIsReplacedByAMadeOne() {
        AccountPassword given = password();

        assertInstanceOf(AccountPassword.Beginning.Made.class, given.begin(Optional.of("admin")));
        assertFalse(given.judge("admin").right());
    }

    @Test
    void aFileTakenAwayShutsTheDoor() throws IOException {
        AccountPassword password = password();
        String made = assertInstanceOf(AccountPassword.Beginning.Made.class, password.begin(Optional.empty()))
                .password();
        Files.delete(file);

        assertFalse(password.judge(made).right());
        assertTrue(password.findings().get(0).message().contains("is missing"));
        assertTrue(password.findings().get(0).remedy().contains("restart"));
    }

    @Test
    void aSpoiltFileShutsTheDoorAndIsNotReplaced() throws IOException {
        made();
        Files.writeString(file, "pbkdf2-sha256$1000$");
        AccountPassword password = password();

        assertInstanceOf(AccountPassword.Beginning.Closed.class, password.begin(Optional.empty()));
        assertFalse(password.judge("").right());
        assertEquals("pbkdf2-sha256$1000$", Files.readString(file));
        assertTrue(password.findings().get(0).message().contains("nobody can log in"));
        // Whoever sets the environment may also mend it that way.
        assertInstanceOf(AccountPassword.Beginning.Changed.class, password().begin(Optional.of("correct horse")));
    }

    @Test
    void aFolderInItsPlaceShutsTheDoor() throws IOException {
        Files.createDirectories(file.resolve("something"));
        AccountPassword password = password();

        assertInstanceOf(AccountPassword.Beginning.Closed.class, password.begin(Optional.empty()));
        assertFalse(password.findings().isEmpty());
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Files.writeString(home.resolve("data"), "in the way");
        AccountPassword password = password();

        assertInstanceOf(AccountPassword.Beginning.Closed.class, password.begin(Optional.empty()));
        assertTrue(password.findings().stream()
                .anyMatch(finding -> finding.source().endsWith("admin.password")));
    }

    @Test
    void aFileWrittenByAnotherIsAnotherEditionWhoeverNoticesFirst() {
        AccountPassword running = password();
        running.begin(Optional.empty());
        long before = running.edition();
        assertEquals(before, running.edition());
        password().begin(Optional.of("correct horse"));
        running.findings(); // as a page does that shows what is wrong

        assertNotEquals(before, running.edition());
        AccountPassword.Judgement judgement = running.judge("correct horse");
        assertTrue(judgement.right());
        assertEquals(running.edition(), judgement.edition());
    }
}
