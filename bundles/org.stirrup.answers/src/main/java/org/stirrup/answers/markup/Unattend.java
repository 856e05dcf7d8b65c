package org.stirrup.answers.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * Whether an answer file is one that Windows Setup reads, and shows nobody a password: Windows has no hashes here, what
 * it calls encoded is read by everybody.
 */
public final class Unattend {
    private static final Set<String> SECRETS = Set.of("Password", "AdministratorPassword");

    /** Microsoft's "Windows configuration passes". */
    private static final Set<String> PASSES = Set.of(
            "windowsPE", "offlineServicing", "generalize", "specialize", "auditSystem", "auditUser", "oobeSystem");

    private Unattend() {}

    /** A line each; empty when nothing is wrong. */
    public static List<String> faults(String text) {
        XmlFile file = XmlFile.read(text, "unattend");
        List<String> faults = new ArrayList<>(file.faults());
        file.named("settings")
                .map(settings -> settings.getAttribute("pass"))
                .filter(pass -> !PASSES.contains(pass))
                .map(pass -> "'" + pass + "' is no pass that Setup has")
                .forEach(faults::add);
        file.elements().stream()
                .filter(Unattend::isSecret)
                .map(element -> "<" + element.getLocalName() + "> would be readable by whoever fetches this file:"
                        + " Windows takes no hash; let it ask for the account, or set one with a program of your own")
                .forEach(faults::add);
        return faults;
    }

    private static boolean isSecret(Element element) {
        return SECRETS.contains(element.getLocalName())
                && !element.getTextContent().isBlank();
    }
}
