package org.stirrup.api.check;

/**
 * Something a person should know or mend.
 *
 * @param severity how bad
 * @param source where to look: the configuration file, or the name of a part
 * @param message what is wrong, with key and value: "range=192.168.1.1-10.0.0.2: the last address is not in
 *     192.168.1.0/24"
 * @param remedy what would be right: "give a range such as 192.168.1.100-192.168.1.200"
 */
public record Finding(Severity severity, String source, String message, String remedy) {
    /** How bad. */
    public enum Severity {
        /** Worth knowing; nothing fails. */
        WARNING,
        /** Refused or not working until mended; what was in force before stays so. */
        ERROR
    }
}
