package org.stirrup.api.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.PasswordHashes.Form;

class LabelTest {
    private static final String CRYPT = "$5$rounds=5000$salt$0123456789012345678901234567890123456789012";
    private static final String GRUB = "grub.pbkdf2.sha512.10000.0A1B.FF00";

    @Test
    void aHotKeyIsALetterOrADigit() {
        for (char key : "A^-_ä \n".toCharArray()) {
            assertThrows(IllegalArgumentException.class, () -> label(Optional.of(key), Optional.empty()));
        }
        assertEquals(Optional.of('7'), label(Optional.of('7'), Optional.empty()).hotKey());
        assertEquals(
                Optional.empty(),
                label(Optional.of('a'), Optional.empty()).withoutHotKey().hotKey());
    }

    @Test
    void anIdIsALabel() {
        assertThrows(IllegalArgumentException.class, () -> new Label("a b", "A b"));
        assertEquals("b", new Label("a", "A").withId("b").id());
    }

    @Test
    void whatHasAPasswordDoesNotBootByItself() {
        Label locked = label(Optional.empty(), Optional.of(new PasswordHashes(List.of(CRYPT))));
        assertThrows(IllegalArgumentException.class, () -> locked.withStart(Label.Start.BY_DEFAULT));
        assertThrows(IllegalArgumentException.class, () -> locked.withStart(Label.Start.BY_POLICY));
    }

    @Test
    void aPasswordHasOneHashOfAForm() {
        PasswordHashes both = new PasswordHashes(List.of(GRUB, CRYPT));
        assertEquals(Optional.of(CRYPT), both.hash(Form.CRYPT));
        assertEquals(Optional.of(GRUB), both.hash(Form.GRUB_PBKDF2));
        assertEquals(Optional.empty(), new PasswordHashes(List.of(GRUB)).hash(Form.CRYPT));
        assertThrows(IllegalArgumentException.class, () -> new PasswordHashes(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new PasswordHashes(List.of(CRYPT, CRYPT)));
    }

    @Test
    void aPasswordInClearIsRefusedAndNotRepeated() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new PasswordHashes(List.of("open sesame")));
        assertFalse(refused.getMessage().contains("sesame"));
        assertFalse(new PasswordHashes(List.of(CRYPT)).toString().contains("salt"));
        for (String odd : List.of(CRYPT + "\n", "$6$", "$2b$12$" + "a".repeat(53), GRUB + " x", GRUB + "0")) {
            assertEquals(Optional.empty(), Form.of(odd), odd);
        }
    }

    private static Label label(Optional<Character> hotKey, Optional<PasswordHashes> password) {
        return new Label("id", "Title", hotKey, password, Label.Start.BY_HAND);
    }
}
