package org.stirrup.console.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadFolderTest {
    @TempDir
    Path home;

    private final UploadFolder uploads = new UploadFolder(".iso");

    private Path folder() {
        return home.resolve("images");
    }

    private static UploadFolder.Upload six(String name) {
        return new UploadFolder.Upload(name, 6, 1000);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes());
    }

    @Test
    void aFileComesInPiecesAndGetsItsNameWhenItIsWhole() throws Exception {
        assertEquals(0, uploads.arrived(folder(), six("a.iso")));
        assertEquals(new UploadFolder.Progress(4, false), uploads.take(folder(), six("a.iso"), 0, bytes("abcd")));
        assertFalse(Files.exists(folder().resolve("a.iso")));
        assertEquals(List.of(new UploadFolder.Part(six("a.iso"), 4)), uploads.parts(folder()));
        // As after a restart of the appliance.
        UploadFolder later = new UploadFolder(".iso");
        assertEquals(4, later.arrived(folder(), six("a.iso")));
        assertEquals(new UploadFolder.Progress(6, true), later.take(folder(), six("a.iso"), 4, bytes("ef")));
        assertEquals("abcdef", Files.readString(folder().resolve("a.iso")));
        assertEquals(List.of(), later.parts(folder()));
    }

    @Test
    void whatArrivedOfAPieceThatBrokeOffIsKept() throws Exception {
        InputStream broken = new SequenceInputStream(bytes("abc"), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset by peer");
            }
        });
        assertThrows(IOException.class, () -> uploads.take(folder(), six("a.iso"), 0, broken));
        assertEquals(3, uploads.arrived(folder(), six("a.iso")));
    }

    @Test
    void anotherFileOfThatNameBeginsAnew() throws Exception {
        uploads.take(folder(), six("a.iso"), 0, bytes("abcd"));
        assertEquals(0, uploads.arrived(folder(), new UploadFolder.Upload("a.iso", 6, 1001)));
        assertEquals(0, uploads.arrived(folder(), new UploadFolder.Upload("a.iso", 7, 1000)));
    }

    @Test
    void aPieceThatDoesNotFitIsRefusedAndChangesNothing() throws Exception {
        uploads.take(folder(), six("a.iso"), 0, bytes("abcd"));
        for (long offset : List.of(0L, 3L, 5L, -1L)) {
            UploadException refused = assertThrows(
                    UploadException.class, () -> uploads.take(folder(), six("a.iso"), offset, bytes("xx")));
            assertTrue(refused.getMessage().startsWith("4 bytes of a.iso have arrived"), refused.getMessage());
        }
        assertThrows(UploadException.class, () -> uploads.take(folder(), six("a.iso"), 4, bytes("efg")));
        assertEquals(new UploadFolder.Progress(6, true), uploads.take(folder(), six("a.iso"), 4, bytes("ef")));
    }

    @Test
    void whatIsThereIsNotReplaced() throws Exception {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("a.iso"), "old");
        assertThrows(UploadException.class, () -> uploads.arrived(folder(), six("a.iso")));
        assertThrows(UploadException.class, () -> uploads.take(folder(), six("a.iso"), 0, bytes("abcdef")));
        assertEquals("old", Files.readString(folder().resolve("a.iso")));
    }

    @Test
    void oneThatDoesNotFitOnTheDiskIsRefusedBeforeAByteIsWritten() {
        UploadFolder full = new UploadFolder(".iso", folder -> UploadFolder.SPARE + 5);
        UploadException refused =
                assertThrows(UploadException.class, () -> full.take(folder(), six("a.iso"), 0, bytes("abcdef")));
        assertTrue(refused.getMessage().contains("to spare"), refused.getMessage());
        assertFalse(Files.exists(folder()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.iso",
                "/etc/a.iso",
                "a/b.iso",
                ".a.iso",
                "-a.iso",
                "a.iso.part",
                "a.img",
                "a\0.iso",
                "a\n.iso",
                "a\\b.iso",
                "",
                "a*.iso",
                "null"
            })
    void namesThatLeadElsewhereAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> uploads.take(folder(), six(name), 0, bytes("abcdef")));
        assertThrows(IllegalArgumentException.class, () -> uploads.file(folder(), name));
        assertFalse(Files.exists(folder()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CentOS-7-x86_64-Minimal-2009.iso", "dropped (1).ISO", "우분투 24.04.iso"})
    void namesAsPeopleHaveThemAreTaken(String name) throws Exception {
        assertTrue(uploads.take(folder(), six(name), 0, bytes("abcdef")).whole());
        assertEquals(folder().resolve(name), uploads.file(folder(), name));
    }

    @Test
    void aLinkThatLiesInTheWayIsNotFollowed() throws Exception {
        Path outside = home.resolve("outside");
        Files.writeString(outside, "");
        Files.createDirectories(folder());
        Files.createSymbolicLink(folder().resolve("a.iso.6-1000.part"), outside);
        assertThrows(IOException.class, () -> uploads.take(folder(), six("a.iso"), 0, bytes("abcdef")));
        assertEquals("", Files.readString(outside));
    }

    @Test
    void whatArrivedIsGivenUp() throws Exception {
        uploads.take(folder(), six("a.iso"), 0, bytes("abcd"));
        uploads.discard(folder(), six("a.iso"));
        assertEquals(List.of(), uploads.parts(folder()));
        assertEquals(0, uploads.arrived(folder(), six("a.iso")));
    }
}
