package org.stirrup.answers.preseed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether each line of a preseed file is {@code owner question type value}, as debconf-set-selections(1) reads it: the
 * installer takes no word of a line that is not, and asks. A backslash at a line's end goes on with the next one.
 */
public final class PreseedLines {
    private static final Pattern LINE = Pattern.compile("(\\S+)[ \\t]+(\\S+)[ \\t]+(\\S+)(?:[ \\t](.*))?");

    /** Of debconf-devel(7), and the flag "seen". */
    private static final Set<String> TYPES =
            Set.of("string", "boolean", "select", "multiselect", "note", "text", "password", "title", "error", "seen");

    private static final Set<String> YES_OR_NO = Set.of("boolean", "seen");

    private static final Set<String> TRUTHS = Set.of("true", "false");

    /** Questions of type password whose answer is a hash; the others would be readable by whoever fetches the file. */
    private static final Pattern HASHED = Pattern.compile(".*password-crypted");

    /** A hash of crypt(5) or of GRUB, a sign that the account is locked, or nothing: then a person is asked. */
    private static final Pattern HASH = Pattern.compile("|[!*x]|\\$[0-9a-z]+\\$\\S+|grub[.]pbkdf2[.]\\S+");

    /** Seen with the installer of Debian 12: it then asks for the continent, whatever the priority. */
    private static final Pattern NOWHERE =
            Pattern.compile("(?m)^\\s*d-i\\s+(?:debian-installer/)?locale\\s+string\\s+(?:C|POSIX)\\b.*");

    private static final String COUNTRY = "debian-installer/country";

    private static final String MORE = "\\";

    private PreseedLines() {}

    /** A line each: "line 12: bool is no type of debconf's"; empty when nothing is wrong. */
    public static List<String> faults(String preseed) {
        List<String> faults = new ArrayList<>();
        StringBuilder whole = new StringBuilder();
        String[] lines = preseed.split("\n", -1);
        int first = 0;
        for (int i = 0; i < lines.length; i++) {
            if (whole.isEmpty()) {
                first = i + 1;
            }
            String line = lines[i].stripTrailing();
            boolean comment = whole.isEmpty() && line.stripLeading().startsWith("#");
            if (!comment && lines[i].endsWith(MORE)) {
                whole.append(lines[i], 0, lines[i].length() - 1).append(' ');
                if (i + 1 < lines.length && !lines[i + 1].isBlank()) {
                    continue;
                }
                faults.add("line " + (i + 1) + ": a backslash at its end, and nothing goes on");
            } else if (!comment) {
                whole.append(line);
            }
            check(whole.toString().strip(), "line " + first + ": ", faults);
            whole.setLength(0);
        }
        if (NOWHERE.matcher(preseed).find() && !preseed.contains(COUNTRY)) {
            faults.add("the locale C is of no country, and the installer asks for one: give a locale such as"
                    + " en_US.UTF-8, or answer " + COUNTRY);
        }
        return faults;
    }

    private static void check(String line, String place, List<String> faults) {
        if (line.isEmpty()) {
            return;
        }
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            faults.add(place + "a line is: owner, question, type, value; this one has no type");
            return;
        }
        String question = parts.group(2);
        String type = parts.group(3);
        String value = parts.group(4) == null ? "" : parts.group(4).strip();
        if (!TYPES.contains(type)) {
            faults.add(place + type + " is no type of debconf's");
        } else if (YES_OR_NO.contains(type) && !TRUTHS.contains(value)) {
            faults.add(place + question + " is true or false, not '" + value + "'");
        } else if (type.equals("password") && !HASHED.matcher(question).matches()) {
            faults.add(place + question + " would be readable by whoever fetches this file; give a hash to passwd/"
                    + "root-password-crypted or passwd/user-password-crypted");
        } else if (type.equals("password") && !HASH.matcher(value).matches()) {
            faults.add(place + question + " is no hash: the output of 'openssl passwd -6', or ! for a locked account");
        }
    }
}
