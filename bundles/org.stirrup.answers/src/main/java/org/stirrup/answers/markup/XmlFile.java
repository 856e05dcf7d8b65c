package org.stirrup.answers.markup;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * An answer file in XML, as a tree.
 *
 * @param elements all of its elements in their order, the root first; none when something is wrong
 * @param faults "line 12: the element type "user" must be terminated"
 */
public record XmlFile(List<Element> elements, List<String> faults) {
    /** Entities of a document type of its own could name any file of this machine. */
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    /** Of AutoYaST's file, which names no document that is there. */
    private static final String DOCTYPE = "(?m)^[ \\t]*<!DOCTYPE[ \\t]+[A-Za-z]+[ \\t]*>[ \\t]*$";

    public XmlFile {
        elements = List.copyOf(elements);
        faults = List.copyOf(faults);
    }

    /** @param root the name that the root must have */
    public static XmlFile read(String text, String root) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(NO_DOCTYPE, true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrown());
            InputSource source = new InputSource(new StringReader(text.replaceFirst(DOCTYPE, "")));
            Element top = builder.parse(source).getDocumentElement();
            return top.getLocalName().equals(root)
                    ? new XmlFile(all(top), List.of())
                    : wrong("its root is <" + top.getLocalName() + "> and not <" + root + ">");
        } catch (SAXParseException e) {
            return wrong("line " + e.getLineNumber() + ": " + e.getMessage());
        } catch (SAXException | java.io.IOException | ParserConfigurationException e) {
            return wrong("this is no XML: " + e.getMessage());
        }
    }

    private static XmlFile wrong(String fault) {
        return new XmlFile(List.of(), List.of(fault));
    }

    private static List<Element> all(Element top) {
        List<Element> all = new ArrayList<>(List.of(top));
        NodeList below = top.getElementsByTagNameNS("*", "*");
        for (int i = 0; i < below.getLength(); i++) {
            all.add((Element) below.item(i));
        }
        return all;
    }

    /** All elements of a name, without its prefix. */
    public Stream<Element> named(String name) {
        return elements.stream().filter(element -> element.getLocalName().equals(name));
    }

    /** The text of an element's child; empty where there is none. */
    public static String child(Element element, String name) {
        for (Node each = element.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each instanceof Element child && child.getLocalName().equals(name)) {
                return child.getTextContent().strip();
            }
        }
        return "";
    }

    /** Complains to its caller and not on standard output. */
    private static final class Thrown implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {
            // A file with these is read all the same.
        }

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
