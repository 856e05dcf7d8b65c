package org.stirrup.features.swap;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * How bundles from {@code deploy/} are known in the framework: by {@code dropped:FILE#NUMBER}, so that several contents
 * that a file had one after the other can be there at once. File Install knows nothing of these.
 */
public final class Locations {
    private static final Pattern FORM = Pattern.compile("dropped:(.*)#(\\d+)");

    private Locations() {}

    static String of(String file, long number) {
        return "dropped:" + file + "#" + number;
    }

    static boolean isDropped(Bundle bundle) {
        return FORM.matcher(bundle.getLocation()).matches();
    }

    static Optional<String> file(Bundle bundle) {
        Matcher matcher = FORM.matcher(bundle.getLocation());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static OptionalLong number(Bundle bundle) {
        Matcher matcher = FORM.matcher(bundle.getLocation());
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(2))) : OptionalLong.empty();
    }

    /** Whether a bundle does not run because one from {@code deploy/} with the same name is to run in its place. */
    public static boolean standsBack(Bundle bundle, BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(other -> other != bundle && isDropped(other))
                .filter(other -> other.getSymbolicName().equals(bundle.getSymbolicName()))
                .anyMatch(Locations::isMeantToRun);
    }

    static boolean isMeantToRun(Bundle bundle) {
        return bundle.getState() != Bundle.UNINSTALLED
                && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }
}
