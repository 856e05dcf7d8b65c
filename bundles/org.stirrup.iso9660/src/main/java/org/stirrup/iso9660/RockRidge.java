package org.stirrup.iso9660;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Rock Ridge says of one directory record (IEEE P1282, section 4).
 *
 * @param name NM
 * @param mode PX, 0 when absent
 * @param modified TF
 * @param target SL
 * @param childLink CL: block of the directory that stands elsewhere because it lies too deep
 * @param relocated RE: this is such a directory where it does not belong
 * @param compressed ZF: zisofs
 * @param fault what breaks the format
 */
record RockRidge(
        Optional<String> name,
        int mode,
        Optional<Instant> modified,
        Optional<String> target,
        OptionalLong childLink,
        boolean relocated,
        boolean compressed,
        Optional<IsoException> fault) {
    static final int FORMAT = 0170000;
    static final int REGULAR = 0100000;
    static final int FOLDER = 0040000;
    static final int LINK = 0120000;

    private static final int MOST_NAME_BYTES = 1024;
    private static final int MOST_TARGET_BYTES = 4096;

    /** Reads on up to the first fault: what stands before it, such as the name, still counts. */
    static RockRidge of(SystemUse area) {
        int mode = 0;
        Instant modified = null;
        OptionalLong childLink = OptionalLong.empty();
        boolean relocated = false;
        boolean compressed = false;
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        LinkTarget target = new LinkTarget();
        Optional<IsoException> fault = area.fault();
        try {
            for (SystemUse.Entry entry : area.entries()) {
                switch (entry.signature()) {
                    case "NM" -> append(entry, name);
                    case "PX" -> mode = (int) entry.number(0);
                    case "TF" -> modified = modified(entry).orElse(modified);
                    case "SL" -> target.append(entry, MOST_TARGET_BYTES);
                    case "CL" -> childLink = OptionalLong.of(entry.number(0));
                    case "RE" -> relocated = true;
                    case "ZF" -> compressed = true;
                    default -> {
                        // Others say nothing that is shown.
                    }
                }
            }
        } catch (IsoException e) {
            fault = Optional.of(e);
        }
        return new RockRidge(
                name.size() == 0 ? Optional.empty() : Optional.of(text(name.toByteArray())),
                mode,
                Optional.ofNullable(modified),
                target.text(),
                childLink,
                relocated,
                compressed,
                fault);
    }

    private static void append(SystemUse.Entry entry, ByteArrayOutputStream name) throws IsoException {
        if ((entry.flags() & 0x06) != 0) {
            return; // it names "." or ".."
        }
        ByteBuffer data = entry.data();
        byte[] part = new byte[data.limit() - 1];
        data.get(1, part);
        name.writeBytes(part);
        if (name.size() > MOST_NAME_BYTES) {
            throw new IsoException("name of more than " + MOST_NAME_BYTES + " bytes", entry.at());
        }
    }

    /** Times stand in the order of the flag bits: creation 1, modification 2, ...; bit 0x80 is the long form. */
    private static Optional<Instant> modified(SystemUse.Entry entry) throws IsoException {
        int flags = entry.flags();
        if ((flags & 0x02) == 0) {
            return Optional.empty();
        }
        boolean longForm = (flags & 0x80) != 0;
        int length = longForm ? IsoTime.LONG_LENGTH : IsoTime.SHORT_LENGTH;
        int at = 1 + ((flags & 0x01) != 0 ? length : 0);
        entry.need(at + length);
        return Optional.of(longForm ? IsoTime.ofDescriptor(entry.data(), at) : IsoTime.ofRecord(entry.data(), at));
    }

    /** Names are bytes; nearly all images write UTF-8. */
    static String text(byte[] name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(name, StandardCharsets.ISO_8859_1); // older writers; every byte stays distinct
        }
    }
}
