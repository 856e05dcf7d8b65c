package org.stirrup.answers.settings;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stirrup.api.check.Finding;

/**
 * What the configuration says.
 *
 * @param settings empty when something in it is wrong
 * @param findings what is wrong, and what is worth knowing
 */
public record SettingsReading(Optional<Settings> settings, List<Finding> findings) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.@-]{1,64}");

    /** Nothing that cmd.exe takes for its own. */
    private static final Pattern SHARE = Pattern.compile("\\\\\\\\[A-Za-z0-9.-]+(\\\\[A-Za-z0-9._$-]+)+");

    /** SHA-256, SHA-512 and yescrypt of crypt(5): anything weaker is no secret. */
    private static final Pattern HASH =
            Pattern.compile("\\$5\\$(rounds=[0-9]{4,9}\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{43}"
                    + "|\\$6\\$(rounds=[0-9]{4,9}\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{86}"
                    + "|\\$y\\$[./A-Za-z0-9]+\\$[./A-Za-z0-9]{1,86}\\$[./A-Za-z0-9]{43}");

    private static final String KEY_TYPES =
            "ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh.com|sk-ecdsa-sha2-nistp256@openssh.com";

    private static final Pattern KEY =
            Pattern.compile("(?:" + KEY_TYPES + ") ([A-Za-z0-9+/]{60,}={0,2})( [^\\p{Cntrl}]*)?");

    /** Between keys: a line end, or a comma that a key follows. */
    private static final String BETWEEN_KEYS = "\\R|,(?=\\s*(?:" + KEY_TYPES + ") )";

    /** @param source the configuration file, or the name of the configuration */
    public static SettingsReading of(
            String source,
            String lang,
            String keyboard,
            String timezone,
            String rootPasswordHash,
            String[] sshKeys,
            String windowsShare) {
        List<Finding> wrong = new ArrayList<>();
        check(wrong, source, "lang", lang, WORD.matcher(lang).matches(), "give a locale such as en_US.UTF-8");
        check(
                wrong,
                source,
                "keyboard",
                keyboard,
                WORD.matcher(keyboard).matches(),
                "give a keyboard layout such as us or de-nodeadkeys");
        check(
                wrong,
                source,
                "timezone",
                timezone,
                ZoneId.getAvailableZoneIds().contains(timezone),
                "give a time zone such as UTC or Europe/Berlin");
        String hash = rootPasswordHash.strip();
        check(
                wrong,
                source,
                "rootPasswordHash",
                "(" + hash.length() + " characters, not shown)",
                hash.isEmpty() || HASH.matcher(hash).matches(),
                "give a hash, never a password: the output of 'openssl passwd -6', or nothing to lock root's account");
        List<String> keys = keys(sshKeys);
        keys.stream()
                .filter(key -> !isKey(key))
                .forEach(key -> check(
                        wrong, source, "sshKeys", key, false, "give lines as in an id_ed25519.pub: type, key, name"));
        String share = windowsShare.strip();
        check(
                wrong,
                source,
                "windowsShare",
                share,
                share.isEmpty() || SHARE.matcher(share).matches(),
                "give a share without blanks, which needs no password to read, such as \\\\files\\windows11");
        if (!wrong.isEmpty()) {
            return new SettingsReading(Optional.empty(), wrong);
        }
        Settings settings = new Settings(
                lang,
                keyboard,
                timezone,
                Optional.of(hash).filter(it -> !it.isEmpty()),
                keys,
                Optional.of(share).filter(it -> !it.isEmpty()));
        return new SettingsReading(Optional.of(settings), locked(source, settings));
    }

    private static void check(
            List<Finding> wrong, String source, String key, String value, boolean good, String remedy) {
        if (!good) {
            wrong.add(new Finding(Finding.Severity.ERROR, source, key + "=" + value + " is not valid", remedy));
        }
    }

    private static List<Finding> locked(String source, Settings settings) {
        return settings.rootPasswordHash().isPresent() || !settings.sshKeys().isEmpty()
                ? List.of()
                : List.of(new Finding(
                        Finding.Severity.WARNING,
                        source,
                        "neither rootPasswordHash nor sshKeys is set: nobody can log in to a machine that is installed"
                                + " with the built-in answers",
                        "set sshKeys to your public key, or rootPasswordHash to the output of 'openssl passwd -6'"));
    }

    private static List<String> keys(String[] configured) {
        return Stream.of(configured)
                .flatMap(value -> Stream.of(value.split(BETWEEN_KEYS)))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
    }

    private static boolean isKey(String key) {
        if (!KEY.matcher(key).matches()) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(key.split(" ")[1]).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
