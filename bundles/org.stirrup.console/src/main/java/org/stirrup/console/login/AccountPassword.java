package org.stirrup.console.login;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.check.Finding;

/**
 * The one password of a role: the administrator's is made on the first run, or given from outside; the viewer's is made
 * when the administrator asks for it. Checked against the file on disk; when that is missing or spoilt nobody gets in.
 */
final class AccountPassword {
    private final Role role;
    private final PasswordFile file;
    private final int rounds;
    private final SecureRandom random;
    private final List<Finding> refused = new ArrayList<>();
    private PasswordFile.Trace trace = PasswordFile.Trace.NONE;
    private PasswordFile.Stored stored = new PasswordFile.Stored.Absent();
    private long edition;

    /** What {@link #begin} did. */
    sealed interface Beginning {
        /** There was none: this one was made, and is known from here alone. */
        record Made(String password) implements Beginning {}

        /** The one given from outside is in force now and was not before. */
        record Changed() implements Beginning {}

        /** The one on disk stays in force. */
        record Kept() implements Beginning {}

        /** Nobody can log in; the findings say why. */
        record Closed() implements Beginning {}
    }

    AccountPassword(Role role, PasswordFile file, int rounds, SecureRandom random) {
        this.role = role;
        this.file = file;
        this.rounds = rounds;
        this.random = random;
    }

    /** Takes the given password, or keeps the one on disk, or makes one. @param given from the environment */
    synchronized Beginning begin(Optional<String> given) {
        reread();
        Optional<String> taken = given.filter(this::good);
        try {
            if (taken.isPresent()) {
                if (stored instanceof PasswordFile.Stored.Present present
                        && present.hash().matches(taken.get())) {
                    return new Beginning.Kept();
                }
                save(taken.get());
                return new Beginning.Changed();
            }
            if (stored instanceof PasswordFile.Stored.Absent && role == Role.ADMIN) {
                return new Beginning.Made(make());
            }
        } catch (IOException e) {
            refused.add(new Finding(
                    Finding.Severity.ERROR,
                    file.path().toString(),
                    "the password's hash cannot be written: " + e,
                    "make the folder writable for the appliance"));
            return new Beginning.Closed();
        }
        return stored instanceof PasswordFile.Stored.Present ? new Beginning.Kept() : new Beginning.Closed();
    }

    /** Environment variable that a password is given in: {@code STIRRUP_ADMIN_PASSWORD}. */
    String variable() {
        return "STIRRUP_" + role.name() + "_PASSWORD";
    }

    /** Puts another one in force, which is known from here alone. */
    synchronized String make() throws IOException {
        String made = PasswordRule.make(random);
        save(made);
        return made;
    }

    /** From now on nobody gets in with it. */
    synchronized void remove() throws IOException {
        file.delete();
        reread();
    }

    synchronized boolean present() {
        reread();
        return stored instanceof PasswordFile.Stored.Present;
    }

    /**
     * Answer to {@link #judge}.
     *
     * @param edition of the password that was compared with
     */
    record Judgement(boolean right, long edition) {}

    /** Slow, and one at a time: guessing costs at the most one core. */
    synchronized Judgement judge(String password) {
        reread();
        return new Judgement(
                stored instanceof PasswordFile.Stored.Present present
                        && present.hash().matches(password),
                edition);
    }

    /** Another number each time that the file was found written or taken away, whoever looked at it then. */
    synchronized long edition() {
        reread();
        return edition;
    }

    synchronized List<Finding> findings() {
        reread();
        List<Finding> all = new ArrayList<>(refused);
        if (stored instanceof PasswordFile.Stored.Unreadable unreadable) {
            all.add(closed("cannot be used: " + unreadable.because()));
        } else if (stored instanceof PasswordFile.Stored.Absent && role == Role.ADMIN) {
            all.add(closed("is missing"));
        }
        return all;
    }

    private Finding closed(String what) {
        return new Finding(
                Finding.Severity.ERROR,
                file.path().toString(),
                "the file with the console's password " + what + "; nobody can log in as " + role.user(),
                role == Role.ADMIN
                        ? "remove it if it is there and restart, which makes and prints a new password, or set "
                                + variable()
                        : "make another on the page Access of the console");
    }

    private boolean good(String password) {
        if (PasswordRule.judge(password) instanceof PasswordRule.Verdict.Refused no) {
            refused.add(new Finding(
                    Finding.Severity.ERROR,
                    variable(),
                    "the password is not taken: " + no.because() + "; the one in force before stays so",
                    "set one of at least " + PasswordRule.SHORTEST + " characters that nobody guesses"));
            return false;
        }
        return true;
    }

    private void save(String password) throws IOException {
        file.write(PasswordHash.of(password, rounds, random));
        reread();
    }

    private void reread() {
        PasswordFile.Trace now = file.trace();
        if (!now.equals(trace)) {
            stored = file.read();
            trace = now;
            edition++;
        }
    }
}
