package org.stirrup.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;

class LineTextTest {
    private static final Optional<MacAddress> MAC = Optional.of(new MacAddress("52:54:00:77:00:10"));
    private static final Optional<InetAddress> ADDRESS = Optional.of(address());

    @Test
    void anOfferSaysWhoWhatAndWhere() {
        assertEquals(
                "52:54:00:77:00:10  OFFER  192.168.77.100, pxelinux.0 by pxelinux",
                LineText.of(new BootEvent(Kind.OFFER, MAC, ADDRESS, "pxelinux.0 by pxelinux", Map.of())));
    }

    @Test
    void anAddressThatTheTextHasIsNotRepeated() {
        assertEquals(
                "52:54:00:77:00:10  REQUEST  for 192.168.77.100",
                LineText.of(new BootEvent(Kind.REQUEST, MAC, ADDRESS, "for 192.168.77.100", Map.of())));
    }

    @Test
    void aTransferSaysHowMuchHowFastAndHow() {
        Map<String, String> details = Map.of(
                "file", "pub/CentOS-7/images/pxeboot/initrd.img",
                "bytes", "3104233",
                "millis", "420",
                "protocol", "tftp",
                "blksize", "1408",
                "retransmits", "0");
        assertEquals(
                "52:54:00:77:00:10  TRANSFER_END  pub/CentOS-7/images/pxeboot/initrd.img  3.1 MB in 0.42 s"
                        + " (tftp, blksize 1408)",
                LineText.of(new BootEvent(Kind.TRANSFER_END, MAC, ADDRESS, "ignored", details)));
    }

    @Test
    void aTransferThatFailedSaysWhy() {
        Map<String, String> details = Map.of("file", "x", "bytes", "512", "reason", "no answer", "retransmits", "5");
        assertEquals(
                "192.168.77.100  TRANSFER_FAILED  x  512 bytes (retransmits 5): no answer",
                LineText.of(new BootEvent(Kind.TRANSFER_FAILED, Optional.empty(), ADDRESS, "x failed", details)));
    }

    @Test
    void aTransferWithoutFiguresSaysItsText() {
        assertEquals(
                "192.168.77.100  TRANSFER_END  sent",
                LineText.of(new BootEvent(Kind.TRANSFER_END, Optional.empty(), ADDRESS, "sent", Map.of("file", "x"))));
    }

    @Test
    void aWarningIsNobodys() {
        assertEquals("-  WARNING  the pool is full", LineText.of(BootEvent.warning("the pool is full")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "3104233, 3.1 MB",
        "4700000000, 4.7 GB",
        "5000000000000000, 5000.0 TB",
        "many, many bytes"
    })
    void sizesAreRead(String bytes, String text) {
        assertEquals(text, LineText.size(bytes));
    }

    /** Names of files and hosts are the client's words. */
    @Property
    void nothingThatAClientSaysMakesALineOfItsOwn(@ForAll String said) {
        String line = LineText.of(new BootEvent(
                Kind.TRANSFER_FAILED, MAC, ADDRESS, said, Map.of("file", said, "bytes", said, "reason", said)));
        assertFalse(line.codePoints().anyMatch(Character::isISOControl), line);
        assertEquals(1, line.split("\\R").length);
    }

    private static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, (byte) 168, 77, 100});
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
