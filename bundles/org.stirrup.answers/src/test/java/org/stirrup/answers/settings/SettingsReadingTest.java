package org.stirrup.answers.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.check.Finding;

class SettingsReadingTest {
    /** Of the form that openssl passwd -6 gives, and -5, and mkpasswd -m yescrypt. */
    private static final String SHA512 = "$6$Jc1hyvCsYKn8GUCX$" + "a".repeat(86);

    private static final String SHA256 = "$5$rounds=5000$salt$" + "B".repeat(43);

    private static final String YESCRYPT = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$" + "c".repeat(43);

    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS admin@office";

    private static final String ECDSA = "ecdsa-sha2-nistp256 " + "AAAA".repeat(30) + " other";

    private static SettingsReading read(String hash, String... keys) {
        return SettingsReading.of("etc/org.stirrup.answers.cfg", "en_US.UTF-8", "us", "UTC", hash, keys, "");
    }

    @Test
    void takesAHash() {
        for (String hash : List.of(SHA512, SHA256, YESCRYPT)) {
            SettingsReading reading = read(" " + hash + " ");
            assertEquals(Optional.of(hash), reading.settings().orElseThrow().rootPasswordHash());
            assertEquals(List.of(), reading.findings());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "$1$salt$qJH7.N4xYta3aEG/dfqo/0",
                "$6$salt$short",
                "$6$salt$hash\nreboot",
                "$2y$10$abcdefghijklmnopqrstuv"
            })
    void refusesAnythingThatIsNoHashWithoutShowingIt(String password) {
        SettingsReading reading = read(password);
        assertEquals(Optional.empty(), reading.settings());
        Finding finding = reading.findings().get(0);
        assertEquals(Finding.Severity.ERROR, finding.severity());
        assertEquals("etc/org.stirrup.answers.cfg", finding.source());
        assertTrue(finding.message().startsWith("rootPasswordHash=(" + password.length() + " characters, not shown)"));
        assertFalse(finding.toString().contains(password), finding.toString());
    }

    @Test
    void saysThatNobodyCanLogIn() {
        SettingsReading reading = read("");
        assertEquals(Optional.empty(), reading.settings().orElseThrow().rootPasswordHash());
        assertEquals(Finding.Severity.WARNING, reading.findings().get(0).severity());
    }

    @Test
    void takesKeysInOneLineOrInMany() {
        List<String> both = List.of(ED25519, ECDSA);
        for (String[] written : List.of(
                new String[] {ED25519, ECDSA},
                new String[] {ED25519 + "," + ECDSA},
                new String[] {ED25519 + " ,  " + ECDSA},
                new String[] {"\n" + ED25519 + "\r\n" + ECDSA + "\n"})) {
            SettingsReading reading = read("", written);
            assertEquals(both, reading.settings().orElseThrow().sshKeys());
            assertEquals(List.of(), reading.findings());
        }
        assertEquals(
                List.of(ED25519 + ", the other"),
                read("", ED25519 + ", the other").settings().orElseThrow().sshKeys(),
                "a comma in a name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KEYS",
                "ssh-ed25519",
                "ssh-ed25519 AAAA",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnA= x\u0007",
                "command=\"rm -rf /\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS",
                "-----BEGIN OPENSSH PRIVATE KEY-----"
            })
    void refusesWhatIsNoPublicKey(String key) {
        SettingsReading reading = read("", ED25519, key);
        assertEquals(Optional.empty(), reading.settings());
        assertTrue(reading.findings().get(0).message().startsWith("sshKeys="));
    }

    @ParameterizedTest
    @CsvSource({
        "lang,en US",
        "lang,''",
        "keyboard,us;reboot",
        "timezone,Mars/Base",
        "timezone,''",
        "windowsShare,\\\\a\\b c",
        "windowsShare,files"
    })
    void refusesWhatAKickstartCannotSay(String key, String value) {
        SettingsReading reading = SettingsReading.of(
                "x",
                key.equals("lang") ? value : "en_US.UTF-8",
                key.equals("keyboard") ? value : "us",
                key.equals("timezone") ? value : "UTC",
                "",
                new String[0],
                key.equals("windowsShare") ? value : "\\\\files.lab\\windows$");
        assertEquals(Optional.empty(), reading.settings());
        assertEquals(1, reading.findings().size());
        assertTrue(reading.findings().get(0).message().startsWith(key + "=" + value));
        assertFalse(reading.findings().get(0).remedy().isBlank());
    }
}
