package org.stirrup.http.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    /** The examples of RFC 9110, section 14.1.2, for a representation of 10000 bytes. */
    @ParameterizedTest
    @CsvSource({
        "bytes=0-499,0,499",
        "bytes=500-999,500,999",
        "bytes=-500,9500,9999",
        "bytes=9500-,9500,9999",
        "bytes=0-0,0,0",
        "bytes=9999-99999,9999,9999",
        "bytes=-20000,0,9999",
        "Bytes = 1 - 2,1,2",
    })
    void part(String header, long first, long last) {
        assertEquals(new ByteRange.Part(first, last), ByteRange.of(header, 10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10000-", "bytes=10000-10001", "bytes=-0"})
    void unsatisfiable(String header) {
        assertEquals(new ByteRange.Unsatisfiable(), ByteRange.of(header, 10_000));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-4",
                "bytes=0-1,5-6",
                "lines=1-2",
                "bytes=99999999999999999999-",
                "bytes=--1"
            })
    void ignored(String header) {
        assertEquals(new ByteRange.Whole(), ByteRange.of(header, 10_000));
    }

    @Property
    void aPartLiesInTheFile(
            @ForAll @LongRange(min = 0, max = 100) long size,
            @ForAll @LongRange(min = -1, max = 120) long first,
            @ForAll @LongRange(min = -1, max = 120) long last) {
        String header = "bytes=" + (first < 0 ? "" : first) + "-" + (last < 0 ? "" : last);
        if (ByteRange.of(header, size) instanceof ByteRange.Part part) {
            assertTrue(0 <= part.first() && part.first() <= part.last() && part.last() < size, header + " " + part);
            assertTrue(first < 0 ? part.length() == Math.min(last, size) : part.first() == first, header + " " + part);
        }
    }
}
