package org.stirrup.iso9660;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes an image sector by sector, as no sane program would. */
final class TinyImage {
    static final int ROOT = 20;
    static final int FOLDER = 0x02;
    static final int CONTINUED = 0x80;

    private final SortedMap<Integer, byte[]> sectors = new TreeMap<>();
    private int blocks = 64;
    private long rootSize = 2048;

    TinyImage blocks(int count) {
        blocks = count;
        return this;
    }

    /** Any bytes from a sector on. */
    TinyImage put(int sector, byte[] bytes) {
        sectors.put(sector, bytes);
        return this;
    }

    /** A directory with records of itself and its parent before the others. */
    TinyImage folder(int sector, byte[]... records) {
        byte[] bytes = directory(sector, sector == ROOT ? superUser() : new byte[0], records);
        if (sector == ROOT) {
            rootSize = bytes.length;
        }
        return put(sector, bytes);
    }

    Path write(Path file) throws IOException {
        byte[] primary = new byte[2048];
        ByteBuffer descriptor = ByteBuffer.wrap(primary).order(ByteOrder.LITTLE_ENDIAN);
        descriptor.put(0, (byte) 1).put(1, ascii("CD001"));
        descriptor.put(40, ascii("TINY                            "));
        descriptor.putInt(80, blocks).putShort(128, (short) 2048);
        descriptor.put(156, record("\0", ROOT, (int) rootSize, FOLDER));
        byte[] terminator = new byte[2048];
        ByteBuffer.wrap(terminator).put(0, (byte) 255).put(1, ascii("CD001"));
        sectors.putIfAbsent(16, primary);
        sectors.putIfAbsent(17, terminator);
        try (FileChannel out = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.SPARSE)) {
            for (var sector : sectors.entrySet()) {
                out.write(ByteBuffer.wrap(sector.getValue()), sector.getKey() * 2048L);
            }
            if (out.size() < blocks * 2048L) {
                out.write(ByteBuffer.wrap(new byte[1]), blocks * 2048L - 1);
            }
        }
        return file;
    }

    /** @param systemUse entries, one after the other */
    static byte[] record(String name, int sector, int size, int flags, byte[]... systemUse) {
        byte[] identifier = name.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        if (identifier.length % 2 == 0) {
            more.write(0);
        }
        for (byte[] entry : systemUse) {
            more.writeBytes(entry);
        }
        int length = 33 + identifier.length + more.size();
        length += length % 2;
        ByteBuffer record = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        record.put(0, (byte) length).putInt(2, sector).putInt(10, size);
        record.put(18, new byte[] {120, 11, 4, 11, 33, 22, 0}).put(25, (byte) flags);
        record.put(32, (byte) identifier.length).put(33, identifier);
        record.put(33 + identifier.length, more.toByteArray());
        return record.array();
    }

    /** A System Use entry. */
    static byte[] entry(String signature, byte... data) {
        ByteBuffer entry = ByteBuffer.allocate(4 + data.length);
        entry.put(ascii(signature)).put((byte) entry.capacity()).put((byte) 1).put(data);
        return entry.array();
    }

    static byte[] name(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return entry(
                "NM",
                ByteBuffer.allocate(1 + text.length).put((byte) 0).put(text).array());
    }

    /** A symbolic link of plain components; "/" first is the root, ".." the parent. */
    static byte[] link(String... components) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(0);
        for (String component : components) {
            boolean special = component.equals("/") || component.equals("..");
            data.write(component.equals("/") ? 8 : component.equals("..") ? 4 : 0);
            data.write(special ? 0 : component.length());
            if (!special) {
                data.writeBytes(ascii(component));
            }
        }
        return entry("SL", data.toByteArray());
    }

    /** CE: goes on in a sector. */
    static byte[] continuation(int sector, int offset, int length) {
        ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, sector).putInt(8, offset).putInt(16, length);
        return entry("CE", data.array());
    }

    /** What makes the root one of an image with Rock Ridge. */
    private static byte[] superUser() {
        ByteBuffer both = ByteBuffer.allocate(7 + 36);
        both.put(entry("SP", (byte) 0xbe, (byte) 0xef, (byte) 0));
        both.put(entry("PX", new byte[32]));
        return both.array();
    }

    private static byte[] directory(int sector, byte[] selfUse, byte[]... records) {
        List<byte[]> all = new ArrayList<>();
        all.add(record("\0", sector, 0, FOLDER, selfUse));
        all.add(record("\1", sector, 0, FOLDER));
        all.addAll(List.of(records));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] record : all) {
            if (bytes.size() % 2048 + record.length > 2048) {
                bytes.writeBytes(new byte[2048 - bytes.size() % 2048]);
            }
            bytes.writeBytes(record);
        }
        bytes.writeBytes(new byte[(2048 - bytes.size() % 2048) % 2048]);
        byte[] directory = bytes.toByteArray();
        ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN).putInt(10, directory.length);
        return directory;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
