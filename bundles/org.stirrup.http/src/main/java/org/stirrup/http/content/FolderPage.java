package org.stirrup.http.content;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.ResourcePath;

/** A folder as a web page, in the plain form that mirroring programs read. */
final class FolderPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private FolderPage() {}

    static String of(ResourcePath folder, List<ContentEntry> entries) {
        StringBuilder page = new StringBuilder();
        String title = "Index of " + text(folder.toString());
        page.append("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>")
                .append(title)
                .append("</title></head>\n<body><h1>")
                .append(title)
                .append("</h1>\n<pre>\n");
        if (!folder.isRoot()) {
            page.append("<a href=\"../\">../</a>\n");
        }
        for (ContentEntry entry : entries) {
            String slash = entry.folder() ? "/" : "";
            page.append(String.format(
                    Locale.ROOT,
                    "<a href=\"%s%s\">%s%s</a>%s %s %15s%n",
                    RequestPath.encode(entry.name()),
                    slash,
                    text(entry.name()),
                    slash,
                    " ".repeat(Math.max(0, 50 - entry.name().length() - slash.length())),
                    TIME.format(entry.modified()),
                    entry.folder() ? "-" : Long.toString(entry.size())));
        }
        return page.append("</pre>\n</body></html>\n").toString();
    }

    private static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
