package org.stirrup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stirrup.api.host.Host;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.console.progress.Stage;

/** Every text of the pages is there in Korean, with the same values in it. */
class TextsTest {
    private static final Path PAGES = Path.of("src/main/resources/res/ui");
    private static final Path TITLES = Path.of("src/main/resources/OSGI-INF/l10n");
    private static final Pattern VALUE = Pattern.compile("\\{\\d+}");

    /** A sentence, or the beginning of one, that is handed on without being looked up. */
    private static final Pattern BARE = Pattern.compile("\"[A-Z][a-z]+ [^\"`]*\"");

    @Test
    void thePagesSpeakKorean() throws Exception {
        JsonObject korean = korean();
        assertEquals(
                List.of(), texts().filter(text -> !korean.containsKey(text)).toList(), "not in ko.json");
    }

    @Test
    void noSentenceIsShownWithoutBeingLookedUp() throws Exception {
        for (Path script : scripts()) {
            assertEquals(
                    List.of(),
                    BARE.matcher(Files.readString(script))
                            .results()
                            .map(MatchResult::group)
                            .toList(),
                    script.toString());
        }
    }

    @Test
    void theWordsOfTheApplianceAreThereToo() throws Exception {
        JsonObject korean = korean();
        Stream<String> words = Stream.of(
                        Arrays.stream(Stage.values()).map(Stage::title),
                        Arrays.stream(Host.State.values()).map(Enum::name),
                        Arrays.stream(BootEvent.Kind.values()).map(Enum::name))
                .flatMap(each -> each)
                .map(word -> word.toLowerCase(Locale.ROOT).replace('_', ' '));
        assertEquals(List.of(), words.filter(word -> !korean.containsKey(word)).toList());
    }

    @Test
    void noValueIsLostOrMadeUp() throws Exception {
        korean().forEach((english, text) -> {
            String said = ((jakarta.json.JsonString) text).getString();
            assertFalse(said.isBlank(), english);
            assertEquals(values(english), values(said), english);
        });
    }

    @Test
    void aTitleIsThereInBoth() throws Exception {
        assertEquals(
                titles("bundle.properties").keySet(),
                titles("bundle_ko.properties").keySet());
    }

    private static List<String> values(String text) {
        return VALUE.matcher(text).results().map(MatchResult::group).sorted().toList();
    }

    private static JsonObject korean() throws IOException {
        try (var reader = Json.createReader(Files.newBufferedReader(PAGES.resolve("ko.json")))) {
            return reader.readObject();
        }
    }

    private static Properties titles(String file) throws IOException {
        Properties titles = new Properties();
        try (InputStream in = Files.newInputStream(TITLES.resolve(file))) {
            titles.load(in);
        }
        return titles;
    }

    private static Stream<String> texts() throws IOException {
        Stream.Builder<String> texts = Stream.builder();
        for (Path script : scripts()) {
            ScriptTexts.of(Files.readString(script)).forEach(texts);
        }
        return texts.build();
    }

    private static List<Path> scripts() throws IOException {
        try (var files = Files.list(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".js"))
                    .sorted()
                    .toList();
        }
    }
}
