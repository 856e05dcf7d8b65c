package org.stirrup.answers.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** Whether a control file is one that AutoYaST reads, and shows nobody a password ("AutoYaST Guide", "User accounts"). */
public final class AutoYast {
    /** A hash of crypt(5), or a sign that the account is locked. */
    private static final Pattern HASH = Pattern.compile("[!*x]|\\$[0-9a-z]+\\$\\S+");

    private AutoYast() {}

    /** A line each; empty when nothing is wrong. */
    public static List<String> faults(String text) {
        XmlFile file = XmlFile.read(text, "profile");
        List<String> faults = new ArrayList<>(file.faults());
        file.named("user")
                .filter(user -> !XmlFile.child(user, "user_password").isEmpty())
                .filter(user -> !isHashed(user))
                .map(user -> "the password of user " + XmlFile.child(user, "username")
                        + " would be readable by whoever fetches this file: give a hash, the output of 'openssl passwd"
                        + " -6', with <encrypted config:type=\"boolean\">true</encrypted>")
                .forEach(faults::add);
        return faults;
    }

    private static boolean isHashed(Element user) {
        return XmlFile.child(user, "encrypted").equals("true")
                && HASH.matcher(XmlFile.child(user, "user_password")).matches();
    }
}
