package org.stirrup.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostSettings;
import org.stirrup.api.image.Image;
import org.stirrup.testkit.lease.Leases;
import org.stirrup.testkit.osgi.FakeFramework;

class AnswerFilesTest {
    private static final BootServer SERVER = new BootServer(
            Leases.address("192.168.1.1"),
            Map.of("ftp", URI.create("ftp://192.168.1.1/"), "http", URI.create("http://192.168.1.1/")));

    private static final ResourcePath KICKSTART = ResourcePath.of("CentOS-7/ks.cfg");

    private static final ResourcePath PRESEED = ResourcePath.of("Debian-12/preseed.cfg");

    private static final String HASH = "$6$salt$" + "a".repeat(86);

    @TempDir
    Path home;

    private AnswerFiles answers;

    private record Settings(String rootPasswordHash, String... sshKeys) implements AnswerFiles.Config {
        @Override
        public String lang() {
            return "en_US.UTF-8";
        }

        @Override
        public String keyboard() {
            return "us";
        }

        @Override
        public String windowsShare() {
            return "";
        }

        @Override
        public String timezone() {
            return "UTC";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return AnswerFiles.Config.class;
        }
    }

    /** Machines 1 and 2, each with a token of its digit. */
    private static final class TwoHosts implements HostDirectory {
        @Override
        public Optional<Host> find(MacAddress mac) {
            return all().stream().filter(host -> host.mac().equals(mac)).findFirst();
        }

        @Override
        public List<Host> all() {
            return List.of(host(1), host(2));
        }

        private static Host host(int number) {
            return new Host(
                    Leases.mac(number),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Host.State.DISCOVERED,
                    "",
                    Integer.toString(number).repeat(32),
                    Instant.EPOCH,
                    Instant.EPOCH);
        }

        @Override
        public Optional<Host> seen(BootClient client) {
            throw new AssertionError("to render an answer is not to see a machine");
        }

        @Override
        public Report report(String token, Host.State state, String note, Hardware found) {
            throw new AssertionError();
        }

        @Override
        public Optional<Host> assign(MacAddress mac, Collection<String> groups) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Host> reinstall(MacAddress mac) {
            throw new AssertionError();
        }
    }

    @BeforeEach
    void start() {
        answers = started(new Settings(HASH));
        answers.hosts = new TwoHosts();
        answers.images = () -> List.of(
                image("CentOS-7", "redhat"),
                image("CentOS-5", "redhat-5"),
                image("Debian-12", "debian"),
                new Image(Path.of("half.iso"), new Image.State.Arriving(), List.of()));
    }

    private AnswerFiles started(Settings settings) {
        return new AnswerFiles(new FakeFramework(home).context(), settings, Map.of());
    }

    private static Image image(String id, String family) {
        Image.State state = new Image.State.Ready(
                id,
                id,
                family,
                "7",
                "x86_64",
                ResourcePath.of("pub/" + id),
                Image.Confidence.CERTAIN,
                OptionalLong.empty());
        return new Image(Path.of(id + ".iso"), state, List.of());
    }

    private static BootClient client(int number) {
        return BootClient.of(Leases.mac(number), "eth1").withAddress(Leases.address("192.168.1." + number));
    }

    private String served(ResourcePath path, BootClient client) throws IOException {
        Lookup lookup = answers.find(path, client, SERVER);
        Lookup.Found found = assertInstanceOf(Lookup.Found.class, lookup, lookup.toString());
        try (InputStream stream = Resource.stream(found.resource().open(), 0)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void template(String name, String text) throws IOException {
        Files.createDirectories(home.resolve("data/answers"));
        Files.writeString(home.resolve("data/answers").resolve(name), text);
    }

    @Test
    void answersEachMachineWithItsOwnSecret() throws IOException {
        for (int number : List.of(1, 2)) {
            String text = served(KICKSTART, client(number));
            assertTrue(text.contains("/report/" + Integer.toString(number).repeat(32) + "/installed"), text);
            assertFalse(text.contains(Integer.toString(3 - number).repeat(32)), text);
            assertTrue(text.contains("rootpw --iscrypted " + HASH), text);
        }
    }

    /** To the first machine. */
    private void assigned(Assignment assignment) {
        answers.hostSettings = (HostSettings) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HostSettings.class}, (proxy, method, asked) -> Optional.of(
                                assignment)
                        .filter(any -> ((Host) asked[0]).mac().equals(Leases.mac(1))));
    }

