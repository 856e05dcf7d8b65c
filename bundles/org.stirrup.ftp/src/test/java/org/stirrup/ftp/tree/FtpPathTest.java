package org.stirrup.ftp.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.content.ResourcePath;

class FtpPathTest {
    private static final ResourcePath PUB = ResourcePath.of("pub/os");

    @ParameterizedTest
    @CsvSource({
        "vmlinuz,pub/os/vmlinuz",
        "/vmlinuz,vmlinuz",
        "../vmlinuz,pub/vmlinuz",
        "../../vmlinuz,vmlinuz",
        "./a//b/../c,pub/os/a/c",
        "//a,a",
        "..a/b..,pub/os/..a/b..",
    })
    void aPathIsReadFromTheWorkingDirectory(String asked, String path) {
        assertEquals(path, FtpPath.resolve(PUB, asked).text());
    }

    @Test
    void noArgumentIsTheWorkingDirectory() {
        assertEquals(PUB, FtpPath.resolve(PUB, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "../../..",
                "../../../etc/passwd",
                "/../etc/passwd",
                "/a/../../b",
                "a\\b",
                "..\\..\\etc",
                "a\u0000b",
                "a\u001bb"
            })
    void aPathOutOfTheTreeIsRefused(String asked) {
        assertThrows(IllegalArgumentException.class, () -> FtpPath.resolve(PUB, asked));
    }

    @Test
    void goingUpFromTheRootStaysThere() {
        assertTrue(FtpPath.folder(ResourcePath.ROOT, "..").isRoot());
        assertTrue(FtpPath.folder(PUB, "../../../..").isRoot());
        assertTrue(FtpPath.folder(PUB, "/..").isRoot());
        assertEquals("pub", FtpPath.folder(PUB, "..").text());
        assertThrows(IllegalArgumentException.class, () -> FtpPath.folder(PUB, "../../../etc"));
    }

    @Provide
    Arbitrary<String> asked() {
        return Arbitraries.of("..", ".", "", "/", "pub", "a b", "\\", "...", "%2e%2e", "é")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("/", parts));
    }

    /** Whatever is asked, the result lies in the tree or is refused; and it is what a file system would make of it. */
    @Property
    void aResolvedPathAgreesWithTheFileSystem(@ForAll("asked") String asked) {
        ResourcePath path;
        try {
            path = FtpPath.resolve(PUB, asked);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertFalse(path.segments().contains(".."));
        java.nio.file.Path expected =
                java.nio.file.Path.of("/pub/os").resolve(asked).normalize();
        assertEquals(expected.toString(), "/" + String.join("/", List.copyOf(path.segments())));
    }
}
