package org.stirrup.tftp.transfer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.stirrup.api.content.Resource;
import org.stirrup.tftp.codec.Decoded;
import org.stirrup.tftp.codec.TftpCodec;
import org.stirrup.tftp.codec.TftpPacket.Option;

/** A transfer from the state machine to the reference client over a lossy network, run to its end. */
final class Simulation {
    /** Chance may be unkind for long: the simulated server does not give up where a real one would. */
    private static final int RETRIES = Limits.MAX_RETRIES;

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

    private final LossyNetwork network;
    private final ReadTransfer transfer;
    private final ReferenceClient client;
    private final byte[] sent;
    private Progress progress;

    Simulation(LossyNetwork network, int size, int blockSize, int windowSize, boolean options) throws Exception {
        this.network = network;
        this.sent = new byte[size];
        new Random(size).nextBytes(sent);
        List<Option> acknowledged = options ? List.of(new Option("blksize", "" + blockSize)) : List.of();
        Terms terms = new Terms(blockSize, windowSize, OptionalInt.empty(), acknowledged);
        Resource.Content content = Resource.of(sent, Instant.EPOCH).open();
        this.transfer = new ReadTransfer(
                terms, new OctetSource(content, size, blockSize), RETRIES, this::toClient, network::now);
        this.client = new ReferenceClient(terms, network, this::toServer);
        this.progress = transfer.begin();
        tick();
    }

    private void toClient(ByteBuffer datagram) {
        network.carry(datagram, d -> client.received(d));
    }

    private void toServer(ByteBuffer datagram) {
        if (progress instanceof Progress.Running) {
            progress = transfer.received(((Decoded.Packet) TftpCodec.decode(datagram)).packet());
        }
    }

    private void tick() {
        network.at(network.now() + TICK, () -> {
            if (progress instanceof Progress.Running) {
                progress = transfer.tick();
                tick();
            }
        });
    }

    /** Until both sides are done: when the client's last word is lost, the server learns nothing more of it. */
    Simulation run() {
        while (network.step()) {
            if (client.whole() && !(progress instanceof Progress.Running)) {
                break;
            }
        }
        return this;
    }

    byte[] sent() {
        return sent;
    }

    byte[] received() {
        return client.file();
    }

    int dataPackets() {
        return client.dataPackets();
    }

    Progress progress() {
        return progress;
    }

    ReadTransfer transfer() {
        return transfer;
    }

    long nanos() {
        return network.now();
    }
}
