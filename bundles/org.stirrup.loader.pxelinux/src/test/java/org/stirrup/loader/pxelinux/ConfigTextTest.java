package org.stirrup.loader.pxelinux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.Menus;

/** The rendered file against golden files; {@code -Dgolden.update=true} rewrites them, and the test still fails. */
class ConfigTextTest {
    private static final ConfigText.Style WITH_MENU = new ConfigText.Style(true, "-1", Location.TFTP, false);
    private static final ConfigText.Style PROMPT = new ConfigText.Style(false, "-1", Location.TFTP, false);

    private static final ConfigText.Style OVER_HTTP =
            new ConfigText.Style(true, "-1", new Location("", Optional.of(URI.create("http://192.168.77.1/"))), false);
    private static final ConfigText.Style EFI =
            new ConfigText.Style(true, "-1", new Location("::", Optional.empty()), true);

    static Stream<Arguments> goldenFiles() {
        return Stream.of(
                Arguments.of("install-at-once", Menus.installAtOnce(), WITH_MENU),
                Arguments.of("menu", Menus.choice(), WITH_MENU),
                Arguments.of("menu-without-menu.c32", Menus.choice(), PROMPT),
                Arguments.of("everything", Menus.everything(), WITH_MENU),
                Arguments.of("everything-without-menu.c32", Menus.everything(), PROMPT),
                Arguments.of("odd", Menus.odd(), WITH_MENU),
                Arguments.of("odd-without-menu.c32", Menus.odd(), PROMPT),
                Arguments.of("installed", installed(), WITH_MENU),
                Arguments.of("menu-over-http", Menus.choice(), OVER_HTTP),
                Arguments.of("odd-over-http", Menus.odd(), OVER_HTTP),
                Arguments.of("menu-efi", Menus.choice(), EFI),
                Arguments.of("everything-efi", Menus.everything(), EFI),
                Arguments.of("versioned-kernel", versionedKernel(), WITH_MENU),
                Arguments.of("default-cannot-be-said", defaultCannotBeSaid(), WITH_MENU));
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

    /** Whatever a title or an argument holds, it stays one line that begins as we began it. */
    @Property
    void noTextOfAnEntryBecomesALineOfItsOwn(@ForAll String title, @ForAll List<String> arguments) {
        MenuEntry entry = new MenuEntry.Linux("id", title, ResourcePath.of("k"), List.of(), arguments);
        Menu menu = new Menu(title, List.of(entry, Menus.LOCAL), "local", Optional.of(Duration.ofSeconds(1)));
        Pattern ours = Pattern.compile(
                "|# .*|DEFAULT .*|UI menu.c32|PROMPT 0|TIMEOUT 10|MENU TITLE .*|LABEL (id|local)"
                        + "|  (MENU LABEL .*|KERNEL k|APPEND .*|IPAPPEND 2|LOCALBOOT -1)",
                Pattern.DOTALL);
        String text = ConfigText.of(menu, "Rendered", WITH_MENU);
        for (String line : text.split("\n")) {
            assertEquals(true, ours.matcher(line).matches(), line);
            assertFalse(line.chars().anyMatch(Character::isISOControl), line);
        }
    }

    /** The real PXELINUX 6.04 boots at the limit and refuses one more. */
    @Test
    void aPathOf255BytesFitsAndOneMoreDoesNot() {
        assertEquals(Optional.empty(), Syntax.objection(kernel("k".repeat(255), ""), Location.TFTP));
        assertEquals(
                Optional.of("a path has 256 bytes, PXELINUX reads 255"),
                Syntax.objection(kernel("k".repeat(256), ""), Location.TFTP));
    }

    @Test
    void theCommandLineIsCountedAsTheKernelGetsIt() {
        int added = "BOOT_IMAGE=k ".length() + " BOOTIF=01-52-54-00-77-00-10".length();
        assertEquals(Optional.empty(), Syntax.objection(kernel("k", "x".repeat(2_047 - added)), Location.TFTP));
        assertEquals(
                Optional.of("the kernel command line has 2048 characters, at most 2047 fit"),
                Syntax.objection(kernel("k", "x".repeat(2_048 - added)), Location.TFTP));
    }

    private static MenuEntry kernel(String path, String argument) {
        return new MenuEntry.Linux("id", "Title", ResourcePath.of(path), List.of(), List.of(argument));
    }

    private static Menu installed() {
        return new Menu("Network boot", List.of(Menus.centos(), Menus.LOCAL), "local", Optional.of(Duration.ZERO));
    }

    /** KERNEL would take a name that ends in .0 for a network boot program. */
    private static Menu versionedKernel() {
        MenuEntry kernel = new MenuEntry.Linux(
                "live",
                "Größtes ^Live-System",
                ResourcePath.of("live/vmlinuz-6.1.0"),
                List.of(ResourcePath.of("live/microcode.img"), ResourcePath.of("live/initrd")),
                List.of("boot=live", "quiet"));
        return new Menu("Network boot", List.of(kernel, Menus.LOCAL), "live", Optional.of(Duration.ofMillis(10)));
    }

    private static Menu defaultCannotBeSaid() {
        MenuEntry spaced = new MenuEntry.Linux(
                "spaced", "A folder with a space", ResourcePath.of("pub/my iso/vmlinuz"), List.of(), List.of());
        return new Menu("Network boot", List.of(spaced, Menus.LOCAL), "spaced", Optional.of(Duration.ZERO));
    }
}
