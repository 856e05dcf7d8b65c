package org.stirrup.menu.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.Menus;

class OwnEntryTest {
    @Test
    void everyKeyIsRead() {
        OwnEntry own = Configurations.entry(
                "live",
                Map.ofEntries(
                        Map.entry("title", " A live system "),
                        Map.entry("kernel", "/live//vmlinuz"),
                        Map.entry("initrds", "live/a.img, live/b.img"),
                        Map.entry("arguments", "boot=live  title=\"two words\" fetch={http}live/fs"),
                        Map.entry("parent", "tools"),
                        Map.entry("order", " 7 "),
                        Map.entry("key", "L"),
                        Map.entry("password", String.join(" ", Menus.PASSWORD.hashes())),
                        Map.entry("macs", "52-54-00-77-00-10 52:54:00:77:00:11"),
                        Map.entry("groups", "lab,west"),
                        Map.entry("architectures", "bios UEFI-x64")));
        assertEquals(List.of(), own.findings());
        Label label =
                new Label("live", "A live system", Optional.of('l'), Optional.of(Menus.PASSWORD), Label.Start.BY_HAND);
        MenuEntry linux = new MenuEntry.Linux(
                label,
                ResourcePath.of("live/vmlinuz"),
                List.of(ResourcePath.of("live/a.img"), ResourcePath.of("live/b.img")),
                List.of("boot=live", "title=\"two words\"", "fetch={http}live/fs"));
        Audience audience = new Audience(
                Set.of(new MacAddress("52:54:00:77:00:10"), new MacAddress("52:54:00:77:00:11")),
                Set.of("lab", "west"),
                Set.of(Platform.BIOS, Platform.UEFI_X64));
        assertEquals(
                Optional.of(new Entry(new Entry.Content.Fixed(linux), Optional.of("tools"), 7, audience)), own.entry());
    }

    @Test
    void everyKindAndTheDefaults() {
        Label label = new Label("x", "x", Optional.empty(), Optional.empty(), Label.Start.BY_HAND);
        assertEquals(new Entry.Content.Fixed(new MenuEntry.LocalDisk(label)), content(Map.of("kind", "disk")));
        assertEquals(
                new Entry.Content.Fixed(new MenuEntry.Submenu(label, List.of())), content(Map.of("kind", "submenu")));
        assertEquals(new Entry.Content.Memtest(label), content(Map.of("kind", "memtest")));
        assertEquals(
                new Entry.Content.Fixed(new MenuEntry.Chain(label, ResourcePath.of("a.efi"))),
                content(Map.of("kind", "chain", "program", "a.efi")));
        assertEquals(
                new Label("y", "Y", Optional.empty(), Optional.empty(), Label.Start.BY_DEFAULT),
                content(Map.of("kind", "disk", "id", "y", "title", "Y", "default", "true"))
                        .label());
    }

    private static Entry.Content content(Map<String, String> given) {
        OwnEntry own = Configurations.entry("x", given);
        assertEquals(List.of(), own.findings());
        assertEquals(Audience.EVERYBODY, own.entry().orElseThrow().audience());
        return own.entry().orElseThrow().content();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "kind      | windows      | kind=windows: no such kind of entry",
                "kernel    | -            | kernel=: kind=linux needs it",
                "kernel    | ../vmlinuz   | kernel=../vmlinuz: path has a '..' segment",
                "initrds   | a ../b       | initrds=../b: path has a '..' segment",
                "arguments | a=\"b        | arguments=a=\"b: a double quote is not closed",
                "id        | a b          | id=a b: menu entry id 'a b' has more than letters, digits, . _ -",
                "order     | first        | order=first: not a number",
                "key       | F12          | key=F12: not a letter of ASCII or a digit",
                "default   | yes          | default=yes: neither true nor false",
                "macs      | pc1          | macs=pc1: ",
                "architectures | amiga    | architectures=amiga: no such architecture",
            })
    void aWrongValueIsSaidWithItsKeyAndWhatStoodBeforeStays(String key, String value, String message) {
        Map<String, String> good = Map.of("kernel", "vmlinuz");
        OwnEntry own = Configurations.entry("x", good);
        Optional<Entry> before = own.entry();
        assertTrue(before.isPresent());
        Map<String, String> wrong = new HashMap<>(good);
        wrong.put(key, value == null ? "" : value);
        own.configure(Configurations.of(wrong), Configurations.properties("x"));
        assertEquals(1, own.findings().size(), own.findings()::toString);
        Finding finding = own.findings().get(0);
        assertEquals("/etc/org.stirrup.menu.entry-x.cfg", finding.source());
        assertTrue(finding.message().startsWith(message), finding.message());
        assertTrue(finding.message().endsWith("; what was in force stays"), finding.message());
        assertFalse(finding.remedy().isBlank());
        assertEquals(before, own.entry());
        own.configure(Configurations.of(good), Configurations.properties("x"));
        assertEquals(List.of(), own.findings());
    }

    @Test
    void aPasswordInClearIsRefusedAndNotRepeated() {
        OwnEntry own = Configurations.entry("x", Map.of("kind", "disk", "password", "sesame"));
        assertEquals(Optional.empty(), own.entry());
        assertTrue(own.findings().get(0).message().startsWith("password=...: "), own.findings()::toString);
        assertFalse(own.findings().toString().contains("sesame"));
    }

    @Test
    void whatCannotBootByItselfIsNoDefault() {
        String hash = Menus.PASSWORD.hashes().get(0);
        for (Map<String, String> given : List.of(
                Map.of("kind", "disk", "default", "true", "password", hash),
                Map.of("kind", "disk", "default", "true", "parent", "tools"),
                Map.of("kind", "submenu", "default", "true"))) {
            OwnEntry own = Configurations.entry("x", given);
            assertEquals(Optional.empty(), own.entry());
            assertTrue(own.findings().get(0).message().startsWith("default=true: "), own.findings()::toString);
        }
    }
}
