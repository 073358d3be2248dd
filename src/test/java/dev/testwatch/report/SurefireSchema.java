package dev.testwatch.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads reports with a strict parser, and holds them against the structure that Surefire's reports have. */
final class SurefireSchema {

    private static final String XSD = """
        <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
          <xsd:complexType name="problem"><xsd:simpleContent><xsd:extension base="xsd:string">
            <xsd:attribute name="message" type="xsd:string"/>
            <xsd:attribute name="type" type="xsd:string" use="required"/>
          </xsd:extension></xsd:simpleContent></xsd:complexType>
          <xsd:complexType name="flaky"><xsd:sequence>
            <xsd:element name="stackTrace" type="xsd:string"/>
            <xsd:element name="system-out" type="xsd:string" minOccurs="0"/>
          </xsd:sequence>
            <xsd:attribute name="message" type="xsd:string"/>
            <xsd:attribute name="type" type="xsd:string" use="required"/>
          </xsd:complexType>
          <xsd:element name="testsuite"><xsd:complexType><xsd:sequence>
            <xsd:element name="properties" minOccurs="0"><xsd:complexType><xsd:sequence>
              <xsd:element name="property" minOccurs="0" maxOccurs="unbounded"><xsd:complexType>
                <xsd:attribute name="name" type="xsd:string" use="required"/>
                <xsd:attribute name="value" type="xsd:string" use="required"/>
              </xsd:complexType></xsd:element>
            </xsd:sequence></xsd:complexType></xsd:element>
            <xsd:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xsd:complexType><xsd:sequence>
              <xsd:choice minOccurs="0">
                <xsd:element name="failure" type="problem"/>
                <xsd:element name="error" type="problem"/>
                <xsd:element name="skipped"><xsd:complexType><xsd:simpleContent>
                  <xsd:extension base="xsd:string"><xsd:attribute name="message" type="xsd:string"/></xsd:extension>
                </xsd:simpleContent></xsd:complexType></xsd:element>
              </xsd:choice>
              <xsd:element name="flakyFailure" type="flaky" minOccurs="0" maxOccurs="unbounded"/>
              <xsd:element name="flakyError" type="flaky" minOccurs="0" maxOccurs="unbounded"/>
              <xsd:element name="system-out" type="xsd:string" minOccurs="0"/>
              <xsd:element name="system-err" type="xsd:string" minOccurs="0"/>
            </xsd:sequence>
              <xsd:attribute name="name" type="xsd:string" use="required"/>
              <xsd:attribute name="classname" type="xsd:string"/>
              <xsd:attribute name="group" type="xsd:string"/>
              <xsd:attribute name="time" type="xsd:decimal" use="required"/>
            </xsd:complexType></xsd:element>
          </xsd:sequence>
            <xsd:attribute name="version" type="xsd:string"/>
            <xsd:attribute name="name" type="xsd:string" use="required"/>
            <xsd:attribute name="time" type="xsd:decimal"/>
            <xsd:attribute name="tests" type="xsd:nonNegativeInteger" use="required"/>
            <xsd:attribute name="errors" type="xsd:nonNegativeInteger" use="required"/>
            <xsd:attribute name="skipped" type="xsd:nonNegativeInteger" use="required"/>
            <xsd:attribute name="failures" type="xsd:nonNegativeInteger" use="required"/>
            <xsd:attribute name="group" type="xsd:string"/>
          </xsd:complexType></xsd:element>
        </xsd:schema>
        """;

    private static final Schema SCHEMA = schema();

    private SurefireSchema() {}

    private static Schema schema() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new StreamSource(new StringReader(XSD)));
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The test suite of a report; throws if it is not well-formed, not valid, or its counts are not those of its tests. */
    static Element read(String xml) throws Exception {
        Document document = parse(xml);
        SCHEMA.newValidator().validate(new DOMSource(document));
        Element suite = document.getDocumentElement();
        count(suite, "tests", "testcase");
        count(suite, "errors", "error");
        count(suite, "failures", "failure");
        count(suite, "skipped", "skipped");
        return suite;
    }

    /** The elements of this name, in their order. */
    static List<Element> all(Element element, String name) {
        NodeList nodes = element.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static void count(Element suite, String attribute, String element) {
        int there = all(suite, element).size();
        if (there != Integer.parseInt(suite.getAttribute(attribute))) {
            throw new AssertionError(attribute + "=" + suite.getAttribute(attribute) + " but there are " + there);
        }
    }

    /** Any document that is well-formed and has no DTD. */
    static Document parse(String xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException e) throws SAXParseException {
                throw e;
            }

            @Override
            public void error(SAXParseException e) throws SAXParseException {
                throw e;
            }

            @Override
            public void fatalError(SAXParseException e) throws SAXParseException {
                throw e;
            }
        });
        return builder.parse(new InputSource(new StringReader(xml)));
    }
}
