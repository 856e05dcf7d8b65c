package org.stirrup.features.swap;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** What a file in {@code deploy/} says it is, before the framework is troubled with it. */
sealed interface Jar {
    /**
     * A bundle.
     *
     * @param acts whether it has components or an activator; without either it is a library or a fragment, which stands
     *     beside others of its name
     */
    record OfBundle(String symbolicName, Version version, boolean fragment, boolean acts) implements Jar {
        @Override
        public String toString() {
            return symbolicName + " " + version;
        }
    }

    record NoBundle(String because) implements Jar {}

    static Jar read(File file) {
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            return manifest == null
                    ? new NoBundle("it has no manifest, so it is no bundle")
                    : of(manifest.getMainAttributes());
        } catch (IOException e) {
            return new NoBundle("it is no jar, or not a whole one: " + e.getMessage());
        }
    }

    private static Jar of(Attributes manifest) {
        String name = plain(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME));
        if (name.isEmpty()) {
            return new NoBundle("its manifest has no " + Constants.BUNDLE_SYMBOLICNAME + ", so it is no bundle");
        }
        try {
            boolean fragment = manifest.getValue(Constants.FRAGMENT_HOST) != null;
            boolean acts = manifest.getValue("Service-Component") != null
                    || manifest.getValue(Constants.BUNDLE_ACTIVATOR) != null;
            Version version = Version.parseVersion(manifest.getValue(Constants.BUNDLE_VERSION));
            return new OfBundle(name, version, fragment, acts && !fragment);
        } catch (IllegalArgumentException e) {
            return new NoBundle("its " + Constants.BUNDLE_VERSION + " is none: " + e.getMessage());
        }
    }

    /** A header without its directives. */
    private static String plain(String header) {
        return Optional.ofNullable(header).orElse("").split(";", 2)[0].strip();
    }
}
