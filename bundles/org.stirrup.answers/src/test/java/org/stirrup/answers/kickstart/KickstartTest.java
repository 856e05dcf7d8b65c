package org.stirrup.answers.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.answers.SampleHost.CLIENT;
import static org.stirrup.answers.SampleHost.HOST;
import static org.stirrup.answers.SampleHost.TOKEN;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

class KickstartTest {
    private static final BootServer SERVER = new BootServer(
            Leases.address("192.168.1.1"),
            Map.of("ftp", URI.create("ftp://192.168.1.1/"), "http", URI.create("http://192.168.1.1/")));

    private static final Settings PLAIN = new Settings("en_US.UTF-8", "us", "UTC", Optional.empty(), List.of());

    static Target centos(String version) {
        return new Target(
                "CentOS-" + version, "CentOS " + version, version, ResourcePath.of("pub/CentOS-" + version), true);
    }

    private static String builtIn(Target target, Settings settings, BootServer server, Optional<Host> host) {
        Templates.Template template = new Templates(Path.of("/nonexistent"), Format.KICKSTART).of(target.id());
        Map<String, String> variables = Variables.of(
                target,
                Repositories.of(target, Optional.empty(), server, Format.KICKSTART.protocols()),
                CLIENT,
                server,
                settings,
                host,
                "this machine is not known");
        Rendering rendering = Format.KICKSTART.render(
                assertInstanceOf(Templates.Template.Text.class, template).text(), variables);
        return assertInstanceOf(Rendering.Rendered.class, rendering).text();
    }

    @Test
    void installsCentOs7WithoutAQuestion() {
        String text = builtIn(centos("7"), PLAIN, SERVER, Optional.of(HOST));
        assertEquals("""
                # CentOS 7 for pc17 (52:54:00:00:00:10), answered by Stirrup. To change it, see the manual: data/answers/CentOS-7.ks
                install
                text
                skipx
                url --url=ftp://192.168.1.1/pub/CentOS-7
                lang en_US.UTF-8
                keyboard us
                timezone --utc UTC
                network --bootproto=dhcp --device=52:54:00:00:00:10 --activate --hostname=pc17
                firewall --enabled --service=ssh
                selinux --enforcing
                firstboot --disable
                eula --agreed
                rootpw --lock
                zerombr
                clearpart --all --initlabel
                autopart
                bootloader
                reboot

                %packages
                @core
                %end

                %pre
                curl -fsS -o /dev/null "http://192.168.1.1/report/0123456789abcdef0123456789abcdef/started?memory=$(awk '/^MemTotal/{print $2}' /proc/meminfo)&serial=$(tr -cd 'A-Za-z0-9._-' < /sys/class/dmi/id/product_serial)"
                %end

                %post
                curl -fsS -o /dev/null http://192.168.1.1/report/0123456789abcdef0123456789abcdef/installed || wget -q -O /dev/null http://192.168.1.1/report/0123456789abcdef0123456789abcdef/installed
                %end

                %traceback
                cat /tmp/*.log | tail -c 60000 | curl -fsS -o /dev/null --data-binary @- http://192.168.1.1/report/0123456789abcdef0123456789abcdef/failed
                %end
                """, text);
    }

    @Test
    void speaksToNewerInstallersAsTheyExpect() {
        String text = builtIn(centos("8.4"), PLAIN, SERVER, Optional.of(HOST));
        assertFalse(text.lines().anyMatch("install"::equals), text);
        assertTrue(text.contains("%onerror\n"), text);
        assertFalse(text.contains("%traceback"), text);
    }

    @Test
    void reportsNothingOfAMachineNobodyKnows() {
        String text = builtIn(centos("7"), PLAIN, SERVER, Optional.empty());
        assertFalse(text.contains("/report/"), text);
        assertTrue(text.contains("# This installation is not reported: this machine is not known.\n"), text);
        assertTrue(text.contains("--hostname=pc-525400000010\n"), text);
    }

