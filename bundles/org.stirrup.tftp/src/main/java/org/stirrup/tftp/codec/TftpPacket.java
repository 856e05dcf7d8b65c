package org.stirrup.tftp.codec;

import java.nio.ByteBuffer;
import java.util.List;

/** A TFTP datagram (RFC 1350, section 5; RFC 2347). */
public sealed interface TftpPacket {
    /**
     * Asks for a file (opcode 1).
     *
     * @param file as sent, not yet looked at
     * @param mode {@code octet}, {@code netascii} or anything, in any case of letters
     * @param options in order, as sent
     */
    record ReadRequest(String file, String mode, List<Option> options) implements TftpPacket {
        public ReadRequest {
            options = List.copyOf(options);
        }
    }

    /** Asks to store a file (opcode 2). Parameters as for {@link ReadRequest}. */
    record WriteRequest(String file, String mode, List<Option> options) implements TftpPacket {
        public WriteRequest {
            options = List.copyOf(options);
        }
    }

    /**
     * A block of a file (opcode 3).
     *
     * @param block number modulo 65536
     * @param payload shorter than the block size in the last one
     */
    record Data(int block, ByteBuffer payload) implements TftpPacket {}

    /** A block has arrived (opcode 4). @param block number modulo 65536; 0 answers an {@link OptionAck} */
    record Ack(int block) implements TftpPacket {}

    /**
     * Ends the transfer (opcode 5).
     *
     * @param code 0 to 65535; {@link ErrorCode} names those in use
     * @param text for people
     */
    record Error(int code, String text) implements TftpPacket {
        public Error(ErrorCode code, String text) {
            this(code.number(), text);
        }
    }

    /** The options that the server agrees to (opcode 6, RFC 2347). */
    record OptionAck(List<Option> options) implements TftpPacket {
        public OptionAck {
            options = List.copyOf(options);
        }
    }

    /** A name and its value, both as text (RFC 2347). The name's case does not matter. */
    record Option(String name, String value) {}
}
