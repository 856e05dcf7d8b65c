package org.stirrup.http.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.content.ResourcePath;

class RequestPathTest {
    @ParameterizedTest
    @CsvSource({
        "/,''",
        "/pub/vmlinuz,pub/vmlinuz",
        "//pub//repodata/,pub/repodata",
        "/a%20b%2Bc+d,a b+c+d",
        "/%C3%BC,ü",
        "/%252e%252e/x,%2e%2e/x",
        "/a;v=1,a;v=1",
        "/a%2Fb,a/b",
    })
    void decodedOnce(String raw, String path) {
        assertEquals(path, RequestPath.of(raw).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../etc/passwd",
                "/%2e%2e/etc",
                "/%2E./x",
                "/a/%2e%2e%2fx",
                "/a%5cb",
                "/..%5c..%5cx",
                "/%00",
                "/a%0a",
                "/%",
                "/%2",
                "/%zz",
                "/%ff",
                "/%c0%ae%c0%ae/x",
                "/a\\b"
            })
    void refused(String raw) {
        assertThrows(IllegalArgumentException.class, () -> RequestPath.of(raw));
    }

    /** A link of a folder's page leads to the entry it was made from. */
    @Property
    void whatIsEncodedIsDecoded(@ForAll String text) {
        String name = text.codePoints()
                .filter(c -> Character.isDefined(c) && !Character.isISOControl(c) && c != '/' && c != '\\')
                .filter(c -> c < 0xd800 || c > 0xdfff)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
            assertEquals(ResourcePath.of(name), RequestPath.of("/" + RequestPath.encode(name)));
        }
    }
}
