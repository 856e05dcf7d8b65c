package org.stirrup.shell.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comma-separated values (RFC 4180). A cell that a spreadsheet would take for a formula is written with an apostrophe
 * before it, which is taken off when it is read.
 */
final class Csv {
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);
    private static final Pattern GUARDED = Pattern.compile("'+[=+\\-@\t\r].*", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile(".*[\",\r\n].*", Pattern.DOTALL);

    private final String text;
    private int at;
    private int line = 1;

    private Csv(String text) {
        this.text = text;
    }

    /** @param line where it begins, from 1 */
    record Row(int line, List<String> cells) {}

    /** @return one row, with its line end */
    static String format(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String value) {
        String safe = FORMULA.matcher(value).matches() ? "'" + value : value;
        return QUOTED.matcher(safe).matches() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    /**
     * All rows but empty ones.
     *
     * @throws IllegalArgumentException where quotes are not as RFC 4180 has them, with the line
     */
    static List<Row> parse(String text) {
        Csv csv = new Csv(text);
        List<Row> rows = new ArrayList<>();
        while (csv.at < text.length()) {
            Row row = csv.row();
            if (!row.cells().equals(List.of(""))) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Row row() {
        int first = line;
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            cells.add(cell());
        }
        if (text.startsWith("\r\n", at)) {
            at += 2;
        } else if (at < text.length()) {
            at++;
        }
        line++;
        return new Row(first, cells);
    }

    private String cell() {
        String value = text.startsWith("\"", at) ? quoted() : plain();
        return GUARDED.matcher(value).matches() ? value.substring(1) : value;
    }

    private String plain() {
        int start = at;
        while (!ends()) {
            if (text.charAt(at) == '"') {
                throw new IllegalArgumentException("line " + line
                        + ": a quotation mark in a cell that does not begin with one; write \"a \"\"word\"\" so\"");
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int first = line;
        StringBuilder value = new StringBuilder();
        for (at++; !text.startsWith("\"", at) || text.startsWith("\"\"", at); at++) {
            if (at >= text.length()) {
                throw new IllegalArgumentException("line " + first + ": a quotation mark is not closed");
            }
            if (text.charAt(at) == '"') {
                at++;
            } else if (text.charAt(at) == '\n') {
                line++;
            }
            value.append(text.charAt(at));
        }
        at++;
        if (!ends()) {
            throw new IllegalArgumentException("line " + line + ": text after a closing quotation mark");
        }
        return value.toString();
    }

    private boolean ends() {
        return at >= text.length()
                || text.charAt(at) == ','
                || text.charAt(at) == '\n'
                || text.startsWith("\r\n", at)
                || text.charAt(at) == '\r';
    }
}
