package org.stirrup.shell.text;

/**
 * A command's answer that is good or bad news to a script.
 *
 * @param text for people
 * @param status exit status: 0 when all is well
 */
public record Report(String text, int status) {
    @Override
    public String toString() {
        return text;
    }
}
