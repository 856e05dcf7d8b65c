package org.stirrup.api.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

record FileResource(Path file, long size, Instant modified) implements Resource {

    static FileResource of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileResource(
                file, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    @Override
    public Content open() throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new Content() {
            @Override
            public int read(ByteBuffer into, long position) throws IOException {
                return channel.read(into, position);
            }

            @Override
            public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
                return channel.transferTo(position, count, target);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
