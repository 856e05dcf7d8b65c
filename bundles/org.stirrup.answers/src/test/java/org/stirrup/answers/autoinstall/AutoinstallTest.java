package org.stirrup.answers.autoinstall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.answers.SampleHost.CLIENT;
import static org.stirrup.answers.SampleHost.HOST;
import static org.stirrup.answers.SampleHost.TOKEN;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.answers.format.Format;
import org.stirrup.answers.render.Rendering;
import org.stirrup.answers.settings.Settings;
import org.stirrup.answers.target.Target;
import org.stirrup.answers.target.Variables;
import org.stirrup.answers.template.Templates;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.lease.Leases;

class AutoinstallTest {
    private static final Settings LOCKED = new Settings("en_US.UTF-8", "us", "UTC", Optional.empty(), List.of());

    private static final Settings OPEN = new Settings(
            "de_DE.UTF-8",
            "de",
            "Europe/Berlin",
            Optional.of("$6$salt$hash"),
            List.of("ssh-rsa A a'; touch $HOME/x: #'b", "ssh-rsa B b"));

    @TempDir
    Path folder;

    private static String builtIn(Format format, Settings settings, Optional<Host> host) {
        Target target = new Target("Ubuntu-24", "Ubuntu 24.04", "24.04", ResourcePath.of("pub/Ubuntu-24"), true);
        BootServer server =
                new BootServer(Leases.address("192.168.1.1"), Map.of("http", URI.create("http://192.168.1.1:8080/")));
        Map<String, String> variables =
                Variables.of(target, Optional.empty(), CLIENT, server, settings, host, "nobody knows it");
        Templates.Template template = new Templates(Path.of("/nonexistent"), format).of("Ubuntu-24");
        Rendering rendering = format.render(
                assertInstanceOf(Templates.Template.Text.class, template).text(), variables);
        return assertInstanceOf(Rendering.Rendered.class, rendering, rendering.toString())
                .text();
    }

    private static Map<String, Object> answers(Settings settings, Optional<Host> host) {
        return YamlMap.below(YamlMap.read(builtIn(Format.AUTOINSTALL, settings, host))
                .values()
                .get("autoinstall"));
    }

    @Test
    void installsAndReportsWithoutAQuestion() {
        Map<String, Object> answers = answers(LOCKED, Optional.of(HOST));
        String report = "curl -fsS -o /dev/null http://192.168.1.1:8080/report/" + TOKEN + "/";
        assertEquals(
                List.of(report.replaceFirst("http", "\"http")
                        + "started?memory=$(awk '/^MemTotal/{print $2}' /proc/meminfo)&serial=$(tr -cd 'A-Za-z0-9._-' < /sys/class/dmi/id/product_serial)\""
                        + " || true"),
                answers.get("early-commands"));
        assertEquals(List.of("chroot /target passwd --lock root", report + "installed"), answers.get("late-commands"));
        assertEquals(
                List.of("cat /var/log/installer/curtin-install.log /var/log/installer/subiquity-server-debug.log"
                        + " | tail -c 60000 | " + report.replace("null ", "null --data-binary @- ") + "failed"),
                answers.get("error-commands"));
        assertEquals("pc17", YamlMap.below(answers.get("user-data")).get("hostname"));
        assertEquals(
                "instance-id: stirrup-Ubuntu-24-pc17\nlocal-hostname: pc17\n",
                builtIn(Format.META_DATA, LOCKED, Optional.of(HOST)));
    }

    @Test
    void whoMayLogInIsPutInPlaceByCommandsOfAShell() throws IOException, InterruptedException {
        List<?> commands = (List<?>) answers(OPEN, Optional.empty()).get("late-commands");
        assertEquals("echo 'root:$6$salt$hash' | chroot /target chpasswd -e", commands.get(0));
        said("sh", "-n", "-c", commands.get(0).toString());
        Path target = Files.createDirectories(folder.resolve("target"));
        said("sh", "-c", commands.get(1).toString().replace("/target/", target + "/"));
        assertEquals(
                "ssh-rsa A a'; touch $HOME/x: #'b\nssh-rsa B b\n",
                Files.readString(target.resolve("root/.ssh/authorized_keys")));
        assertEquals(2, commands.size(), "nothing is reported of a machine that nobody knows");
    }

    @Test
    void findsNoFaultInTheBuiltInTemplates() {
        for (Format format : List.of(Format.AUTOINSTALL, Format.META_DATA)) {
            Templates.Template template = new Templates(Path.of("/nonexistent"), format).of("x");
            assertEquals(List.of(), format.faults(((Templates.Template.Text) template).text()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1~ identity: {username: a, password: $6$a$b}|",
                "version: 1~ user-data: {users: [{name: a, hashed_passwd: '!'}]}|",
                "version: 1~ user-data: {}~ shutdown: [|line ",
                "version: 1~ version: 1~ user-data: {}|line 4: found duplicate key version",
                "version: 2~ user-data: {}|autoinstall says no 'version: 1'",
                "version: 1|neither identity nor user-data",
                "version: 1~ user-data: {}~ late_commands: []|late_commands is no answer that the installer knows",
                "version: 1~ user-data: {}~ late-commands: reboot|late-commands is no list",
                "version: 1~ identity: {username: a, password: secret}|password would be readable",
                "version: 1~ user-data: {users: [{name: a, plain_text_passwd: $6$a$b}]}|plain_text_passwd would be"
            })
    void namesWhatIsWrong(String lines, String fault) {
        List<String> faults = UserData.faults("#cloud-config\nautoinstall:\n " + lines.replace('~', '\n') + "\n");
        assertEquals(fault == null ? 0 : 1, faults.size(), faults.toString());
        assertTrue(fault == null || faults.get(0).startsWith(fault), faults.toString());
    }

    @Test
    void whatCloudInitWouldPassOverIsRefused() {
        assertTrue(UserData.faults("autoinstall: {version: 1, user-data: {}}\n")
                .get(0)
                .startsWith("line 1: is not"));
        assertTrue(UserData.faults("#cloud-config\nusers: []\n").get(0).startsWith("it has no 'autoinstall:'"));
        assertTrue(MetaData.faults("local-hostname: a\n").get(0).startsWith("it has no instance-id"));
        assertTrue(MetaData.faults("").get(0).startsWith("it holds no keys"));
        assertEquals(
                1,
                UserData.faults("#cloud-config\na: !!java.net.URL [http://a/]\n")
                        .size(),
                "no foreign objects");
    }

    private static void said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said + String.join(" ", command));
    }
}
