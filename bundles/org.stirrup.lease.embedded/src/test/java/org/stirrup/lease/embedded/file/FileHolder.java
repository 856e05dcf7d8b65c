package org.stirrup.lease.embedded.file;

import java.io.IOException;
import java.nio.file.Path;

/** A process that has a lease file open until its standard input ends. */
final class FileHolder {
    private FileHolder() {}

    public static void main(String[] arguments) throws IOException {
        LeaseFile file = ((LeaseFile.Opened.Ready) LeaseFile.open(Path.of(arguments[0]))).file();
        System.out.println("open");
        System.out.flush();
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        file.close();
    }
}