    /** The first machine is assigned answers by their name, with an image. */
    @Test
    void answersAsTheMachineIsAssigned() throws IOException {
        Assignment kiosk = new Assignment(Optional.of("CentOS-7"), Optional.of("kiosk"), Assignment.Mode.ONCE);
        assigned(kiosk);
        Lookup.Failed failed = assertInstanceOf(Lookup.Failed.class, answers.find(KICKSTART, client(1), SERVER));
        assertTrue(failed.because().contains("kiosk.ks is not there"), failed.because());
        template("kiosk.ks", "# kiosk of {{host}}\n%packages\n%end\n");
        template("CentOS-5.ks", "# of the image\n%packages\n%end\n");
        assertTrue(served(KICKSTART, client(1)).startsWith("# kiosk of pc-"));
        assertTrue(served(KICKSTART, client(2)).startsWith("# CentOS-7 for "));
        assertTrue(served(ResourcePath.of("CentOS-5/ks.cfg"), client(1)).startsWith("# of the image"));
    }

    /** What only goes with the answers is the built-in one, unless there is one of that name too. */
    @Test
    void whatAccompaniesTheAnswersNeedNotBeWritten() throws IOException {
        answers.images = () -> List.of(image("Ubuntu-24", "ubuntu"));
        assigned(new Assignment(Optional.of("Ubuntu-24"), Optional.of("kiosk"), Assignment.Mode.ONCE));
        assertInstanceOf(Lookup.Failed.class, answers.find(ResourcePath.of("Ubuntu-24/user-data"), client(1), SERVER));
        assertTrue(served(ResourcePath.of("Ubuntu-24/meta-data"), client(1)).contains("instance-id"));
        template("kiosk.meta-data", "instance-id: kiosk\n");
        assertEquals("instance-id: kiosk\n", served(ResourcePath.of("Ubuntu-24/meta-data"), client(1)));
    }

    @Test
    void answersNobodyItDoesNotKnow() {
        BootClient stranger = BootClient.of(MacAddress.UNKNOWN, "").withAddress(Leases.address("192.168.1.9"));
        assertInstanceOf(Lookup.Refused.class, answers.find(KICKSTART, stranger, SERVER));
    }

    @Test
    void tellsAMachineThatIsNoHostNoSecret() throws IOException {
        String text = served(KICKSTART, client(3));
        assertFalse(text.contains("/report/"), text);
        assertTrue(text.contains("url --url=ftp://192.168.1.1/pub/CentOS-7\n"), text);
    }

    @Test
    void answersWithoutAHostDirectory() throws IOException {
        answers.hosts = null;
        assertTrue(served(KICKSTART, client(1)).contains("not reported: no host directory is installed"));
    }

    @Test
    void hasNoOtherFiles() {
        for (String path : List.of("", "CentOS-7", "ks.cfg", "CentOS-7/ks.cfg/x", "CentOS-7/preseed.cfg")) {
            assertInstanceOf(Lookup.Absent.class, answers.find(ResourcePath.of(path), client(1), SERVER), path);
        }
    }

    @Test
    void hasAnswersOnlyForImagesItKnows() {
        for (String id : List.of("CentOS-8", "Debian-12", "CentOS-5", "half")) {
            Lookup lookup = answers.find(ResourcePath.of(id + "/ks.cfg"), client(1), SERVER);
            assertInstanceOf(Lookup.Absent.class, lookup, id);
        }
    }

    @Test
    void prefersTheUsersTemplates() throws IOException {
        template("ks.cfg", "# for all: {{image}} {{lang}}\r\nreboot\r\n");
        assertEquals("# for all: CentOS-7 en_US.UTF-8\nreboot\n", served(KICKSTART, client(1)));
        template("CentOS-7.ks", "# for one: {{host}}\n");
        assertEquals("# for one: pc-525400000001\n", served(KICKSTART, client(1)));
        Files.delete(home.resolve("data/answers/CentOS-7.ks"));
        assertTrue(served(KICKSTART, client(1)).startsWith("# for all"));
        assertEquals(List.of(), answers.findings());
    }

    @Test
    void answersForAnythingThatTheUserHasATemplateFor() throws IOException {
        template("mine.ks", "url --url={{repository}}\n");
        assertEquals("url --url=ftp://192.168.1.1/pub/mine\n", served(ResourcePath.of("mine/ks.cfg"), client(1)));
    }

