package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The commented files in {@code etc/} say what the bundles' metatype says: every key, with its default. */
class StockConfigurationIT {
    @Test
    void everyConfigurationHasItsFileWithEveryKeyAndItsDefault() throws Exception {
        assertEquals(String.join("\n", lines(declared())), String.join("\n", lines(written())));
    }

    @Test
    void nothingIsSetAndEveryKeyIsExplained() throws Exception {
        for (Path file : files()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                assertTrue(line.isEmpty() || line.startsWith("#"), file + " sets something: " + line);
                assertTrue(!line.startsWith("# ") || line.length() <= 100, file + " has a long line: " + line);
                if (line.matches("#\\S.*")) {
                    assertTrue(lines.get(i - 1).startsWith("# "), file + " does not explain " + line);
                }
            }
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Packed.DIST.resolve("etc"))) {
            return files.sorted().toList();
        }
    }

    private static List<String> lines(Map<String, Map<String, String>> files) {
        return files.entrySet().stream()
                .flatMap(file -> file.getValue().entrySet().stream()
                        .map(key -> file.getKey() + ": " + key.getKey() + " = " + key.getValue()))
                .toList();
    }

    /** File name to key to value, comment signs taken away. */
    private static Map<String, Map<String, String>> written() throws IOException {
        Map<String, Map<String, String>> written = new TreeMap<>();
        for (Path file : files()) {
            String text = Files.readAllLines(file).stream()
                    .filter(line -> line.matches("#\\S.*"))
                    .map(line -> line.substring(1))
                    .collect(Collectors.joining("\n"));
            Properties properties = new Properties();
            properties.load(new StringReader(text));
            Map<String, String> keys = new TreeMap<>();
            properties.stringPropertyNames().forEach(key -> keys.put(key, properties.getProperty(key)));
            written.put(file.getFileName().toString(), keys);
        }
        return written;
    }

    /** The same, out of the packed bundles. */
    private static Map<String, Map<String, String>> declared() throws Exception {
        Map<String, Map<String, String>> declared = new TreeMap<>();
        for (Path jar : Packed.ownBundles()) {
            try (JarFile bundle = new JarFile(jar.toFile())) {
                for (JarEntry entry : Collections.list(bundle.entries())) {
                    if (entry.getName().matches("OSGI-INF/metatype/.+\\.xml")) {
                        try (InputStream xml = bundle.getInputStream(entry)) {
                            declare(
                                    DocumentBuilderFactory.newInstance()
                                            .newDocumentBuilder()
                                            .parse(xml),
                                    declared);
                        }
                    }
                }
            }
        }
        return declared;
    }

    private static void declare(Document metatype, Map<String, Map<String, String>> declared) {
        Element designate = (Element) metatype.getElementsByTagName("Designate").item(0);
        if (designate == null) {
            return;
        }
        String factory = designate.getAttribute("factoryPid");
        NodeList attributes = metatype.getElementsByTagName("AD");
        Map<String, String> keys = new TreeMap<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            Element attribute = (Element) attributes.item(i);
            // A default is a list with commas between its items; a comma, blank or backslash of an item is escaped.
            if (!attribute.getAttribute("id").startsWith("webconsole.")) {
                keys.put(
                        attribute.getAttribute("id"),
                        attribute.getAttribute("default").replaceAll("\\\\(.)", "$1"));
            }
        }
        declared.put(factory.isEmpty() ? designate.getAttribute("pid") + ".cfg" : factory + ".cfg.example", keys);
    }
}
