package org.stirrup.api.boot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One password as hashes and in no other way. Loaders know different forms: a password that several loaders are to
 * check has one hash of each form.
 *
 * @param hashes at least one, at most one of a form
 */
public record PasswordHashes(List<String> hashes) {

    /** How a hash is written. */
    public enum Form {
        /** crypt(3) of MD5, SHA-256 or SHA-512, as {@code openssl passwd -6} makes it: {@code $6$salt$hash}. */
        CRYPT("\\$(1|5|6)\\$(rounds=[0-9]{4,9}\\$)?[A-Za-z0-9./]{1,16}\\$[A-Za-z0-9./]{22,86}"),
        /** PBKDF2 as {@code grub-mkpasswd-pbkdf2} makes it: {@code grub.pbkdf2.sha512.10000.salt.hash}. */
        GRUB_PBKDF2("grub\\.pbkdf2\\.sha512\\.[1-9][0-9]{0,8}\\.([0-9A-F]{2}){1,128}\\.([0-9A-F]{2}){1,128}");

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }

        private boolean writes(String hash) {
            return pattern.matcher(hash).matches();
        }

        /** The form of a hash; empty when no loader knows it. */
        public static Optional<Form> of(String hash) {
            return Arrays.stream(values()).filter(form -> form.writes(hash)).findFirst();
        }
    }

    public PasswordHashes {
        hashes = List.copyOf(hashes);
        List<Form> forms = hashes.stream()
                .map(hash -> Form.of(hash)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "a password's hash is neither crypt(3)'s $1$, $5$ or $6$ nor grub.pbkdf2.sha512")))
                .toList();
        if (forms.isEmpty() || forms.stream().distinct().count() != forms.size()) {
            throw new IllegalArgumentException("a password has one hash of each form that is to be checked");
        }
    }

    public Optional<String> hash(Form form) {
        return hashes.stream().filter(form::writes).findFirst();
    }

    /** Hashes can be guessed against: they belong into no log. */
    @Override
    public String toString() {
        return "PasswordHashes"
                + hashes.stream().map(Form::of).flatMap(Optional::stream).toList();
    }
}
