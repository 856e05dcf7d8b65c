package org.stirrup.image.mount;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stirrup.api.content.Resource;

/** Files one after the other as one file. */
record JoinedResource(List<Resource> parts, Instant modified) implements Resource {
    JoinedResource {
        parts = List.copyOf(parts);
    }

    @Override
    public long size() {
        return parts.stream().mapToLong(Resource::size).sum();
    }

    @Override
    public Content open() throws IOException {
        List<Content> open = new ArrayList<>();
        try {
            for (Resource part : parts) {
                open.add(part.open());
            }
        } catch (IOException e) {
            close(open, e);
            throw e;
        }
        return new Joined(open);
    }

    private static void close(List<Content> open, IOException because) {
        for (Content content : open) {
            try {
                content.close();
            } catch (IOException e) {
                because.addSuppressed(e);
            }
        }
    }

    private final class Joined implements Content {
        private final List<Content> open;

        Joined(List<Content> open) {
            this.open = open;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            long start = 0;
            for (int i = 0; i < open.size(); i++) {
                long end = start + parts.get(i).size();
                if (position < end) {
                    return open.get(i).read(into, position - start);
                }
                start = end;
            }
            return -1;
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            long start = 0;
            for (int i = 0; i < open.size(); i++) {
                long end = start + parts.get(i).size();
                if (position < end) {
                    return open.get(i).transferTo(position - start, Math.min(count, end - position), target);
                }
                start = end;
            }
            return 0;
        }

        @Override
        public void close() throws IOException {
            IOException failure = new IOException("a part could not be closed");
            JoinedResource.close(open, failure);
            if (failure.getSuppressed().length > 0) {
                throw failure;
            }
        }
    }
}
