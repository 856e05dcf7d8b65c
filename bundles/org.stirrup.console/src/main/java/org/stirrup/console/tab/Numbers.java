package org.stirrup.console.tab;

import jakarta.servlet.http.HttpServletRequest;

/** Numbers that a page's script sends. */
final class Numbers {
    private Numbers() {}

    /** Number of the last journal line the page has; 0 for none. @throws IllegalArgumentException when it is none */
    static long after(HttpServletRequest request) {
        return of(request, "after", 0);
    }

    static long of(HttpServletRequest request, String name, long otherwise) {
        String text = request.getParameter(name);
        try {
            return text == null || text.isEmpty() ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + text + " is not a number", e);
        }
    }
}
