package org.stirrup.console.login;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A password written by another process, as an administrator does with a file kept elsewhere. */
public final class SavedPassword {
    private SavedPassword() {}

    public static void write(Path file, String password) throws IOException {
        new PasswordFile(file).write(PasswordHash.of(password, 1000, new SecureRandom()));
    }
}
