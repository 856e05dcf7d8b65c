package org.stirrup.host;

/** Text that came from a network client, made fit for a console, a log and a line of a file. */
final class Note {
    /** In UTF-16 characters. */
    static final int MAX_LENGTH = 500;

    private Note() {}

    /** Without control, format and broken characters, in one line, cut at {@link #MAX_LENGTH}. */
    static String of(String sent) {
        StringBuilder clean = new StringBuilder();
        for (int at = 0; at < sent.length(); ) {
            int character = sent.codePointAt(at);
            at += Character.charCount(character);
            if (clean.length() + Character.charCount(character) > MAX_LENGTH) {
                break;
            }
            clean.appendCodePoint(isShown(character) ? character : ' ');
        }
        return clean.toString().strip();
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
