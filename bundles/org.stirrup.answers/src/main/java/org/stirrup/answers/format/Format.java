package org.stirrup.answers.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.stirrup.answers.autoinstall.MetaData;
import org.stirrup.answers.autoinstall.UserData;
import org.stirrup.answers.kickstart.KickstartSections;
import org.stirrup.answers.markup.AgamaProfile;
import org.stirrup.answers.markup.AutoYast;
import org.stirrup.answers.markup.Unattend;
import org.stirrup.answers.preseed.PreseedLines;
import org.stirrup.answers.render.Escape;
import org.stirrup.answers.render.Mustache;
import org.stirrup.answers.render.Rendering;
import org.stirrup.answers.target.Target;
import org.stirrup.answers.target.Variables;

/** The kinds of answer files, each for the installers of some families of images. */
public enum Format {
    /** For Anaconda, by FTP where that is served; older families than these end no section. */
    KICKSTART(
            "ks.cfg",
            ".ks",
            Set.of("redhat", "redhat-8", Target.INSTALLER_ONLY),
            List.of("ftp", "http"),
            KickstartSections::faults),

    /** For debian-installer, by HTTP where that is served: it has a question more for a mirror by FTP. */
    PRESEED("preseed.cfg", ".preseed", Set.of("debian"), List.of("http", "ftp"), PreseedLines::faults),

    /** For Ubuntu's installer, by way of cloud-init. */
    AUTOINSTALL("user-data", ".user-data", Set.of("ubuntu"), List.of("http"), UserData::faults),

    /** Which machine that is: cloud-init takes no {@link #AUTOINSTALL} without it. */
    META_DATA("meta-data", ".meta-data", Set.of("ubuntu"), List.of("http"), MetaData::faults),

    /** For YaST, up to openSUSE Leap 15 and SLES 15. */
    AUTOYAST("autoinst.xml", ".autoyast", Set.of("suse"), List.of("http", "ftp"), AutoYast::faults, Escape.XML, "\n"),

    /** For Agama, from openSUSE Leap 16 and SLES 16 on. */
    AGAMA("agama.json", ".agama", Set.of("suse-agama"), List.of("http"), AgamaProfile::faults, Escape.JSON, "\n"),

    /** For Windows Setup. */
    UNATTEND("unattend.xml", ".unattend", Set.of("windows"), List.of("http"), Unattend::faults, Escape.XML, "\r\n"),

    /** What Windows PE starts in place of Setup; without it Setup looks for its files on a CD. */
    WINPESHL("winpeshl.ini", ".winpeshl", Set.of("windows"), List.of("http"), text -> List.of(), Escape.NONE, "\r\n"),

    /** The commands that fetch Setup from a Windows share and start it with {@link #UNATTEND}. */
    INSTALL("install.cmd", ".install-cmd", Set.of("windows"), List.of("http"), text -> List.of(), Escape.NONE, "\r\n");

    private final String file;
    private final String ending;
    private final Set<String> families;
    private final List<String> protocols;
    private final Function<String, List<String>> check;
    private final Escape escape;
    private final String lineEnd;

    Format(
            String file,
            String ending,
            Set<String> families,
            List<String> protocols,
            Function<String, List<String>> check) {
        this(file, ending, families, protocols, check, Escape.NONE, "\n");
    }

    Format(
            String file,
            String ending,
            Set<String> families,
            List<String> protocols,
            Function<String, List<String>> check,
            Escape escape,
            String lineEnd) {
        this.file = file;
        this.ending = ending;
        this.families = families;
        this.protocols = protocols;
        this.check = check;
        this.escape = escape;
        this.lineEnd = lineEnd;
    }

    /** The one of the answer file of this name. */
    public static Optional<Format> named(String file) {
        return Stream.of(values()).filter(format -> format.file.equals(file)).findFirst();
    }

    /** Name of the file that installers fetch, and of a template for all images: {@code ks.cfg}. */
    public String file() {
        return file;
    }

    /** What the name of a template for one image has after the image's id: {@code .ks}. */
    public String ending() {
        return ending;
    }

    /** Whether it only goes with another: who names answers of his own need not write this one. */
    public boolean accompanies() {
        return this == META_DATA || this == WINPESHL || this == INSTALL;
    }

    /** Whether the built-in template is for images of this family. */
    public boolean isFor(String family) {
        return families.contains(family);
    }

    /** What its packages are fetched by, the better first, where the menu does not say. */
    public List<String> protocols() {
        return protocols;
    }

    /** A whole answer file, or why there is none: pure, so that an answer can be shown before a machine asks. */
    public Rendering render(String template, Map<String, String> variables) {
        return Mustache.render(template, variables, escape).then(text -> {
            List<String> faults = check.apply(text);
            return faults.isEmpty()
                    ? new Rendering.Rendered(text.replace("\n", lineEnd))
                    : new Rendering.Rejected(faults);
        });
    }

    /** What is wrong with a template whoever asks; empty when nothing is. */
    public List<String> faults(String template) {
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
