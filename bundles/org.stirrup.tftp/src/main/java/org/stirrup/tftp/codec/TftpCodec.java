package org.stirrup.tftp.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stirrup.tftp.codec.TftpPacket.Ack;
import org.stirrup.tftp.codec.TftpPacket.Data;
import org.stirrup.tftp.codec.TftpPacket.Error;
import org.stirrup.tftp.codec.TftpPacket.Option;
import org.stirrup.tftp.codec.TftpPacket.OptionAck;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;
import org.stirrup.tftp.codec.TftpPacket.WriteRequest;

/** Bytes to packets and back (RFC 1350, section 5; RFC 2347). Numbers are big-endian, texts end with a zero byte. */
public final class TftpCodec {
    /** Bytes before a block's payload: opcode and block number. */
    public static final int DATA_HEADER = 4;

    private static final int RRQ = 1;
    private static final int WRQ = 2;
    private static final int DATA = 3;
    private static final int ACK = 4;
    private static final int ERROR = 5;
    private static final int OACK = 6;

    private TftpCodec() {}

    /** Reads a datagram from its position to its limit. Never throws; a block's payload is a view of the datagram. */
    public static Decoded decode(ByteBuffer datagram) {
        ByteBuffer rest = datagram.slice();
        if (rest.remaining() < 2) {
            return malformed("datagram", rest);
        }
        int opcode = rest.getShort() & 0xffff;
        return switch (opcode) {
            case RRQ, WRQ -> request(opcode, rest);
            case DATA -> rest.remaining() < 2 ? malformed("data", rest) : packet(new Data(number(rest), rest.slice()));
            case ACK -> rest.remaining() < 2 ? malformed("acknowledgement", rest) : packet(new Ack(number(rest)));
            case ERROR -> rest.remaining() < 2 ? malformed("error", rest) : packet(new Error(number(rest), rest(rest)));
            case OACK ->
                options(rest)
                        .<Decoded>map(options -> packet(new OptionAck(options)))
                        .orElse(new Decoded.Malformed("option acknowledgement with an option that has no end"));
            default -> new Decoded.Malformed("opcode " + opcode);
        };
    }

    private static Decoded request(int opcode, ByteBuffer rest) {
        String kind = opcode == RRQ ? "read request" : "write request";
        Optional<String> file = text(rest);
        if (file.isEmpty()) {
            return new Decoded.Malformed(kind + " whose file name has no end");
        }
        Optional<String> mode = text(rest);
        if (mode.isEmpty()) {
            return new Decoded.Malformed(kind + " without a mode");
        }
        Optional<List<Option>> options = options(rest);
        if (options.isEmpty()) {
            return new Decoded.Malformed(kind + " with an option that has no end");
        }
        return packet(
                opcode == RRQ
                        ? new ReadRequest(file.get(), mode.get(), options.get())
                        : new WriteRequest(file.get(), mode.get(), options.get()));
    }

    /** An empty name ends the list: some ROMs fill the datagram with zeros. Empty when a text has no end. */
    private static Optional<List<Option>> options(ByteBuffer rest) {
        List<Option> options = new ArrayList<>();
        while (rest.hasRemaining()) {
            Optional<String> name = text(rest);
            if (name.isPresent() && name.get().isEmpty()) {
                break;
            }
            Optional<String> value = text(rest);
            if (name.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            options.add(new Option(name.get(), value.get()));
        }
        return Optional.of(options);
    }

    /** Up to the next zero byte, which is skipped; empty when there is none. */
    private static Optional<String> text(ByteBuffer rest) {
        for (int i = rest.position(); i < rest.limit(); i++) {
            if (rest.get(i) == 0) {
                String text = string(rest.slice(rest.position(), i - rest.position()));
                rest.position(i + 1);
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    /** An error's text, of which not every client writes the end. */
    private static String rest(ByteBuffer rest) {
        return text(rest).orElseGet(() -> string(rest));
    }

    /** The RFCs say ASCII; files have names in UTF-8, and what is not that was meant as Latin-1. */
    private static String string(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1.decode(bytes).toString();
        }
    }

    private static int number(ByteBuffer rest) {
        return rest.getShort() & 0xffff;
    }

    private static Decoded packet(TftpPacket packet) {
        return new Decoded.Packet(packet);
    }

    private static Decoded malformed(String kind, ByteBuffer rest) {
        return new Decoded.Malformed(kind + " of " + rest.limit() + " bytes");
    }

    /**
     * Writes a packet.
     *
     * @return ready to send, backed by an array of its own
     */
    public static ByteBuffer encode(TftpPacket packet) {
        if (packet instanceof Data data) {
            ByteBuffer datagram = numbers(DATA, data.block(), data.payload().remaining());
            return datagram.put(data.payload().duplicate()).flip();
        }
        if (packet instanceof Ack ack) {
            return numbers(ACK, ack.block(), 0).flip();
        }
        if (packet instanceof Error error) {
            byte[] text = bytes(error.text());
            return numbers(ERROR, error.code(), text.length).put(text).flip();
        }
        if (packet instanceof OptionAck oack) {
            return texts(OACK, List.of(), oack.options());
        }
        if (packet instanceof ReadRequest read) {
            return texts(RRQ, List.of(read.file(), read.mode()), read.options());
        }
        WriteRequest write = (WriteRequest) packet;
        return texts(WRQ, List.of(write.file(), write.mode()), write.options());
    }

    /**
     * Writes the beginning of a data packet, {@link #DATA_HEADER} bytes; the payload follows.
     *
     * @param block of which the lowest 16 bits are sent
     */
    public static void startData(long block, ByteBuffer into) {
        into.putShort((short) DATA).putShort((short) block);
    }

    private static ByteBuffer numbers(int opcode, int number, int room) {
        return ByteBuffer.allocate(DATA_HEADER + room).putShort((short) opcode).putShort((short) number);
    }

    private static ByteBuffer texts(int opcode, List<String> texts, List<Option> options) {
        List<byte[]> parts = new ArrayList<>();
        texts.forEach(text -> parts.add(bytes(text)));
        options.forEach(option -> {
            parts.add(bytes(option.name()));
            parts.add(bytes(option.value()));
        });
        ByteBuffer datagram = ByteBuffer.allocate(
                2 + parts.stream().mapToInt(part -> part.length).sum());
        datagram.putShort((short) opcode);
        parts.forEach(datagram::put);
        return datagram.flip();
    }

    /** With the closing zero. */
    private static byte[] bytes(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }
}
