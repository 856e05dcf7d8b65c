package org.stirrup.repository.mirror.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.stirrup.api.content.ResourcePath;

/**
 * Indexes that createrepo makes: {@code repodata/repomd.xml} has the checksums of the lists, {@code primary.xml} those of
 * the packages. Paths are relative to the folder that holds {@code repodata}.
 */
final class RpmIndex {
    private RpmIndex() {}

    /** @param primary lists of packages that can be read here: plain or packed by gzip */
    record Repomd(Table table, List<ResourcePath> primary) {}

    static boolean isRepomd(ResourcePath path) {
        return path.name().equals("repomd.xml") && path.parent().name().equals("repodata");
    }

    static boolean isPrimary(ResourcePath path) {
        return path.name().matches("(.*-)?primary[.]xml([.]gz)?")
                && path.parent().name().equals("repodata");
    }

    static Repomd repomd(ResourcePath path, Path file) throws IOException {
        List<ResourcePath> primary = new ArrayList<>();
        Table table = read(path, file, false, "data", found -> {
            if (isPrimary(found)) {
                primary.add(found);
            }
        });
        return new Repomd(table, primary);
    }

    static Table primary(ResourcePath path, Path file) throws IOException {
        return read(path, file, path.name().endsWith(".gz"), "package", found -> {});
    }

    private interface Finder {
        void found(ResourcePath path);
    }

    private static Table read(ResourcePath path, Path file, boolean packed, String element, Finder finder)
            throws IOException {
        Table table = new Table(path);
        ResourcePath root = path.parent().parent();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = packed ? new GZIPInputStream(raw) : raw) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            String name = "";
            String sum = "";
            long size = -1;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "location" -> name = attribute(xml, "href");
                        case "checksum" -> {
                            boolean sha256 = attribute(xml, "type").equals("sha256");
                            String text = xml.getElementText().strip();
                            sum = sha256 ? text : sum;
                        }
                        // Of a list it is an element, of a package an attribute.
                        case "size" ->
                            size = number(element.equals("package") ? attribute(xml, "package") : xml.getElementText());
                        default -> {}
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals(element)) {
                    add(table, root, name, size, sum, finder);
                    name = "";
                    sum = "";
                    size = -1;
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
        return table.sorted();
    }

    /** What is no path below the repository is passed over: nobody can ask for it. */
    private static void add(Table table, ResourcePath root, String name, long size, String sum, Finder finder) {
        if (name.isEmpty() || size < 0) {
            return;
        }
        ResourcePath path;
        try {
            path = root.resolve(name);
        } catch (IllegalArgumentException e) {
            return;
        }
        table.add(path, size, sum);
        finder.found(path);
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static long number(String text) {
        return text.strip().matches("[0-9]{1,15}") ? Long.parseLong(text.strip()) : -1;
    }
}
