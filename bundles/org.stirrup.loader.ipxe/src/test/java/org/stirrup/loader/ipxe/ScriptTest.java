package org.stirrup.loader.ipxe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

/** The rendered script against golden files; {@code -Dgolden.update=true} rewrites them, and the test still fails. */
class ScriptTest {
    private static final Location HTTP = Location.of(Machines.SERVER).orElseThrow();

    static Stream<Arguments> goldenFiles() {
        return Stream.of(
                Arguments.of("install-at-once", Menus.installAtOnce(), style(HTTP)),
                Arguments.of("menu", Menus.choice(), style(HTTP)),
                Arguments.of("menu-over-tftp", Menus.choice(), style(Location.tftp(Machines.SERVER_ADDRESS))),
                Arguments.of("autoexec", Menus.choice(), with(true, Settings.LocalBoot.EXIT)),
                Arguments.of("sanboot", installed(), with(false, Settings.LocalBoot.SANBOOT)),
                Arguments.of("everything", Menus.everything(), style(HTTP)),
                Arguments.of("odd", Menus.odd(), style(HTTP)),
                Arguments.of("default-cannot-be-said", defaultCannotBeSaid(), style(HTTP)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenFiles")
    void rendersAsTheGoldenFile(String name, Menu menu, Script.Style style) throws IOException {
        String text = Script.of(menu, style);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/test/resources/golden", name + ".ipxe"), text);
        }
        try (InputStream golden = ScriptTest.class.getResourceAsStream("/golden/" + name + ".ipxe")) {
            assertEquals(golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8), text);
        }
    }

    /** Whatever a title or an argument holds, it stays one command that begins as we began it. */
    @Property
    void noTextOfAnEntryBecomesACommandOfItsOwn(@ForAll String title, @ForAll List<String> arguments) {
        Menu menu = new Menu(title, List.of(kernel("k", arguments, title), Menus.LOCAL), "local", Optional.empty());
        Pattern ours = Pattern.compile(
                "|#!?.*|:(menu|/id|/local|failed)|menu .*|item /(id|local) .*|choose .*|imgfree"
                        + "|kernel http://192.168.77.1/k .* \\|\\| goto failed|boot .*|iseq .*|exit 0|prompt .*|goto menu",
                Pattern.DOTALL);
        for (String line : Script.of(menu, style(HTTP)).split("\n")) {
            assertTrue(ours.matcher(line).matches(), line);
            assertFalse(line.chars().anyMatch(Character::isISOControl), line);
            if (line.startsWith("item ") || line.startsWith("menu ")) {
                List<String> words =
                        Arrays.asList(line.replace(" || goto /local", "").split(" "));
                assertTrue(Stream.of("||", "&&", ";", "#").noneMatch(words::contains), line);
                assertFalse(line.contains("${") || line.chars().anyMatch(c -> c > 0x7e), line);
            }
        }
    }

    @Test
    void aTitleIsOneLineOfAsciiThatEndsNoCommand() {
        assertEquals("Tools & more | nr - 1, $ {x}", Syntax.title("  Tools && more || nr # 1, ${x}"));
        assertEquals("Groe?", Syntax.title("Gr\u00f6\tße".replace("\t", "").replace("ße", "e\u6587")));
        assertEquals("delete", Syntax.title("--delete"));
    }

    @Test
    void whatIpxeCannotSayIsLeftOutWithTheReason() {
        assertEquals(
                Optional.of("a kernel argument has '${', which begins a variable for iPXE"),
                objection("a=${net0/mac}"));
        assertEquals(
                Optional.of("a kernel argument has the word '||', which ends a command for iPXE"),
                objection("a", "||", "b"));
        assertEquals(
                Optional.of("a kernel argument has a line break or another control character"), objection("a\nshell"));
        assertEquals(Optional.empty(), objection("a=\"b c\"", "d=#e", "---", "$x", "a;b"));
    }

    @Test
    void theCommandLineIsCountedAsTheKernelGetsIt() {
        int added = "k initrd=initrd.img  BOOTIF=01-52-54-00-77-00-10".length();
        MenuEntry fits = kernel("k", List.of("x".repeat(2_047 - added)), "Title");
        assertEquals(Optional.empty(), Syntax.objection(withInitrd((MenuEntry.Linux) fits)));
        MenuEntry not = kernel("k", List.of("x".repeat(2_048 - added)), "Title");
        assertEquals(
                Optional.of("the kernel command line has 2048 characters, at most 2047 fit"),
                Syntax.objection(withInitrd((MenuEntry.Linux) not)));
    }

    @Test
    void aPathIsSpelledAsAUri() {
        assertEquals(
                "http://192.168.77.1/pub/my%20iso/a%2Bb%24%7Bc%7D/gr%C3%B6%C3%9Fe%25",
                HTTP.of(ResourcePath.of("pub/my iso/a+b${c}/größe%")));
    }

    private static Optional<String> objection(String... arguments) {
        return Syntax.objection(kernel("k", List.of(arguments), "Title"));
    }

    private static MenuEntry kernel(String path, List<String> arguments, String title) {
        return new MenuEntry.Linux("id", title, ResourcePath.of(path), List.of(), arguments);
    }

    private static MenuEntry withInitrd(MenuEntry.Linux linux) {
        return new MenuEntry.Linux(
                linux.id(), linux.title(), linux.kernel(), List.of(ResourcePath.of("i")), linux.arguments());
    }

    private static Script.Style style(Location location) {
        return new Script.Style("Rendered for 52:54:00:77:00:10", false, location, Settings.LocalBoot.EXIT);
    }

    private static Script.Style with(boolean withoutAddress, Settings.LocalBoot localBoot) {
        return new Script.Style("Rendered for 52:54:00:77:00:10", withoutAddress, HTTP, localBoot);
    }

    private static Menu installed() {
        return new Menu("Network boot", List.of(Menus.centos(), Menus.LOCAL), "local", Optional.of(Duration.ZERO));
    }

    private static Menu defaultCannotBeSaid() {
        MenuEntry variable = kernel("k", List.of("a=${b}"), "A variable");
        return new Menu("Network boot", List.of(variable, Menus.LOCAL), "id", Optional.of(Duration.ZERO));
    }
}
