package dev.testwatch.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceScannerTest {

    private static boolean mentions(String source, String name) {
        return SourceScanner.scan(source).identifiers().intersects(Names.of(List.of(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class A { Money m; }",
                "class A { /* // */ Money m; }",
                "class A { String s = \"\\\"\"; Money m; }",
                "class A { char c = '\"'; Money m; }",
                "class A { char c = '\\''; Money m; }",
                "class A { String s = \"\"\"\n a \" b \\\"\"\" c \"\"\"; Money m; }",
                "class A { String s = \"forgotten;\n Money m; }",
                "class A { int n = 0x1F; Money m; }",
                "class A { String s = \"\\u0022; Money m; }",
                "class A { M\\u006fney m; }",
                "class A { \\u0042oth m; }",
            })
    void namesInCodeAreMentioned(String source) {
        assertThat(mentions(source, "Money")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class A { } // Money",
                "class A { /* Money */ }",
                "class A { String s = \"Money\"; }",
                "class A { String s = \"f\\u00fcr Money\"; }",
                "class A { String s = \"\\u001b Money\"; }",
                "class A { String s = \"\"\"\n \" Money \"\"\"; }",
                "class A { Moneys m; }",
            })
    void namesInCommentsAndLiteralsAreNot(String source) {
        assertThat(mentions(source, "Money")).isFalse();
    }

    @Test
    void packageAndTypesAreFound() {
        var scan = SourceScanner.scan(
                "// package no;\npackage shop . inner;\n@interface Mark { } record Pair(int a) { enum Kind { A } } class Last { }");
        assertThat(scan.packageName()).isEqualTo("shop.inner");
        assertThat(scan.declared()).containsExactlyInAnyOrder("Mark", "Pair", "Kind", "Last");
    }

    @Test
    void aPackageAfterItsAnnotationIsFound() {
        assertThat(SourceScanner.scan("@Deprecated package shop;").packageName())
                .isEqualTo("shop");
        assertThat(SourceScanner.scan("class A { }").packageName()).isEmpty();
    }
}
