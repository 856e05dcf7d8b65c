package org.stirrup.lease.embedded.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;

/**
 * A lease as bytes, and back, exactly: times keep their nanoseconds.
 *
 * <p>Version 1, big-endian: version (1 byte), state (1), starts (seconds since 1970: 8, nanoseconds: 4), whether it
 * expires (1) and if so when (8 + 4), MAC address (6), client key (length 2, modified UTF-8), whether there is a host
 * name (1) and if so the name (as the client key), CRC-32 (4) of the address's four bytes and all of the above. A
 * later version changes the first byte and keeps reading this one.
 */
public final class LeaseCodec {
    private static final int VERSION = 1;

    private static final int CRC_LENGTH = 4;

    private LeaseCodec() {}

    /** @throws IllegalArgumentException for a host name that takes more than 65535 bytes */
    public static byte[] encode(Lease lease) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(code(lease.state()));
            write(out, lease.starts());
            out.writeBoolean(lease.expires().isPresent());
            if (lease.expires().isPresent()) {
                write(out, lease.expires().get());
            }
            out.write(lease.mac().bytes());
            out.writeUTF(lease.client().text());
            out.writeBoolean(lease.hostname().isPresent());
            if (lease.hostname().isPresent()) {
                out.writeUTF(lease.hostname().get());
            }
            out.writeInt(crc(lease.address(), bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new IllegalArgumentException("lease of " + lease.address().getHostAddress() + ": " + e, e);
        }
        return bytes.toByteArray();
    }

    /** @throws DamagedLeaseException when the bytes are not what {@link #encode} made for this address */
    public static Lease decode(Inet4Address address, byte[] bytes) throws DamagedLeaseException {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new DamagedLeaseException(
                    address,
                    bytes.length == 0 ? "is empty" : "has format " + bytes[0] + ", this program knows " + VERSION);
        }
        int body = bytes.length - CRC_LENGTH;
        if (body < 1 || ByteBuffer.wrap(bytes).getInt(body) != crc(address, bytes, body)) {
            throw new DamagedLeaseException(address, "has a wrong checksum");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 1, body - 1))) {
            Lease.State state = state(in.readUnsignedByte());
            Instant starts = readInstant(in);
            Optional<Instant> expires = in.readBoolean() ? Optional.of(readInstant(in)) : Optional.empty();
            MacAddress mac = MacAddress.of(in.readNBytes(6));
            ClientKey client = new ClientKey(in.readUTF());
            Optional<String> hostname = in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
            return new Lease(address, client, mac, hostname, state, starts, expires);
        } catch (IOException | UncheckedIOException | IllegalArgumentException | DateTimeException e) {
            throw new DamagedLeaseException(address, "cannot be read: " + e.getMessage());
        }
    }

    private static int code(Lease.State state) {
        return switch (state) {
            case BOUND -> 1;
            case RELEASED -> 2;
            case DECLINED -> 3;
        };
    }

    private static Lease.State state(int code) {
        return switch (code) {
            case 1 -> Lease.State.BOUND;
            case 2 -> Lease.State.RELEASED;
            case 3 -> Lease.State.DECLINED;
            default -> throw new IllegalArgumentException("state " + code);
        };
    }

    private static void write(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static int crc(Inet4Address address, byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(address.getAddress());
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
