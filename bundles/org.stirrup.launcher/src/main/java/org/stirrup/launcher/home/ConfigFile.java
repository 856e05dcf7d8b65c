package org.stirrup.launcher.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An {@code etc/*.cfg} file (the format of {@link java.util.Properties}) that is changed in one place, the rest kept. */
public final class ConfigFile {
    private final Path file;

    private ConfigFile(Path file) {
        this.file = file;
    }

    public static ConfigFile of(Home home, String pid) {
        return new ConfigFile(home.etc().resolve(pid + ".cfg"));
    }

    /** Sets a key: its line is replaced where there is one, otherwise a line is added. Nothing is written for nothing. */
    public void set(String key, String value) throws IOException {
        List<String> before = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        List<String> after = with(before, key, value);
        if (after.equals(before)) {
            return;
        }
        // Beside and over it: whoever watches the folder never sees half a file.
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".", ".tmp");
        Files.write(fresh, after, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    static List<String> with(List<String> lines, String key, String value) {
        Pattern assignment = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*([=:].*|\\s.*|)");
        String line = key + " = " + (typed(lines) ? '"' + escaped(value) + '"' : escaped(value));
        List<String> result = new ArrayList<>();
        boolean written = false;
        for (int i = 0; i < lines.size(); i++) {
            int last = endOfLogicalLine(lines, i);
            if (assignment.matcher(lines.get(i)).matches()) {
                if (!written) {
                    result.add(line);
                }
                written = true;
            } else {
                result.addAll(lines.subList(i, last + 1));
            }
            i = last;
        }
        if (!written) {
            result.add(line);
        }
        return result;
    }

    /** The console writes a file back with types, {@code port = I"8080"}: then all of its values have to have one. */
    private static boolean typed(List<String> lines) {
        List<String> values = lines.stream()
                .filter(line -> line.matches("\\s*[^#!\\s=]+\\s*=.*"))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .toList();
        return !values.isEmpty() && values.stream().allMatch(value -> value.matches("[TILFDXSCBtilfdxscb]?[\\[(\"].*"));
    }

    /** A line that ends in an odd number of backslashes goes on in the next; a comment never does. */
    private static int endOfLogicalLine(List<String> lines, int from) {
        String first = lines.get(from).strip();
        if (first.startsWith("#") || first.startsWith("!")) {
            return from;
        }
        int last = from;
        while (last + 1 < lines.size() && continues(lines.get(last))) {
            last++;
        }
        return last;
    }

    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\");
    }
}
