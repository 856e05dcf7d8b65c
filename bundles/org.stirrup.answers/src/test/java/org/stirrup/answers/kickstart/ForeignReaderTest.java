package org.stirrup.answers.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.answers.SampleHost;
import org.stirrup.answers.format.Format;
import org.stirrup.answers.render.Rendering;
import org.stirrup.answers.settings.Settings;
import org.stirrup.answers.target.Repositories;
import org.stirrup.answers.target.Target;
import org.stirrup.answers.target.Variables;
import org.stirrup.answers.template.Templates;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.lease.Leases;

/** Anaconda's own parser reads what the built-in template makes for each version of it. */
class ForeignReaderTest {
    private static final BootServer SERVER = new BootServer(
            Leases.address("192.168.1.1"),
            Map.of("ftp", URI.create("ftp://192.168.1.1/"), "http", URI.create("http://192.168.1.1/")));

    private static final BootClient CLIENT =
            BootClient.of(Leases.mac(1), "eth1").withAddress(Leases.address("192.168.1.9"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9})
    void anacondaReadsIt(int version) throws IOException, InterruptedException {
        assumeTrue(isInstalled("ksvalidator"), "ksvalidator is not installed (package pykickstart)");
        Settings locked = new Settings("en_US.UTF-8", "us", "UTC", Optional.empty(), List.of());
        Settings open = new Settings(
                "de_DE.UTF-8", "de", "Europe/Berlin", Optional.of("$6$salt$hash"), List.of("ssh-ed25519 AAAA me"));
        for (Settings settings : List.of(locked, open)) {
            for (Optional<Host> host : List.of(Optional.<Host>empty(), Optional.of(SampleHost.HOST))) {
                Path file = Files.writeString(folder.resolve("ks.cfg"), kickstart(version, settings, host));
                Process validator = new ProcessBuilder("ksvalidator", "-v", "RHEL" + version, file.toString())
                        .redirectErrorStream(true)
                        .start();
                String said = new String(validator.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(0, validator.waitFor(), () -> said + readable(file));
            }
        }
    }

    private static String kickstart(int version, Settings settings, Optional<Host> host) {
        Target target = KickstartTest.centos(Integer.toString(version));
        Optional<String> repository = Repositories.of(target, Optional.empty(), SERVER, Format.KICKSTART.protocols());
        Templates.Template template = new Templates(Path.of("/nonexistent"), Format.KICKSTART).of(target.id());
        Rendering rendering = Format.KICKSTART.render(
                ((Templates.Template.Text) template).text(),
                Variables.of(target, repository, CLIENT, SERVER, settings, host, "nobody knows it"));
        return assertInstanceOf(Rendering.Rendered.class, rendering).text();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static String readable(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
