package org.stirrup.image.catalogue;

import java.util.Set;

/** Makes the short names that stand in paths, menu labels and host assignments. */
final class ImageIds {
    private static final int LONGEST = 64;

    private ImageIds() {}

    /**
     * @param wanted name and version: {@code CentOS-7}
     * @param fileName tells two images of one name and version apart; the first to be found keeps the bare name
     * @param taken ids in use
     */
    static String unique(String wanted, String fileName, Set<String> taken) {
        String stem = sanitized(fileName.replaceFirst("(?i)[.]iso$", ""));
        String first = sanitized(wanted);
        String id = first.isEmpty() ? stem : first;
        if (id.isEmpty()) {
            id = "image";
        }
        if (!taken.contains(id)) {
            return id;
        }
        String longer = stem.isEmpty() || stem.equals(id) ? id : id + "-" + stem;
        String unique = longer;
        for (int i = 2; taken.contains(unique); i++) {
            unique = longer + "-" + i;
        }
        return unique;
    }

    /** Letters, digits, dot, dash and underscore only, and none but letters and digits at either end. */
    private static String sanitized(String text) {
        String dashed = text.replaceAll("[^A-Za-z0-9._-]+", "-");
        return dashed.substring(0, Math.min(dashed.length(), LONGEST)).replaceAll("^[._-]+|[._-]+$", "");
    }
}
