package org.stirrup.tftp.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.stirrup.tftp.codec.Decoded;
import org.stirrup.tftp.codec.TftpCodec;
import org.stirrup.tftp.codec.TftpPacket;

/** A client as RFC 1350 and RFC 7440 describe it: takes blocks in order, says where it is when one is missing. */
final class ReferenceClient {
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(700);

    private final Terms terms;
    private final LossyNetwork network;
    private final Consumer<ByteBuffer> toServer;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private long received;
    private int inWindow;
    private boolean complained;
    private boolean whole;
    private long heard;
    private int dataPackets;

    ReferenceClient(Terms terms, LossyNetwork network, Consumer<ByteBuffer> toServer) {
        this.terms = terms;
        this.network = network;
        this.toServer = toServer;
        watch();
    }

    boolean whole() {
        return whole;
    }

    byte[] file() {
        return file.toByteArray();
    }

    /** How many data packets came, repetitions included. */
    int dataPackets() {
        return dataPackets;
    }

    void received(ByteBuffer datagram) {
        heard++;
        TftpPacket packet = ((Decoded.Packet) TftpCodec.decode(datagram)).packet();
        if (packet instanceof TftpPacket.OptionAck) {
            acknowledge();
        } else if (packet instanceof TftpPacket.Data data) {
            dataPackets++;
            take(data);
        } else {
            throw new AssertionError("the server sent " + packet);
        }
    }

    private void take(TftpPacket.Data data) {
        int ahead = (data.block() - (int) received) & 0xffff;
        if (ahead == 1 && !whole) {
            byte[] bytes = new byte[data.payload().remaining()];
            data.payload().get(bytes);
            file.writeBytes(bytes);
            received++;
            complained = false;
            whole = bytes.length < terms.blockSize();
            if (++inWindow == terms.windowSize() || whole) {
                acknowledge();
            }
        } else if (ahead == 0 || ahead > 0x8000) {
            // Seen before: the acknowledgement was lost, or this is an echo.
            if (terms.windowSize() == 1 || whole) {
                acknowledge();
            }
        } else if (!complained) {
            complained = true;
            acknowledge();
        }
    }

    private void acknowledge() {
        inWindow = 0;
        network.carry(TftpCodec.encode(new TftpPacket.Ack((int) (received & 0xffff))), toServer);
    }

    /** Says again where it is when nothing comes. */
    private void watch() {
        long before = heard;
        network.at(network.now() + PATIENCE, () -> {
            if (!whole) {
                if (heard == before && received > 0) {
                    complained = false;
                    acknowledge();
                }
                watch();
            }
        });
    }
}
