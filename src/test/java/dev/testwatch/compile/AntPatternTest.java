package dev.testwatch.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AntPatternTest {

    @ParameterizedTest
    @CsvSource({
        "**/*.xml, a.xml, true",
        "**/*.xml, a/b/c.xml, true",
        "**/*.xml, a/b/c.xmls, false",
        "*.xml, a/b.xml, false",
        "a/**, a/b/c, true",
        "a/, a/b/c, true",
        "a/**/c, a/c, true",
        "a/**/c, a/b/b/c, true",
        "a/**/c, b/c, false",
        "a?c.*, abc.txt, true",
        "a?c.*, ac.txt, false",
        "**, a/b, true",
        "a*b*c, axxbxxc, true",
        "a*b*c, axxcxxb, false",
    })
    void pathsMatch(String pattern, String path, boolean matches) {
        assertThat(AntPattern.of(pattern).matches(path)).isEqualTo(matches);
    }
}