    @Test
    void reportsNothingWhereNoHttpIsServed() {
        BootServer ftp = new BootServer(SERVER.address(), Map.of("ftp", URI.create("ftp://192.168.1.1/")));
        String text = builtIn(centos("7"), PLAIN, ftp, Optional.of(HOST));
        assertFalse(text.contains(TOKEN), text);
        assertTrue(text.contains("# This installation is not reported: no HTTP server listens.\n"), text);
    }

    @Test
    void installsByHttpWhereNoFtpIsServed() {
        BootServer http = new BootServer(SERVER.address(), Map.of("http", URI.create("http://192.168.1.1:8080/")));
        Target spaced = new Target("x", "x", "7", ResourcePath.of("pub/a b#c"), true);
        String text = builtIn(spaced, PLAIN, http, Optional.empty());
        assertTrue(text.contains("url --url=http://192.168.1.1:8080/pub/a%20b%23c\n"), text);
    }

    @Test
    void letsInWhoeverIsConfigured() {
        Settings open = new Settings(
                "de_DE.UTF-8",
                "de",
                "Europe/Berlin",
                Optional.of("$6$salt$hash"),
                List.of("ssh-rsa A a", "ssh-rsa B b"));
        String text = builtIn(centos("7"), open, SERVER, Optional.of(HOST));
        assertTrue(text.contains("rootpw --iscrypted $6$salt$hash\n"), text);
        assertFalse(text.contains("--lock"), text);
        assertTrue(text.contains("<<'KEYS'\nssh-rsa A a\nssh-rsa B b\nKEYS\n"), text);
    }

    @Test
    void takesNoLineFromAnImagesTitle() {
        Target evil = new Target("x", "x\n%post\nrm -rf /\n%end", "7\nreboot", ResourcePath.of("pub/x"), true);
        String text = builtIn(evil, PLAIN, SERVER, Optional.empty());
        assertFalse(text.lines().anyMatch(line -> line.startsWith("rm")), text);
    }

    @Test
    void explainsEveryVariableInTheManual() throws IOException {
        String manual = Files.readString(Path.of("../../distribution/manual/answers.md"));
        for (String name : Variables.NAMES) {
            assertTrue(manual.contains("`" + name + "`"), name);
        }
    }

    @Test
    void findsNoFaultInTheBuiltInTemplate() {
        Templates.Template template = new Templates(Path.of("/nonexistent"), Format.KICKSTART).of("x");
        assertEquals(List.of(), Format.KICKSTART.faults(((Templates.Template.Text) template).text()));
    }

    @Test
    void letsATemplateUseOtherBraces() {
        String template = "{{=<% %>=}}%post\necho {{ ansible }} <%mac%>\n%end\n";
        Rendering rendering = Format.KICKSTART.render(
                template, Variables.of(centos("7"), Optional.empty(), CLIENT, SERVER, PLAIN, Optional.empty(), ""));
        assertEquals(new Rendering.Rendered("%post\necho {{ ansible }} 52:54:00:00:00:10\n%end\n"), rendering);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{hots}}",
                "{{#reportFailed}}{{hots}}{{/reportFailed}}",
                "{{^reportFailed}}{{hots}}{{/reportFailed}}",
                "{{host.class}}",
                "{{.}}",
                "{{this}}",
                "{{>other}}",
                "{{<other}}{{/other}}",
                "{{#host}}",
                "{{/host}}",
                "{{#host}}{{/mac}}",
                "{{host",
                "{{host}",
                "%post\ntrue",
                "%end",
                "%post\n%pre\n%end",
                "%psot\n%end"
            })
    void refusesATemplateWithAFault(String template) {
        Map<String, String> variables =
                Variables.of(centos("7"), Optional.empty(), CLIENT, SERVER, PLAIN, Optional.of(HOST), "");
        Rendering rendering = Format.KICKSTART.render("text\n" + template, variables);
        List<String> reasons = assertInstanceOf(Rendering.Rejected.class, rendering, rendering.toString())
                .reasons();
        assertFalse(reasons.isEmpty());
        assertEquals(reasons, Format.KICKSTART.faults("text\n" + template), "and says so before anybody asks");
    }
}
