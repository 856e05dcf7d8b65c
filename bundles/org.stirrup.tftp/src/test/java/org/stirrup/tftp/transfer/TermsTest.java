package org.stirrup.tftp.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.stirrup.tftp.codec.TftpPacket.Option;

class TermsTest {
    private static final Limits LIMITS = new Limits(1468, 16, 5);

    @Test
    void nothingAskedIsNothingAnswered() {
        Terms terms = negotiate();

        assertEquals(new Terms(512, 1, OptionalInt.empty(), List.of()), terms);
    }

    @Test
    void grantsWhatFirmwareAsksFor() {
        Terms edk2 = negotiate("tsize", "0", "blksize", "1468", "windowsize", "4");

        assertEquals(1468, edk2.blockSize());
        assertEquals(4, edk2.windowSize());
        assertEquals(
                List.of(new Option("tsize", "1000"), new Option("blksize", "1468"), new Option("windowsize", "4")),
                edk2.acknowledged());
    }

    @Test
    void answersTooMuchWithTheMost() {
        Terms terms = negotiate("blksize", "65464", "windowsize", "65535");

        assertEquals(List.of(new Option("blksize", "1468"), new Option("windowsize", "16")), terms.acknowledged());
    }

    @Test
    void answersUnderTheNameThatWasAsked() {
        assertEquals(
                List.of(new Option("BLKSIZE", "1024")),
                negotiate("BLKSIZE", "1024").acknowledged());
    }

    @Test
    void passesOverWhatIsUnknownWrongOrSaidTwice() {
        Terms terms = negotiate(
                "multicast",
                "",
                "blksize",
                "many",
                "timeout",
                "0",
                "timeout",
                "3",
                "windowsize",
                "0",
                "blksize",
                "-1",
                "blksize",
                "99999999999999999999",
                "blksize",
                "7");

        assertEquals(new Terms(512, 1, OptionalInt.empty(), List.of()), terms);
        assertEquals(
                List.of(new Option("blksize", "600")),
                negotiate("blksize", "600", "blksize", "800").acknowledged());
    }

    @Test
    void agreesToATimeout() {
        Terms curl = negotiate("timeout", "6");

        assertEquals(OptionalInt.of(6), curl.timeoutSeconds());
        assertEquals(List.of(new Option("timeout", "6")), curl.acknowledged());
    }

    @Test
    void doesNotInventASize() {
        Terms netascii = Terms.negotiate(List.of(new Option("tsize", "0")), OptionalLong.empty(), LIMITS);

        assertEquals(List.of(), netascii.acknowledged());
    }

    private static Terms negotiate(String... pairs) {
        List<Option> asked = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            asked.add(new Option(pairs[i], pairs[i + 1]));
        }
        return Terms.negotiate(asked, OptionalLong.of(1000), LIMITS);
    }
}
