package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The screens as a whole, on terminals of all kinds. */
class ScreensTest {

    private static final Theme COLOUR = new Theme(80, true, true, false);
    private static final Theme ASCII = new Theme(80, false, false, false);
    private static final Theme NARROW = new Theme(40, true, false, false);
    private static final Theme LINKS = new Theme(200, false, true, true);

    @Test
    void aFailure() {
        assertThat(Screen.of(Shop.WIDE, Stories.broken())).isEqualTo("""
            ──────────────────────────────────────────────────────────────────────────
             14:02:11  Money.java changed  →  14 of 1,930 tests

              FAIL  PriceTest › rounds half up                          broke just now

                expected <12.35> but was <12.34>
                  - 12.35
                  + 12.34
                        ^
                  src/test/java/shop/PriceTest.java:27
                    25 |   var net = Money.of("12.345");
                    26 |
                  > 27 |   assertEquals(Money.of("12.35"), net.rounded());
                       |   ^
                  at shop.Money.rounded(Money.java:41)        4 frames hidden, s shows

              13 passed, 1 failed in 0.9s     1 of 1,930 failing
            """);
    }

    @Test
    void aFailureInColour() {
        assertThat(Screen.of(COLOUR, Stories.broken())).isEqualTo("""
            ──────────────────────────────────────────────────────────────────────────
             14:02:11  Money.java changed  →  14 of 1,930 tests

              <red>FAIL</>  <red>PriceTest › rounds half up</>                          broke just now

                expected <12.35> but was <12.34>
                  <red>-</> 12.35
                  <green>+</> 12.34
                        <red>^</>
                  src/test/java/shop/PriceTest.java:27
                    25 |   var net = Money.of("12.345");
                    26 |
                  > 27 |   assertEquals(Money.of("12.35"), net.rounded());
                       |   <red>^</>
                  at shop.Money.rounded(Money.java:41)        4 frames hidden, s shows

              13 passed, <red>1 failed</> in 0.9s     <red>1 of 1,930 failing</>
            """);
    }

    @Test
    void aFailureInAscii() {
        assertThat(Screen.of(ASCII, Stories.broken())).isEqualTo("""
            --------------------------------------------------------------------------
             14:02:11  Money.java changed  ->  14 of 1,930 tests

              FAIL  PriceTest > rounds half up                          broke just now

                expected <12.35> but was <12.34>
                  - 12.35
                  + 12.34
                        ^
                  src/test/java/shop/PriceTest.java:27
                    25 |   var net = Money.of("12.345");
                    26 |
                  > 27 |   assertEquals(Money.of("12.35"), net.rounded());
                       |   ^
                  at shop.Money.rounded(Money.java:41)        4 frames hidden, s shows

              13 passed, 1 failed in 0.9s     1 of 1,930 failing
            """);
    }

    @Test
    void aFailureOnANarrowScreen() {
        assertThat(Screen.of(NARROW, Stories.broken())).isEqualTo("""
            ----------------------------------------
             14:02:11  Money.java changed  ->  14 of
             1,930 tests

              <red>FAIL</>  <red>PriceTest > rounds half up</>
              broke just now

                expected <12.35> but was <12.34>
                  <red>-</> 12.35
                  <green>+</> 12.34
                        <red>^</>
                  ...est/java/shop/PriceTest.java:27
                    25 |   var net = Money.of("12...
                    26 |
                  > 27 |   assertEquals(Money.of(...
                       |   <red>^</>
                  at ...Money.rounded(Money.java:41)
                  4 frames hidden, s shows

              13 passed, <red>1 failed</> in 0.9s
              <red>1 of 1,930 failing</>
            """);
    }

    @Test
    void aFailureOnAWideScreenWithLinks() {
        assertThat(Screen.of(LINKS, Stories.broken())).isEqualTo("""
            ──────────────────────────────────────────────────────────────────────────
             14:02:11  Money.java changed  →  14 of 1,930 tests

              FAIL  PriceTest › rounds half up                          broke just now

                expected <12.35> but was <12.34>
                  - 12.35
                  + 12.34
                        ^
                  <link src/test/java/shop/PriceTest.java>src/test/java/shop/PriceTest.java:27</link>
                    25 |   var net = Money.of("12.345");
                    26 |
                  > 27 |   assertEquals(Money.of("12.35"), net.rounded());
                       |   ^
                  at <link src/main/java/shop/Money.java>shop.Money.rounded(Money.java:41)</link>        4 frames hidden, s shows

              13 passed, 1 failed in 0.9s     1 of 1,930 failing
            """);
    }

