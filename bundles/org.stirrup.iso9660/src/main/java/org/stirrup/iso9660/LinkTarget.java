package org.stirrup.iso9660;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Puts a symbolic link's target together from the component records of its SL entries (IEEE P1282, 4.1.3). */
final class LinkTarget {
    private static final int CONTINUE = 0x01;
    private static final int CURRENT = 0x02;
    private static final int PARENT = 0x04;
    /** The root, the volume's root, or the host's name: all lead out of the image. */
    private static final int OUTSIDE = 0x38;

    private final ByteArrayOutputStream path = new ByteArrayOutputStream();
    private boolean seen;
    private boolean open = true;

    void append(SystemUse.Entry entry, int limit) throws IsoException {
        entry.need(1);
        seen = true;
        ByteBuffer data = entry.data();
        int position = 1;
        while (position < data.limit()) {
            if (position + 2 > data.limit()) {
                throw new IsoException("cut component of a symbolic link", entry.at());
            }
            int flags = data.get(position) & 0xff;
            int length = data.get(position + 1) & 0xff;
            if (position + 2 + length > data.limit()) {
                throw new IsoException("symbolic link component of " + length + " bytes", entry.at());
            }
            byte[] text = new byte[length];
            data.get(position + 2, text);
            component(flags, text);
            if (path.size() > limit) {
                throw new IsoException("symbolic link of more than " + limit + " bytes", entry.at());
            }
            position += 2 + length;
        }
    }

    private void component(int flags, byte[] text) {
        if (!open) {
            path.write('/');
        }
        open = (flags & CONTINUE) != 0;
        if ((flags & OUTSIDE) != 0) {
            path.write('/');
            open = true;
        } else if ((flags & PARENT) != 0) {
            path.write('.');
            path.write('.');
        } else if ((flags & CURRENT) != 0) {
            path.write('.');
        } else {
            path.writeBytes(text);
        }
    }

    Optional<String> text() {
        return seen ? Optional.of(RockRidge.text(path.toByteArray())) : Optional.empty();
    }
}
