package org.stirrup.answers.target;

import static java.util.stream.Collectors.joining;

import java.net.Inet4Address;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stirrup.answers.settings.Settings;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.host.Host;

/** What a template may name, for one machine. */
public final class Variables {
    /**
     * All names. {@code host} its name; {@code mac} and {@code address} of its network card; {@code server} the
     * appliance's address; {@code ftp}, {@code http}, {@code tftp} roots of the content tree, ending in a slash;
     * {@code repository} of the packages, without a slash at its end,
     * empty where the image has none; {@code repositoryProtocol}, {@code repositoryHost}, with its port where it has
     * one, and {@code repositoryFolder}, with a slash at its beginning, its parts; {@code image}, {@code title}, {@code version} of
     * what is installed; {@code el7} and {@code el8} "yes" from that version on; {@code product} what SUSE's installers call
     * it; {@code uefi} "yes" for such firmware; {@code computer} the host's name as Windows takes one; {@code lang},
     * {@code language} and {@code languageTag} as in en_US.UTF-8, en_US and en-US; {@code keyboard}, {@code yastKeyboard} as YaST calls it, {@code timezone},
     * {@code rootPasswordHash}, {@code sshKeys} (a line each) as configured; {@code sshKeysQuoted}
     * the keys on one line, each as one word of a shell; {@code windowsShare}; {@code reportStarted},
     * {@code reportInstalled}, {@code reportFailed} URLs to fetch, or else {@code noReports} says why there are none.
     */
    public static final Set<String> NAMES = Set.of(
            "host",
            "mac",
            "address",
            "server",
            "ftp",
            "http",
            "tftp",
            "repository",
            "repositoryProtocol",
            "repositoryHost",
            "repositoryFolder",
            "image",
            "title",
            "version",
            "el7",
            "el8",
            "product",
            "uefi",
            "computer",
            "lang",
            "language",
            "languageTag",
            "keyboard",
            "yastKeyboard",
            "timezone",
            "rootPasswordHash",
            "sshKeys",
            "sshKeysQuoted",
            "windowsShare",
            "reportStarted",
            "reportInstalled",
            "reportFailed",
            "noReports");

    private static final Pattern HOST_NAME =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9][A-Za-z0-9-]{0,62})*");

    private static final Pattern MAJOR = Pattern.compile("[0-9]{1,4}");

    /** From here on there is a licence to agree to. */
    private static final int EL7 = 7;

    /** From here on Anaconda knows %onerror and does not want to hear "install". */
    private static final int EL8 = 8;

    /** From here on SUSE's installer is Agama. */
    private static final int AGAMA = 16;

    private static final Pattern SUSE = Pattern.compile("(?:openSUSE-)?(Leap|Tumbleweed|SLE[SD])\\b");

    /** NetBIOS' limit. */
    private static final int LONGEST_COMPUTER = 15;

    private Variables() {}

    /**
     * @param repository URL of the packages; empty when there are none
     * @param host as the directory knows it; empty when it does not
     * @param noReports why a machine without one cannot report
     */
    public static Map<String, String> of(
            Target target,
            Optional<String> repository,
            BootClient client,
            BootServer server,
            Settings settings,
            Optional<Host> host,
            String noReports) {
        Map<String, String> values = new LinkedHashMap<>();
        NAMES.forEach(name -> values.put(name, ""));
        values.put("host", hostName(client, host));
        values.put("mac", client.mac().text());
        values.put("address", client.address().map(Inet4Address::getHostAddress).orElse(""));
        values.put("server", server.address().getHostAddress());
        for (String protocol : Set.of("ftp", "http", "tftp")) {
            values.put(protocol, server.endpoint(protocol).map(URI::toString).orElse(""));
        }
        repository.ifPresent(url -> putRepository(values, url));
        values.put("image", target.id());
        values.put("title", oneLine(target.title()));
        values.put("version", oneLine(target.version()));
        int major = major(target.version());
        values.put("el7", major >= EL7 ? "yes" : "");
        values.put("el8", major >= EL8 ? "yes" : "");
        values.put("product", product(target, major));
        values.put("uefi", client.platform().name().startsWith("UEFI") ? "yes" : "");
        values.put("computer", computer(values.get("host")));
        values.put("lang", settings.lang());
        String language = settings.lang().replaceFirst("[.@].*", "");
        values.put("language", language);
        values.put("languageTag", language.replace('_', '-'));
        values.put("windowsShare", settings.windowsShare().orElse(""));
        values.put("keyboard", settings.keyboard());
        values.put("yastKeyboard", YastKeyboards.named(settings.keyboard()));
        values.put("timezone", settings.timezone());
        values.put("rootPasswordHash", settings.rootPasswordHash().orElse(""));
        values.put("sshKeys", String.join("\n", settings.sshKeys()));
        values.put(
                "sshKeysQuoted",
                settings.sshKeys().stream().map(Variables::quoted).collect(joining(" ")));
        putReports(values, server, host, noReports);
        return values;
    }

    private static void putRepository(Map<String, String> values, String url) {
        values.put("repository", url);
        URI parts = URI.create(url);
        values.put("repositoryProtocol", String.valueOf(parts.getScheme()));
        values.put("repositoryHost", String.valueOf(parts.getRawAuthority()));
        values.put("repositoryFolder", String.valueOf(parts.getRawPath()));
    }

    /** One word for a shell, whatever is in it. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static void putReports(
            Map<String, String> values, BootServer server, Optional<Host> host, String noReports) {
        Optional<URI> http = server.endpoint("http");
        if (host.isEmpty() || http.isEmpty()) {
            values.put("noReports", host.isEmpty() ? noReports : "no HTTP server listens");
            return;
        }
        String report = http.get().resolve("report/" + host.get().token() + "/").toString();
        values.put("reportStarted", report + "started");
        values.put("reportInstalled", report + "installed");
        values.put("reportFailed", report + "failed");
    }

    /** The name it is known by when that is one, otherwise one made of its hardware address: pc-525400770010. */
    private static String hostName(BootClient client, Optional<Host> host) {
        return host.flatMap(Host::name)
                .filter(name -> HOST_NAME.matcher(name).matches())
                .orElse("pc-" + client.mac().text().replace(":", ""));
    }

    /** YaST calls it {@code Leap} or {@code SLES}, Agama {@code Leap_16.0}; empty for what is not known. */
    private static String product(Target target, int major) {
        Matcher name = SUSE.matcher(target.title());
        if (!name.lookingAt()) {
            return "";
        }
        boolean numbered = major >= AGAMA && !name.group(1).equals("Tumbleweed");
        return name.group(1) + (numbered ? "_" + oneLine(target.version()) : "");
    }

    /** The first part of a name, of 15 characters at the most and not of digits alone. */
    private static String computer(String host) {
        String first = host.split("[.]", 2)[0];
        String name = first.matches("[0-9]+") ? "pc-" + first : first;
        return name.substring(0, Math.min(name.length(), LONGEST_COMPUTER)).replaceAll("-+$", "");
    }

    /** What an image says of itself is not to become a line of its own. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** What says no version is taken for the one most appliances of this kind still install. */
    private static int major(String version) {
        Matcher major = MAJOR.matcher(version);
        return major.lookingAt() ? Integer.parseInt(major.group()) : EL7;
    }
}
