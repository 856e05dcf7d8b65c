package org.stirrup.answers.preseed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stirrup.answers.SampleHost.CLIENT;
import static org.stirrup.answers.SampleHost.HOST;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.answers.format.Format;
import org.stirrup.answers.render.Rendering;
import org.stirrup.answers.settings.Settings;
import org.stirrup.answers.target.Repositories;
import org.stirrup.answers.target.Target;
import org.stirrup.answers.target.Variables;
import org.stirrup.answers.template.Templates;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.lease.Leases;

class PreseedTest {
    private static final String REPORT = "http://192.168.1.1:8080/report/0123456789abcdef0123456789abcdef/";

    private static final URI FTP = URI.create("ftp://192.168.1.1/");

    private static final URI HTTP = URI.create("http://192.168.1.1:8080/");

    private static final BootServer BOTH =
            new BootServer(Leases.address("192.168.1.1"), Map.of("ftp", FTP, "http", HTTP));

    private static final BootServer FTP_ALONE = new BootServer(Leases.address("192.168.1.1"), Map.of("ftp", FTP));

    private static final Settings LOCKED = new Settings("en_US.UTF-8", "us", "UTC", Optional.empty(), List.of());

    private static final Settings OPEN = new Settings(
            "de_DE.UTF-8",
            "de",
            "Europe/Berlin",
            Optional.of("$6$salt$hash"),
            List.of("ssh-rsa A a'; touch $HOME/x; 'b", "ssh-rsa B b"));

    @TempDir
    Path folder;

    private static String template() {
        Templates.Template template = new Templates(Path.of("/nonexistent"), Format.PRESEED).of("Debian-12");
        return assertInstanceOf(Templates.Template.Text.class, template).text();
    }

    private static String builtIn(Settings settings, BootServer server, Optional<Host> host) {
        Target target = new Target("Debian-12", "Debian 12 amd64", "12", ResourcePath.of("pub/Debian-12"), true);
        Optional<String> repository = Repositories.of(target, Optional.empty(), server, Format.PRESEED.protocols());
        Rendering rendering = Format.PRESEED.render(
                template(), Variables.of(target, repository, CLIENT, server, settings, host, "nobody knows it"));
        return assertInstanceOf(Rendering.Rendered.class, rendering, rendering.toString())
                .text();
    }

    /** The command that a question is answered with, its lines joined as the installer joins them. */
    private static String command(String preseed, String question) {
        String start = "d-i " + question + " string ";
        return preseed.replace("\\\n", "")
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow()
                .substring(start.length());
    }

    @Test
    void installsFromTheImageByHttp() {
        String text = builtIn(LOCKED, BOTH, Optional.of(HOST));
        assertTrue(text.contains("d-i mirror/protocol string http\n"), text);
        assertTrue(text.contains("d-i mirror/http/hostname string 192.168.1.1:8080\n"), text);
        assertTrue(text.contains("d-i mirror/http/directory string /pub/Debian-12\n"), text);
        assertTrue(text.contains("d-i passwd/root-password-crypted password *\n"), text);
        assertTrue(
                command(text, "preseed/early_command")
                        .contains(
                                "wget -q -O /dev/null \"" + REPORT
                                        + "started?memory=$(awk '/^MemTotal/{print $2}' /proc/meminfo)&serial=$(tr -cd 'A-Za-z0-9._-' < /sys/class/dmi/id/product_serial)\";"),
                text);
        assertTrue(
                command(text, "preseed/late_command").contains("wget -q -O /dev/null " + REPORT + "installed;"), text);
    }

    @Test
    void installsByFtpAndReportsNothingWhereNoHttpIsServed() {
        String text = builtIn(LOCKED, FTP_ALONE, Optional.of(HOST));
        assertTrue(text.contains("d-i mirror/ftp/hostname string 192.168.1.1\n"), text);
        assertFalse(text.contains("wget"), text);
        assertTrue(text.contains("# This installation is not reported: no HTTP server listens.\n"), text);
    }

