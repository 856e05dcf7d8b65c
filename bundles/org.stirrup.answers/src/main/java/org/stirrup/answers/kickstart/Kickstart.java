package org.stirrup.answers.kickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stirrup.answers.render.Mustache;
import org.stirrup.answers.render.Rendering;

/** Kickstart files from templates. */
public final class Kickstart {
    private Kickstart() {}

    /** A whole kickstart file, or why there is none: pure, so that an answer can be shown before a machine asks. */
    public static Rendering render(String template, Map<String, String> variables) {
        return Mustache.render(template, variables).then(text -> {
            List<String> faults = KickstartSections.faults(text);
            return faults.isEmpty() ? new Rendering.Rendered(text) : new Rendering.Rejected(faults);
        });
    }

    /** What is wrong with a template whoever asks; empty when nothing is. */
    public static List<String> faults(String template) {
        Map<String, String> full = new LinkedHashMap<>();
        Map<String, String> bare = new LinkedHashMap<>();
        for (String name : Variables.NAMES) {
            full.put(name, "x");
            bare.put(name, "");
        }
        List<String> faults = new ArrayList<>();
        for (Map<String, String> sample : List.of(full, bare)) {
            if (faults.isEmpty() && render(template, sample) instanceof Rendering.Rejected rejected) {
                faults.addAll(rejected.reasons());
            }
        }
        return faults;
    }
}
