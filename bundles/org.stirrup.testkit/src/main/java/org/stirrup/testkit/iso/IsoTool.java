package org.stirrup.testkit.iso;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /** What a program writes to its standard output. */
    public static String run(String... line) throws IOException, InterruptedException {
        assumeInstalled(line[0]);
        Path errors = Files.createTempFile("stirrup-test", ".err");
        try {
            Process process =
                    new ProcessBuilder(line).redirectError(errors.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", line) + ": " + Files.readString(errors));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }

    private static void assumeInstalled(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return;
            }
        }
        String skipped = "SKIPPED: " + program + " is not installed; install the package of that name";
        System.err.println(skipped);
        abort(skipped);
    }
}