    @Test
    void servesNoTemplateWithAFault() throws IOException {
        template("CentOS-7.ks", "text\n%post\necho {{hots}}\n%end\n");
        Lookup.Failed failed = assertInstanceOf(Lookup.Failed.class, answers.find(KICKSTART, client(1), SERVER));
        assertTrue(failed.because().contains("CentOS-7.ks: line 3: {{hots}} is not known"), failed.because());
        Finding finding = answers.findings().get(0);
        assertEquals(Finding.Severity.ERROR, finding.severity());
        assertTrue(finding.source().endsWith("data/answers/CentOS-7.ks"), finding.source());
        assertTrue(finding.message().contains("{{hots}}"), finding.message());
        template("CentOS-7.ks", "text\n%post\necho {{host}}\n%end\n");
        served(KICKSTART, client(1));
        assertEquals(List.of(), answers.findings());
    }

    @Test
    void servesNoTemplateThatIsNoText() throws IOException {
        template("CentOS-7.ks", "");
        Files.write(home.resolve("data/answers/CentOS-7.ks"), new byte[] {'#', (byte) 0xff, '\n'});
        Lookup.Failed failed = assertInstanceOf(Lookup.Failed.class, answers.find(KICKSTART, client(1), SERVER));
        assertTrue(failed.because().endsWith("is not UTF-8"), failed.because());
        assertEquals(1, answers.findings().size());
    }

    @Test
    void answersADebianInstallerWithAPreseedFile() throws IOException {
        String text = served(PRESEED, client(1));
        assertTrue(text.contains("/report/" + "1".repeat(32) + "/installed"), text);
        assertTrue(text.contains("d-i passwd/root-password-crypted password " + HASH + "\n"), text);
        assertTrue(text.contains("d-i mirror/http/directory string /pub/Debian-12\n"), text);
    }

    @Test
    void prefersTheUsersPreseedTemplates() throws IOException {
        template("ks.cfg", "text\n");
        template("preseed.cfg", "# {{host}}\nd-i time/zone string {{timezone}}\n");
        assertEquals("# pc-525400000001\nd-i time/zone string UTC\n", served(PRESEED, client(1)));
        template("Debian-12.preseed", "d-i passwd/root-password password secret\n");
        Lookup.Failed failed = assertInstanceOf(Lookup.Failed.class, answers.find(PRESEED, client(1), SERVER));
        assertTrue(failed.because().contains("Debian-12.preseed: line 1: passwd/root-password"), failed.because());
        assertEquals(1, answers.findings().size());
        assertTrue(answers.findings().get(0).source().endsWith("data/answers/Debian-12.preseed"));
        assertEquals("text\n", served(KICKSTART, client(1)), "one kind of template is not the other");
    }

    @Test
    void failsWhereNothingServesARepository() {
        BootServer none = new BootServer(SERVER.address(), Map.of("tftp", URI.create("tftp://192.168.1.1/")));
        assertInstanceOf(Lookup.Failed.class, answers.find(KICKSTART, client(1), none));
    }

    @Test
    void keepsTheLastGoodSettings() throws IOException {
        answers.configure(new Settings("a plain password"), Map.of("felix.fileinstall.filename", "file:/etc/x.cfg"));
        assertTrue(served(KICKSTART, client(1)).contains("rootpw --iscrypted " + HASH));
        assertEquals("/etc/x.cfg", answers.findings().get(0).source());
        answers.configure(new Settings(""), Map.of());
        assertTrue(served(KICKSTART, client(1)).contains("rootpw --lock"));
        assertEquals(Finding.Severity.WARNING, answers.findings().get(0).severity());
    }

    @Test
    void answersNothingBeforeItsSettingsAreGood() {
        AnswerFiles wrong = started(new Settings("a plain password"));
        Lookup.Failed failed = assertInstanceOf(Lookup.Failed.class, wrong.find(KICKSTART, client(1), SERVER));
        assertFalse(failed.because().contains("a plain password"), failed.because());
    }

    @Test
    void defaultsArePinned() throws NoSuchMethodException {
        assertEquals("en_US.UTF-8", fallback("lang"));
        assertEquals("us", fallback("keyboard"));
        assertEquals("UTC", fallback("timezone"));
        assertEquals("", fallback("rootPasswordHash"), "no default password");
        assertEquals("", fallback("windowsShare"));
        assertEquals(0, ((String[]) fallback("sshKeys")).length);
    }

    private static Object fallback(String key) throws NoSuchMethodException {
        return AnswerFiles.Config.class.getDeclaredMethod(key).getDefaultValue();
    }
}