    @Test
    void whatDoesNotCompile() {
        assertThat(Screen.of(Shop.WIDE, Stories.doesNotCompile())).isEqualTo("""
            ──────────────────────────────────────────────────────────────────────────
             14:02:11  Money.java changed

              COMPILE  1 error
                  src/main/java/shop/Money.java:41:25  cannot find symbol: HALF_UPP
                    40 |   Money rounded() {
                  > 41 |       return scale(2, HALF_UPP);
                       |                       ^
              11 tests do not need Money.java: 11 passed     3 blocked
            """);
    }

    @Test
    void whatDoesNotCompileOnANarrowScreen() {
        assertThat(Screen.of(NARROW, Stories.doesNotCompile())).isEqualTo("""
            ----------------------------------------
             14:02:11  Money.java changed

              <red>COMPILE</>  1 error
                  ...main/java/shop/Money.java:41:25
                  cannot find symbol: HALF_UPP
                    40 |   Money rounded() {
                  > 41 |       return scale(2, HA...
                       |                       <red>^</>
              11 tests do not need Money.java: 11
              passed     <yellow>3 blocked</>
            """);
    }

    @Test
    void whatDoesNotCompileOnAWideScreenWithLinks() {
        assertThat(Screen.of(LINKS, Stories.doesNotCompile())).isEqualTo("""
            ──────────────────────────────────────────────────────────────────────────
             14:02:11  Money.java changed

              COMPILE  1 error
                  <link src/main/java/shop/Money.java>src/main/java/shop/Money.java:41:25</link>  cannot find symbol: HALF_UPP
                    40 |   Money rounded() {
                  > 41 |       return scale(2, HALF_UPP);
                       |                       ^
              11 tests do not need Money.java: 11 passed     3 blocked
            """);
    }

    @Test
    void whatDoesNotLoad() {
        assertThat(Screen.of(Shop.WIDE, Stories.doesNotLoad())).isEqualTo("""
            ──────────────────────────────────────────────────────────────────────────
             14:02:11  Config.java changed  →  50 of 1,930 tests

              LOAD  Config could not be initialised                           37 tests
                  java.lang.IllegalStateException: missing key db.url
                  src/main/java/shop/Config.java:17
                  > 17 |   URL = require("db.url");
                  first in DbTest, then 36 tests in 9 classes     v lists them

              13 passed, 37 failed in 1m 12s     37 of 1,930 failing
            """);
    }

    @Test
    void whatDoesNotLoadOnANarrowScreen() {
        assertThat(Screen.of(NARROW, Stories.doesNotLoad())).isEqualTo("""
            ----------------------------------------
             14:02:11  Config.java changed  ->  50
             of 1,930 tests

              <red>LOAD</>  <red>Config</> could not be initialised
              37 tests
                  java.lang.IllegalStateException:
                  missing key db.url
                  src/main/java/shop/Config.java:17
                  > 17 |   URL = require("db.url");
                  first in DbTest, then 36 tests in
                  9 classes     v lists them

              13 passed, <red>37 failed</> in 1m 12s
              <red>37 of 1,930 failing</>
            """);
    }

    @Test
    void allIsGreen() {
        assertThat(Screen.of(Shop.WIDE, Stories.green())).isEqualTo("""
            ──────────────────────────────────────────────────────────────────────────
             14:02:11  Money.java changed  →  14 of 1,930 tests
              14 passed in 0.2s     all 1,930 pass
            """);
        assertThat(Screen.of(COLOUR, Stories.green())).endsWith("     <green>all 1,930 pass</>\n");
    }

    @Test
    void theBeginning() {
        assertThat(Screen.of(Shop.WIDE, Stories.READY)).isEqualTo("""
            testwatch  shop  Maven 3.9.9, 3 modules, JDK 21, JUnit 6.1.3
              412 classes, 96 test classes; results of 84 reused
              12 test classes are stale, running those (a runs all 1,930)
            """);
        assertThat(Screen.of(NARROW, Stories.READY)).isEqualTo("""
            testwatch  shop  Maven 3.9.9, 3 modules,
            JDK 21, JUnit 6.1.3
              412 classes, 96 test classes; results
              of 84 reused
              12 test classes are stale, running
              those (a runs all 1,930)
            """);
    }
}
