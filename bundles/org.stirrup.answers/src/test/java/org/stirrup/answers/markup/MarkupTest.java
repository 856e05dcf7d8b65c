package org.stirrup.answers.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.answers.SampleHost.CLIENT;
import static org.stirrup.answers.SampleHost.HOST;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.answers.autoinstall.YamlMap;
import org.stirrup.answers.format.Format;
import org.stirrup.answers.render.Rendering;
import org.stirrup.answers.settings.Settings;
import org.stirrup.answers.target.Target;
import org.stirrup.answers.target.Variables;
import org.stirrup.answers.template.Templates;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.lease.Leases;
import org.w3c.dom.Element;

/** The built-in answers of SUSE's installers and of Windows, and what is refused of one's own. */
class MarkupTest {
    private static final BootServer SERVER =
            new BootServer(Leases.address("192.168.1.1"), Map.of("http", URI.create("http://192.168.1.1/")));

    private static final Settings LOCKED = new Settings("en_US.UTF-8", "us", "UTC", Optional.empty(), List.of());

    private static final Settings OPEN = new Settings(
            "de_DE.UTF-8",
            "de",
            "Europe/Berlin",
            Optional.of("$6$salt$hash"),
            List.of("ssh-rsa A <a> & 'b' \"c\" \\d", "ssh-rsa B b"),
            Optional.of("\\\\files\\windows11"));

    @Test
    void everyBuiltInIsGoodWhateverIsKnown() {
        for (Format format : List.of(Format.AUTOYAST, Format.AGAMA, Format.UNATTEND, Format.WINPESHL, Format.INSTALL)) {
            assertEquals(List.of(), format.faults(template(format)), format.file());
            for (Settings settings : List.of(LOCKED, OPEN)) {
                for (Optional<Host> host : List.of(Optional.of(HOST), Optional.<Host>empty())) {
                    String text = rendered(format, "SLES 15.6 \"<&\" x86_64", "15.6", settings, host, CLIENT);
                    assertFalse(text.contains("{{"), text);
                }
            }
        }
    }

    @Test
    void autoYastInstallsAndReports() {
        XmlFile file = xml(Format.AUTOYAST, "openSUSE-Leap 15.6 x86_64", "15.6", OPEN);
        assertEquals(List.of("Leap"), texts(file, "product"));
        assertEquals(List.of("pc17"), texts(file, "hostname"));
        assertEquals("de_DE", texts(file, "language").get(1));
        assertEquals(List.of("$6$salt$hash"), texts(file, "user_password"));
        String scripts = String.join("\n", texts(file, "source"));
        assertTrue(scripts.contains("for key in 'ssh-rsa A <a> & '\\''b'\\'' \"c\" \\d' 'ssh-rsa B b'; do"), scripts);
        assertTrue(scripts.contains(">> /root/.ssh/authorized_keys"), scripts);
        String report = "http://192.168.1.1/report/0123456789abcdef0123456789abcdef/";
        assertTrue(scripts.contains(report + "started?memory=$(awk"), scripts);
        assertTrue(scripts.contains(")&serial=$(tr -cd 'A-Za-z0-9._-' < /sys/class/dmi/id/product_serial)\""), scripts);
        // Names of its own, and those alone.
        assertEquals(List.of("german"), texts(file, "keymap"));
        assertEquals(List.of("english-us"), texts(xml(Format.AUTOYAST, "x", "", LOCKED), "keymap"));
        assertTrue(scripts.contains(report + "installed"), scripts);
        assertEquals(List.of("!"), texts(xml(Format.AUTOYAST, "x", "", LOCKED), "user_password"));
    }

    @Test
    void agamaIsToldTheProductAndTheKeys() {
        String text = rendered(Format.AGAMA, "openSUSE-Leap 16.0 x86_64", "16.0", OPEN, Optional.of(HOST), CLIENT);
        Map<String, Object> profile = YamlMap.read(text).values();
        assertEquals("Leap_16.0", YamlMap.below(profile.get("product")).get("id"));
        Map<String, Object> root = YamlMap.below(profile.get("root"));
        assertEquals(String.join("\n", OPEN.sshKeys()), root.get("sshPublicKey"));
        assertEquals("$6$salt$hash", root.get("password"));
        assertEquals(true, root.get("hashedPassword"));
        assertEquals(
                Set.of("pre", "post"), YamlMap.below(profile.get("scripts")).keySet());
    }

