package org.stirrup.testkit.iso;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stirrup.testkit.process.Program;

/** Foreign programs that write and read ISO images; a test that needs one that is not installed is skipped loudly. */
public enum IsoTool {
    /** As mkisofs: package xorriso. */
    XORRISO("xorriso", "-as", "mkisofs", "-quiet"),
    /** Package genisoimage. */
    GENISOIMAGE("genisoimage", "-quiet", "-input-charset", "UTF-8");

    private final List<String> command;

    IsoTool(String... command) {
        this.command = List.of(command);
    }

    /**
     * Makes an image of a folder.
     *
     * @param options as of mkisofs: -R, -J, -V name
     * @return the image
     */
    public Path make(Path folder, Path image, String... options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(options));
        line.addAll(List.of("-o", image.toString(), folder.toString()));
        run(line.toArray(String[]::new));
        return image;
    }

    /** What a program writes to its standard output; the test is skipped when it is not installed. */
    public static String run(String... line) throws IOException, InterruptedException {
        if (!Program.installed(line[0])) {
            String skipped = "SKIPPED: " + line[0] + " is not installed; install the package of that name";
            System.err.println(skipped);
            abort(skipped);
        }
        Program.Result result = Program.run(line);
        if (result.status() != 0) {
            throw new IOException(String.join(" ", line) + ": " + result.errors());
        }
        return result.text();
    }
}
