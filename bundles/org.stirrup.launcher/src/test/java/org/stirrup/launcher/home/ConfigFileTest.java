package org.stirrup.launcher.home;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @Test
    void aFileIsMadeWithTheOneKey(@TempDir Path folder) throws IOException {
        Home home = Home.of(folder);
        home.furnish();
        ConfigFile.of(home, "org.example").set("key", "value");
        assertEquals("key = value\n", Files.readString(home.etc().resolve("org.example.cfg")));
    }

    @Test
    void commentsAndOtherKeysStay() {
        assertEquals(
                List.of("# interfaces = eth0", "other = 1", "interfaces = eth1", "", "! end"),
                ConfigFile.with(
                        List.of("# interfaces = eth0", "other = 1", "interfaces=eth0", "", "! end"),
                        "interfaces",
                        "eth1"));
    }

    @Test
    void aKeyThatOnlyBeginsTheSameIsAnother() {
        assertEquals(
                List.of("rangeOfSight = 1", "range = x"), ConfigFile.with(List.of("rangeOfSight = 1"), "range", "x"));
    }

    @Test
    void aValueOverSeveralLinesIsReplacedWhole() {
        assertEquals(
                List.of("range = new", "next = 1"),
                ConfigFile.with(List.of("range = one,\\", "  two,\\", "  three", "next = 1"), "range", "new"));
    }

    @Test
    void aKeyThatStandsTwiceStandsOnceAfterwards() {
        assertEquals(List.of("a = 3", "b = 1"), ConfigFile.with(List.of("a=1", "b = 1", "a = 2"), "a", "3"));
    }

    @Test
    void aFileThatTheConsoleWroteWithTypesKeepsThem() {
        assertEquals(
                List.of("host = \"127.0.0.1\"", "port = \"8081\""),
                ConfigFile.with(List.of("host = \"127.0.0.1\"", "port = I\"8080\""), "port", "8081"));
    }

    @Test
    void theSameValueTwiceWritesNothing(@TempDir Path folder) throws IOException {
        Home home = Home.of(folder);
        home.furnish();
        ConfigFile file = ConfigFile.of(home, "org.example");
        file.set("key", "value");
        Object before = Files.getAttribute(home.etc().resolve("org.example.cfg"), "unix:ino");
        file.set("key", "value");
        assertEquals(before, Files.getAttribute(home.etc().resolve("org.example.cfg"), "unix:ino"));
    }

    @Property
    void whatWasSetIsWhatIsRead(
            @ForAll @AlphaChars @StringLength(min = 1, max = 8) String key,
            @ForAll @CharRange(from = '!', to = '~') @StringLength(max = 20) String value)
            throws IOException {
        Properties read = new Properties();
        read.load(new StringReader(String.join("\n", ConfigFile.with(List.of("other = kept\\", "  on"), key, value))));
        assertEquals(value, read.getProperty(key));
        assertEquals("kepton", read.getProperty("other"));
    }
}