    @Test
    void windowsIsPartitionedForItsFirmware() {
        BootClient uefi = new BootClient(
                CLIENT.mac(),
                Optional.of(Architecture.UEFI_X64),
                BootClient.Stage.IPXE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "br0",
                CLIENT.address());
        for (BootClient client : List.of(CLIENT, uefi)) {
            XmlFile file = XmlFile.read(
                    rendered(Format.UNATTEND, "Windows", "", LOCKED, Optional.of(HOST), client), "unattend");
            assertEquals(List.of(), file.faults());
            boolean efi = client.equals(uefi);
            assertEquals(efi ? 3 : 2, file.named("CreatePartition").count());
            assertEquals(
                    efi ? "3" : "2",
                    XmlFile.child(file.named("InstallTo").findFirst().orElseThrow(), "PartitionID"));
            assertEquals(List.of("pc17"), texts(file, "ComputerName"));
            assertEquals(Set.of("en-US"), Set.copyOf(texts(file, "UserLocale")));
        }
    }

    @Test
    void windowsSetupComesFromTheShareOrSaysThatThereIsNone() {
        String with = rendered(Format.INSTALL, "Windows", "", OPEN, Optional.of(HOST), CLIENT);
        assertTrue(with.contains("net use Z: \"\\\\files\\windows11\" && goto setup\r\n"), with);
        String without = rendered(Format.INSTALL, "Windows", "", LOCKED, Optional.of(HOST), CLIENT);
        assertFalse(without.contains("setup.exe"), without);
        assertTrue(without.contains("on 192.168.1.1.\r\n"), without);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<profile><a></profile>",
                "<unattended/>",
                "<!DOCTYPE profile [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><profile>&x;</profile>",
                "profile",
                "",
                "<profile><users><user><username>root</username><user_password>secret</user_password></user></users></profile>",
                "<profile><user><user_password>secret</user_password><encrypted>true</encrypted></user></profile>",
                "<profile><user><user_password>$6$s$h</user_password><encrypted>false</encrypted></user></profile>"
            })
    void whatAutoYastCannotReadOrOthersCouldIsRefused(String text) {
        List<String> faults = AutoYast.faults(text);
        assertEquals(1, faults.size(), faults::toString);
        assertFalse(faults.get(0).contains("secret"), faults::toString);
        assertFalse(faults.get(0).contains("root:x"), faults::toString);
    }

    @Test
    void aMistakeIsNamedWithItsLine() {
        String fault = AutoYast.faults("<?xml version=\"1.0\"?>\n<!DOCTYPE profile>\n<profile>\n  <a>\n</profile>\n")
                .get(0);
        assertTrue(fault.startsWith("line 5: "), fault);
    }

    @Test
    void aPasswordForWindowsIsRefusedInEitherForm() {
        for (String plain : List.of("true", "false")) {
            String text = "<unattend xmlns='urn:schemas-microsoft-com:unattend'><settings pass='oobeSystem'><component>"
                    + "<AdministratorPassword><Value>cABhAHMAcwA=</Value><PlainText>" + plain
                    + "</PlainText></AdministratorPassword></component></settings></unattend>";
            List<String> faults = Unattend.faults(text);
            assertEquals(1, faults.size(), faults::toString);
            assertFalse(faults.get(0).contains("cABh"), faults::toString);
        }
        assertEquals(
                1,
                Unattend.faults("<unattend><settings pass='first'/></unattend>").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "product: {id: x}",
                "{\"product\": {\"id\": \"x\"",
                "{\"root\": {\"password\": \"secret\"}}",
                "{\"user\": {\"password\": \"secret\", \"hashedPassword\": true}}",
                "{\"root\": {\"password\": \"$6$s$h\", \"hashedPassword\": false}}"
            })
    void whatAgamaCannotReadOrOthersCouldIsRefused(String text) {
        assertEquals(1, AgamaProfile.faults(text).size(), () -> AgamaProfile.faults(text)
                .toString());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void noTwoKindsHaveTheSameName(Format format) {
        assertEquals(Optional.of(format), Format.named(format.file()));
        assertEquals(
                1,
                List.of(Format.values()).stream()
                        .filter(other -> other.ending().equals(format.ending()))
                        .count());
    }

    private static String template(Format format) {
        return assertInstanceOf(Templates.Template.Text.class, new Templates(Path.of("/nonexistent"), format).of("x"))
                .text();
    }

    private static String rendered(
            Format format, String title, String version, Settings settings, Optional<Host> host, BootClient client) {
        Target target = new Target("image", title, version, ResourcePath.of("pub/image"), true);
        Rendering rendering = format.render(
                template(format),
                Variables.of(
                        target,
                        Optional.of("http://192.168.1.1/pub/image"),
                        client,
                        SERVER,
                        settings,
                        host,
                        "why -- not"));
        return assertInstanceOf(Rendering.Rendered.class, rendering, rendering.toString())
                .text();
    }

    private static XmlFile xml(Format format, String title, String version, Settings settings) {
        XmlFile file = XmlFile.read(rendered(format, title, version, settings, Optional.of(HOST), CLIENT), "profile");
        assertEquals(List.of(), file.faults());
        return file;
    }

    private static List<String> texts(XmlFile file, String name) {
        return file.named(name).map(Element::getTextContent).map(String::strip).collect(Collectors.toList());
    }
}
