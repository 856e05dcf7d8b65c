package org.stirrup.testkit.osgi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** What bundles on the test's class path export, for a framework that is to have these packages from there. */
public final class Exports {
    /** A comma that is not within quotes. */
    private static final Pattern BETWEEN_CLAUSES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private static final Pattern VERSION = Pattern.compile(";version=\"?([^\";]+)");

    private Exports() {}

    /**
     * The packages of the bundles that these classes are of, each at its own version, as {@link
     * Constants#FRAMEWORK_SYSTEMPACKAGES_EXTRA} wants them.
     */
    public static String of(Class<?>... classes) {
        return Arrays.stream(classes).flatMap(Exports::ofBundle).collect(Collectors.joining(","));
    }

    private static Stream<String> ofBundle(Class<?> type) {
        try {
            Path place = Path.of(URI.create(
                    type.getProtectionDomain().getCodeSource().getLocation().toString()));
            String exports = manifest(place).getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
            if (exports == null) {
                throw new AssertionError(place + " exports nothing");
            }
            return BETWEEN_CLAUSES.splitAsStream(exports).map(clause -> {
                Matcher version = VERSION.matcher(clause);
                String name = clause.substring(0, (clause + ";").indexOf(';')).strip();
                return version.find() ? name + ";version=" + version.group(1) : name;
            });
        } catch (IOException e) {
            throw new AssertionError("the manifest of " + type + " cannot be read", e);
        }
    }

    private static Manifest manifest(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            try (InputStream stream = Files.newInputStream(place.resolve(JarFile.MANIFEST_NAME))) {
                return new Manifest(stream);
            }
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            return jar.getManifest();
        }
    }
}
