package org.stirrup.http.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.stirrup.api.content.Resource;

class ValidatorsTest {
    private static final Instant MODIFIED = Instant.parse("1994-11-06T08:49:37.250Z");
    private static final Validators FILE = Validators.of(Resource.of(new byte[10], MODIFIED));

    @Test
    void datesAreAsInRfc9110() {
        assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", FILE.lastModified());
    }

    @Test
    void theTagChangesWithSizeAndTime() {
        assertNotEquals(
                FILE.tag(), Validators.of(Resource.of(new byte[11], MODIFIED)).tag());
        assertNotEquals(
                FILE.tag(),
                Validators.of(Resource.of(new byte[10], MODIFIED.plusMillis(1))).tag());
    }

    @Test
    void aCopyIsKnownByTagOrDate() {
        assertTrue(FILE.known(null, FILE.lastModified()));
        assertTrue(FILE.known(null, "Mon, 07 Nov 1994 08:49:37 GMT"));
        assertFalse(FILE.known(null, "Sun, 06 Nov 1994 08:49:36 GMT"));
        assertFalse(FILE.known(null, "yesterday"));
        assertFalse(FILE.known(null, null));
        assertTrue(FILE.known("\"x\", W/" + FILE.tag(), null));
        assertTrue(FILE.known("*", null));
        assertFalse(FILE.known("\"x\"", FILE.lastModified()));
    }

    @Test
    void aRangeIsOfTheSameFile() {
        assertTrue(FILE.unchanged(null));
        assertTrue(FILE.unchanged(FILE.tag()));
        assertTrue(FILE.unchanged(FILE.lastModified()));
        assertFalse(FILE.unchanged("W/" + FILE.tag()));
        assertFalse(FILE.unchanged("Mon, 07 Nov 1994 08:49:37 GMT"));
        assertFalse(FILE.unchanged("\"other\""));
    }
}
