package org.stirrup.http.content;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.stirrup.api.content.Resource;
import org.stirrup.http.codec.HttpDate;

/**
 * What a client can compare its copy by (RFC 9110, section 8.8).
 *
 * @param tag entity tag, quotes included
 * @param modified whole seconds
 */
record Validators(String tag, Instant modified) {
    static Validators of(Resource resource) {
        String tag = "\"" + Long.toHexString(resource.size()) + "-"
                + Long.toHexString(resource.modified().toEpochMilli()) + "\"";
        return new Validators(tag, resource.modified().truncatedTo(ChronoUnit.SECONDS));
    }

    String lastModified() {
        return HttpDate.of(modified);
    }

    /**
     * Whether the client has this already (section 13.2.2: the date counts only where there is no tag).
     *
     * @param ifNoneMatch null when not sent
     * @param ifModifiedSince null when not sent
     */
    boolean known(String ifNoneMatch, String ifModifiedSince) {
        if (ifNoneMatch != null) {
            for (String candidate : ifNoneMatch.split(",")) {
                String each = candidate.trim();
                if (each.equals("*") || each.equals(tag) || each.equals("W/" + tag)) {
                    return true;
                }
            }
            return false;
        }
        return parse(ifModifiedSince).map(since -> !modified.isAfter(since)).orElse(false);
    }

    /** Whether a range may be sent: the client's first part is of this very file (section 13.1.5). @param ifRange null when not sent */
    boolean unchanged(String ifRange) {
        return ifRange == null
                || ifRange.trim().equals(tag)
                || parse(ifRange).map(modified::equals).orElse(false);
    }

    private static Optional<Instant> parse(String date) {
        return Optional.ofNullable(date).flatMap(HttpDate::parse);
    }
}
