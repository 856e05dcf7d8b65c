package org.stirrup.loader.grub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.Menus;

/** The rendered file against golden files; {@code -Dgolden.update=true} rewrites them, and the test still fails. */
class ConfigTextTest {
    private static final Optional<String> MACHINE = Optional.of("01-52-54-00-77-00-10");
    private static final ConfigText.Style CHAIN = new ConfigText.Style(MACHINE, LocalBoot.chain("x64"), false);
    private static final ConfigText.Style BIOS = new ConfigText.Style(MACHINE, LocalBoot.bootSector(), true);
    private static final ConfigText.Style EXIT = new ConfigText.Style(MACHINE, LocalBoot.exit(), false);
    private static final ConfigText.Style STRANGER =
            new ConfigText.Style(Optional.empty(), LocalBoot.chain("aa64"), false);

    static Stream<Arguments> goldenFiles() {
        return Stream.of(
                Arguments.of("install-at-once", Menus.installAtOnce(), EXIT),
                Arguments.of("menu", Menus.choice(), CHAIN),
                Arguments.of("everything", Menus.everything(), EXIT),
                Arguments.of("odd", Menus.odd(), EXIT),
                Arguments.of("arm64-stranger", spaced("local"), STRANGER),
                Arguments.of("bios", Menus.choice(), BIOS),
                Arguments.of("everything-bios", Menus.everything(), BIOS),
                Arguments.of("arguments", arguments(), EXIT),
                Arguments.of("default-cannot-be-said", defaultCannotBeSaid(), EXIT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenFiles")
    void rendersAsTheGoldenFile(String name, Menu menu, ConfigText.Style style) throws IOException {
        String text = ConfigText.of(menu, "Rendered for 52:54:00:77:00:10", style);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/test/resources/golden", name + ".cfg"), text);
        }
        try (InputStream golden = ConfigTextTest.class.getResourceAsStream("/golden/" + name + ".cfg")) {
            assertEquals(golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8), text);
        }
    }

    /** Whatever a title or an argument holds, it stays one word within the line that we began. */
    @Property
    void noTextOfAnEntryBecomesACommandOfItsOwn(@ForAll String title, @ForAll List<String> arguments) {
        MenuEntry entry = new MenuEntry.Linux("id", title, ResourcePath.of("k"), List.of(), arguments);
        Menu menu = new Menu(title, List.of(entry, Menus.LOCAL), "local", Optional.of(Duration.ofSeconds(1)));
        String word = "([A-Za-z0-9_./:,=@%+-]|'[^']*'|\\\\')+";
        Pattern ours = Pattern.compile(
                "|# .*|set default=[01]|set timeout=1|menuentry ('[^']*'|\\\\')+ --id (id|local) \\{|\\}"
                        + "|  (linux /k( " + word + ")*|exit)",
                Pattern.DOTALL);
        for (String line : ConfigText.of(menu, "Rendered", EXIT).split("\n")) {
            assertTrue(ours.matcher(line).matches(), line);
            assertFalse(line.chars().anyMatch(Character::isISOControl), line);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "quiet | quiet",
                "repo=ftp://192.168.77.1/pub/x?a=1&b | 'repo=ftp://192.168.77.1/pub/x?a=1&b'",
                "a=$b;c | 'a=$b;c'",
                "a=\"b c\" | 'a=b c'",
                "a=b{c} | 'a=b{c}'",
            })
    void anArgumentIsOneWord(String argument, String written) {
        assertEquals(written, Syntax.argument(argument));
        assertEquals(Optional.empty(), Syntax.objection(kernel("k", argument)));
    }

    @Test
    void whatGrubWouldChangeIsNotWritten() {
        for (String argument : List.of("a='b'", "a=\\b", "\"a=b", "a=\"b\"c")) {
            assertEquals(
                    Optional.of(
                            "GRUB puts a backslash before each quote and backslash of the kernel argument " + argument),
                    Syntax.objection(kernel("k", argument)));
        }
    }

    @Test
    void whatIsTooLongIsNotWritten() {
        assertEquals(Optional.empty(), Syntax.objection(kernel("k".repeat(1_400), "")));
        assertEquals(
                Optional.of("a path has 1401 bytes, GRUB asks for 1400 at the most"),
                Syntax.objection(kernel("k".repeat(1_401), "")));
        int added = "BOOT_IMAGE=\"/k\" BOOTIF=01-52-54-00-77-00-10 ".length();
        assertEquals(Optional.empty(), Syntax.objection(kernel("k", "x".repeat(2_047 - added))));
        assertEquals(
                Optional.of("the kernel command line has 2048 characters, at most 2047 fit"),
                Syntax.objection(kernel("k", "x".repeat(2_048 - added))));
    }

    /** GRUB reads a default that begins with a digit as a place in the menu, and counts from 0. */
    @Test
    void theDefaultIsCountedAmongTheEntriesThatAreWritten() {
        MenuEntry leftOut = new MenuEntry.Chain("bios", "For BIOS", ResourcePath.of("memtest.0"));
        MenuEntry seven = new MenuEntry.Linux("7.9", "Seven", ResourcePath.of("k"), List.of(), List.of());
        Menu menu = new Menu("m", List.of(leftOut, Menus.LOCAL, seven), "7.9", Optional.of(Duration.ofMillis(1)));
        String text = ConfigText.of(menu, "h", EXIT);
        assertTrue(text.contains("\nset default=1\nset timeout=1\n"), text);
    }

    private static MenuEntry kernel(String path, String argument) {
        return new MenuEntry.Linux("id", "Title", ResourcePath.of(path), List.of(), List.of(argument));
    }

    private static Menu spaced(String defaultId) {
        MenuEntry spaced = new MenuEntry.Linux(
                "spaced", "A folder with a space", ResourcePath.of("pub/my iso/vmlinuz"), List.of(), List.of());
        return new Menu("Network boot", List.of(Menus.centos(), spaced, Menus.LOCAL), defaultId, Optional.empty());
    }

    private static Menu arguments() {
        MenuEntry live = new MenuEntry.Linux(
                "live",
                "Größtes 'Live'-System $x",
                ResourcePath.of("live/vmlinuz-6.1.0"),
                List.of(ResourcePath.of("live/microcode.img"), ResourcePath.of("live/it's.img")),
                List.of("boot=live", "title=\"two words\"", "url=http://a/?b=1&c=$d", "rd.break;echo"));
        MenuEntry program = new MenuEntry.Chain("tool", "A tool", ResourcePath.of("tools/memtest.efi"));
        return new Menu("Network boot", List.of(live, program), "live", Optional.of(Duration.ofMillis(1_500)));
    }

    private static Menu defaultCannotBeSaid() {
        MenuEntry tool = new MenuEntry.Chain("tool", "Memory test", ResourcePath.of("memtest.0"));
        return new Menu("Network boot", List.of(tool, Menus.LOCAL), "tool", Optional.of(Duration.ZERO));
    }
}