    @Test
    void theInstallersCommandsAreOfAShellAndPutKeysInPlaceAsTheyAre() throws IOException, InterruptedException {
        for (Settings settings : List.of(LOCKED, OPEN)) {
            for (Optional<Host> host : List.of(Optional.of(HOST), Optional.<Host>empty())) {
                String text = builtIn(settings, BOTH, host);
                for (String question : List.of("preseed/early_command", "preseed/late_command")) {
                    said("sh", "-n", "-c", command(text, question));
                }
            }
        }
        Path target = Files.createDirectories(folder.resolve("target"));
        Files.createDirectories(target.resolve("etc/apt"));
        Files.writeString(target.resolve("etc/hosts"), "127.0.0.1 localhost\n127.0.1.1 debian\n");
        Files.writeString(
                target.resolve("etc/apt/sources.list"),
                "deb http://192.168.1.1:8080/pub/Debian-12/ bookworm main\ndeb http://elsewhere/ bookworm main\n"
                        + "# deb-src http://192.168.1.1:8080/pub/Debian-12/ bookworm main\n");
        String late = command(builtIn(OPEN, BOTH, Optional.empty()), "preseed/late_command");
        said("sh", "-c", late.replace("/target/", target + "/"));
        assertEquals(
                "ssh-rsa A a'; touch $HOME/x; 'b\nssh-rsa B b\n",
                Files.readString(target.resolve("root/.ssh/authorized_keys")));
        assertEquals("pc-525400000010\n", Files.readString(target.resolve("etc/hostname")));
        assertEquals("127.0.0.1 localhost\n127.0.1.1 pc-525400000010\n", Files.readString(target.resolve("etc/hosts")));
        assertEquals(
                "deb [trusted=yes] http://192.168.1.1:8080/pub/Debian-12/ bookworm main\n"
                        + "deb http://elsewhere/ bookworm main\n"
                        + "# deb-src [trusted=yes] http://192.168.1.1:8080/pub/Debian-12/ bookworm main\n",
                Files.readString(target.resolve("etc/apt/sources.list")));
    }

    @Test
    void findsNoFaultInTheBuiltInTemplate() {
        assertEquals(List.of(), Format.PRESEED.faults(template()));
    }

    @Test
    void debconfReadsIt() throws IOException, InterruptedException {
        assumeDebconf();
        for (Settings settings : List.of(LOCKED, OPEN)) {
            for (BootServer server : List.of(BOTH, FTP_ALONE)) {
                for (Optional<Host> host : List.of(Optional.of(HOST), Optional.<Host>empty())) {
                    String text = builtIn(settings, server, host);
                    assertEquals("", debconf(text), text);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d-i time/zone", "d-i time/zone strnig UTC", "UTC"})
    void debconfSeesTheSameFaults(String line) throws IOException, InterruptedException {
        assertFalse(PreseedLines.faults(line).isEmpty());
        assumeDebconf();
        Path file = Files.writeString(folder.resolve("wrong"), line + "\n");
        // Of a type that it does not know debconf says that it skips the line, and exits with 0.
        Process debconf = new ProcessBuilder("debconf-set-selections", "-c", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(debconf.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        debconf.waitFor();
        assertTrue(said.contains("line 1"), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d-i time/zone string UTC|",
                "d-i x/y string a \\~ b \\~ c|",
                "tasksel  tasksel/first multiselect|",
                "  # d-i time/zone \\~d-i time/zone string UTC|",
                "d-i passwd/root-password-crypted password $6$a$b|",
                "d-i debian-installer/locale string C.UTF-8|the locale C is of no country",
                "d-i debian-installer/locale string C~d-i debian-installer/country string US|",
                "d-i debian-installer/locale string ca_ES.UTF-8|",
                "d-i x/y|line 1: a line is: owner, question, type, value; this one has no type",
                "#~~d-i x/y strnig z|line 3: strnig is no type of debconf's",
                "d-i x/y boolean yes|line 1: x/y is true or false, not 'yes'",
                "d-i x/y string a \\~~d-i x/y string b|line 1: a backslash at its end, and nothing goes on",
                "d-i passwd/user-password password x|line 1: passwd/user-password would be readable",
                "d-i passwd/root-password-crypted password secret|line 1: passwd/root-password-crypted is no hash"
            })
    void namesWhatIsWrong(String lines, String fault) {
        List<String> faults = PreseedLines.faults(lines.replace('~', '\n'));
        assertEquals(fault == null ? 0 : 1, faults.size(), faults.toString());
        assertTrue(fault == null || faults.get(0).startsWith(fault), faults.toString());
    }

    private static void assumeDebconf() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "debconf-set-selections"))),
                "debconf-set-selections is not installed (package debconf)");
    }

    /** With a database of its own: the system's is locked while anybody installs a package, and debconf then fails. */
    private String debconf(String preseed) throws IOException, InterruptedException {
        Path settings = Files.writeString(folder.resolve("debconf.conf"), """
                Config: configdb
                Templates: templatedb

                Name: configdb
                Driver: File
                Filename: %1$s/config.dat

                Name: templatedb
                Driver: File
                Filename: %1$s/templates.dat
                """.formatted(folder));
        return said(
                "env",
                "DEBCONF_SYSTEMRC=" + settings,
                "debconf-set-selections",
                "-c",
                Files.writeString(folder.resolve("preseed.cfg"), preseed).toString());
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said + String.join(" ", command));
        return said;
    }
}
