package org.stirrup.http.content;

import java.util.Locale;
import java.util.Map;

/** Content types by the file name's ending. UEFI firmware goes by them to know a program from a disk image. */
final class MediaType {
    private static final String TEXT = "text/plain;charset=utf-8";

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            // RFC 3986-style names the UEFI specification gives: section 24.7.3.1, "application/efi".
            Map.entry("efi", "application/efi"),
            Map.entry("iso", "application/vnd.efi-iso"),
            Map.entry("img", "application/vnd.efi-img"),
            Map.entry("ipxe", TEXT),
            Map.entry("cfg", TEXT),
            Map.entry("conf", TEXT),
            Map.entry("ks", TEXT),
            Map.entry("txt", TEXT),
            Map.entry("treeinfo", TEXT),
            Map.entry("yaml", TEXT),
            Map.entry("json", "application/json"),
            Map.entry("xml", "application/xml"),
            Map.entry("html", "text/html;charset=utf-8"),
            Map.entry("rpm", "application/x-rpm"),
            Map.entry("deb", "application/vnd.debian.binary-package"),
            Map.entry("gz", "application/gzip"),
            Map.entry("xz", "application/x-xz"),
            Map.entry("bz2", "application/x-bzip2"));

    private MediaType() {}

    /** @param name of the file, without folders */
    static String of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, "application/octet-stream");
    }
}
