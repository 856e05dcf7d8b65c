package org.stirrup.answers.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.stirrup.answers.autoinstall.YamlMap;

/** Whether a profile is JSON as Agama reads it, and shows nobody a password. */
public final class AgamaProfile {
    /** A hash of crypt(5), or a sign that the account is locked. */
    private static final Pattern HASH = Pattern.compile("[!*x]|\\$[0-9a-z]+\\$\\S+");

    /** JSON begins so; the reader takes YAML too, which Agama does not. */
    private static final Pattern OBJECT = Pattern.compile("\\s*\\{.*}\\s*", Pattern.DOTALL);

    private static final List<String> ACCOUNTS = List.of("root", "user");

    private AgamaProfile() {}

    /** A line each; empty when nothing is wrong. */
    public static List<String> faults(String text) {
        if (!OBJECT.matcher(text).matches()) {
            return List.of("a profile is one JSON object: it begins with { and ends with }");
        }
        YamlMap profile = YamlMap.read(text.replace("\t", " ")); // JSON is a part of YAML but for its tabs
        List<String> faults = new ArrayList<>(profile.faults());
        for (String account : ACCOUNTS) {
            Map<String, Object> said = YamlMap.below(profile.values().get(account));
            Object password = said.get("password");
            if (password != null
                    && !(Boolean.TRUE.equals(said.get("hashedPassword"))
                            && HASH.matcher(password.toString()).matches())) {
                faults.add("the password of \"" + account + "\" would be readable by whoever fetches this file: give a"
                        + " hash, the output of 'openssl passwd -6', with \"hashedPassword\": true");
            }
        }
        return faults;
    }
}
