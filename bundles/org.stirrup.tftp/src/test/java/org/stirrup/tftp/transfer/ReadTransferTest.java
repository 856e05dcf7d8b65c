package org.stirrup.tftp.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stirrup.tftp.codec.Decoded;
import org.stirrup.tftp.codec.TftpCodec;
import org.stirrup.tftp.codec.TftpPacket;
import org.stirrup.tftp.codec.TftpPacket.Ack;
import org.stirrup.tftp.codec.TftpPacket.Option;

/** Single situations; what a whole transfer does is in the properties. */
class ReadTransferTest {
    private static final Option OPTION = new Option("blksize", "512");

    private final List<String> wire = new ArrayList<>();
    private long now = 1000;
    private int blocks = 10;

    @Test
    void sendsTheOptionsFirstAndDataAfterTheirAcknowledgement() {
        ReadTransfer transfer = transfer(1, OPTION);

        transfer.begin();
        assertEquals(List.of("OACK"), sent());
        assertFalse(transfer.answered());

        transfer.received(new Ack(0));
        assertEquals(List.of("1"), sent());
        assertTrue(transfer.answered());
    }

    @Test
    void sendsDataAtOnceWhenNothingWasAgreed() {
        transfer(1).begin();

        assertEquals(List.of("1"), sent());
    }

    @Test
    void endsWithAnEmptyBlockWhenTheSizeIsAMultiple() {
        blocks = 2;
        ReadTransfer transfer = transfer(8);

        transfer.begin();
        assertEquals(List.of("1", "2", "3 empty"), sent());
        assertInstanceOf(Progress.Complete.class, transfer.received(new Ack(3)));
        assertEquals(2 * 512, transfer.bytes());
    }

    @Test
    void answersALossInTheWindowFromThereOn() {
        ReadTransfer transfer = transfer(4);
        transfer.begin();
        assertEquals(List.of("1", "2", "3", "4"), sent());

        transfer.received(new Ack(2));

        assertEquals(List.of("3", "4", "5", "6"), sent());
        assertEquals(2, transfer.retransmits());
    }

    @Test
    void sendsTheWindowAgainOnceWhenItsFirstBlockWasLost() {
        ReadTransfer transfer = transfer(2);
        transfer.begin();
        now += 1000;
        transfer.received(new Ack(2));
        assertEquals(List.of("1", "2", "3", "4"), sent());

        now += 1000;
        transfer.received(new Ack(2));
        transfer.received(new Ack(2));
        transfer.received(new Ack(2));

        assertEquals(List.of("3", "4"), sent());
    }

    @Test
    void anEchoOfTheLastAcknowledgementIsPassedOver() {
        ReadTransfer transfer = transfer(1);
        transfer.begin();
        transfer.received(new Ack(1));
        sent();

        now += TimeUnit.SECONDS.toNanos(1) / 2;
        transfer.received(new Ack(1));
        transfer.received(new Ack(0));
        transfer.received(new Ack(7));

        assertEquals(List.of(), sent());
    }

    @Test
    void givesUpAfterItsRetriesAndSaysWhere() {
        ReadTransfer transfer = transfer(1);
        transfer.begin();
        transfer.received(new Ack(1));
        sent();

        Progress progress = silence(transfer);

        assertEquals(new Progress.Failed("timeout: no answer to block 2 sent 4 times"), progress);
        assertEquals(List.of("2", "2", "2", "error 0: timeout"), sent());
    }

    @Test
    void waitsAtLeastAsLongAsTheClientAskedFor() {
        ReadTransfer transfer = new ReadTransfer(
                new Terms(512, 1, OptionalInt.of(60), List.of(OPTION)), this::read, 3, this::wire, () -> now);
        long began = now;
        transfer.begin();

        silence(transfer);

        assertTrue(now - began >= TimeUnit.SECONDS.toNanos(60));
        assertTrue(now - began < TimeUnit.SECONDS.toNanos(70));
    }

    @Test
    void theClientsErrorEndsIt() {
        ReadTransfer transfer = transfer(1, OPTION);
        transfer.begin();

        assertEquals(
                new Progress.Aborted("error 8: User aborted the transfer"),
                transfer.received(new TftpPacket.Error(8, "User aborted the transfer")));
        assertFalse(transfer.answered());
    }

    @Test
    void aFileThatCannotBeReadEndsItAndTheClientIsTold() {
        ReadTransfer transfer = new ReadTransfer(
                new Terms(512, 1, OptionalInt.empty(), List.of()),
                (block, into) -> {
                    throw new IOException("CentOS-7.iso: Input/output error");
                },
                3,
                this::wire,
                () -> now);

        assertEquals(new Progress.Failed("cannot be read: CentOS-7.iso: Input/output error"), transfer.begin());
        assertEquals(List.of("error 0: CentOS-7.iso: Input/output error"), sent());
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswerAgain() {
        ReadTransfer transfer = transfer(1, OPTION);
        transfer.begin();
        transfer.requestedAgain();
        assertEquals(List.of("OACK", "OACK"), sent());

        transfer.received(new Ack(0));
        transfer.requestedAgain();
        assertEquals(List.of("1"), sent());
    }

    private Progress silence(ReadTransfer transfer) {
        Progress progress = new Progress.Running();
        while (progress instanceof Progress.Running) {
            now += TimeUnit.MILLISECONDS.toNanos(20);
            progress = transfer.tick();
        }
        return progress;
    }

    private ReadTransfer transfer(int windowSize, Option... acknowledged) {
        Terms terms = new Terms(512, windowSize, OptionalInt.empty(), List.of(acknowledged));
        return new ReadTransfer(terms, this::read, 3, this::wire, () -> now);
    }

    private void read(long block, ByteBuffer into) {
        into.position(into.position() + (block <= blocks ? 512 : 0));
    }

    private void wire(ByteBuffer datagram) {
        TftpPacket packet = ((Decoded.Packet) TftpCodec.decode(datagram)).packet();
        if (packet instanceof TftpPacket.Data data) {
            wire.add(data.block() + (data.payload().hasRemaining() ? "" : " empty"));
        } else if (packet instanceof TftpPacket.Error error) {
            wire.add("error " + error.code() + ": " + error.text());
        } else {
            wire.add("OACK");
        }
    }

    private List<String> sent() {
        List<String> sent = List.copyOf(wire);
        wire.clear();
        return sent;
    }
}
