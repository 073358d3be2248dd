package dev.testwatch.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The texts of a generated project. */
final class GeneratedSources {

    /** As many tests as an ordinary test class has. */
    private static final int SERIES = 27;

    private static final int LIMIT = 20;

    static final String POM = """
            <?xml version="1.0" encoding="UTF-8"?>
            <project xmlns="http://maven.apache.org/POM/4.0.0"
                     xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                     xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 https://maven.apache.org/xsd/maven-4.0.0.xsd">
              <modelVersion>4.0.0</modelVersion>
              <groupId>app</groupId>
              <artifactId>app</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>org.junit.jupiter</groupId>
                  <artifactId>junit-jupiter</artifactId>
                  <version>6.1.3</version>
                  <scope>test</scope>
                </dependency>
              </dependencies>
              <build>
                <plugins>
                  <plugin>
                    <artifactId>maven-resources-plugin</artifactId>
                    <version>3.3.1</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>3.14.1</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-surefire-plugin</artifactId>
                    <version>3.5.6</version>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    /** Kind, file, search, replacement; the separator is a tab. */
    static final String EDITS = """
            body, trivial|src/main/java/app/greeting/Greeting.java|return|int edit = ${n};\\n        return
            body, ordinary|src/main/java/app/series/Series.java|int total = 13;|int edit = ${n};\\n        int total = 13;
            abi, ordinary|src/main/java/app/series/Series.java|    int series01|    public int added${n}() {\\n        return ${n};\\n    }\\n\\n    int series01
            abi, used widely|src/main/java/app/f000/Step0.java|    public|    public int added${n}() {\\n        return ${n};\\n    }\\n\\n    public
            constant|src/main/java/app/limits/Limits.java|HIGH = 100|HIGH = 1${n}00
            test only|src/test/java/app/series/SeriesTest.java|new Series()|new Series().self(${n})
            resource|src/main/resources/app/messages.properties|# messages|# messages ${n}
            comment|src/main/java/app/series/Series.java|int total = 13;|// ${n}\\n        int total = 13;
            syntax error|src/main/java/app/series/Series.java|int total = 13;|int total = ${n} +;
            """.replace('|', '\t');

    static final String GREETING = """
            package app.greeting;

            /** Says hello. */
            public class Greeting {

                String text() {
                    return "hello";
                }
            }
            """;

    static final String GREETING_TEST = """
            package app.greeting;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import org.junit.jupiter.api.Test;

            class GreetingTest {

                @Test
                void saysHello() {
                    assertEquals("hello", new Greeting().text());
                }
            }
            """;

    static final String LIMITS = """
            package app.limits;

            /** Where things end. */
            final class Limits {

                static final int LOW = 1;
                static final int HIGH = 100;

                private Limits() {}
            }
            """;

    static final String GAUGE = """
            package app.limits;

            /** Names a level. */
            final class Gauge {

                String name(int level) {
                    switch (level) {
                        case Limits.LOW:
                            return "low";
                        case Limits.HIGH:
                            return "high";
                        default:
                            return "between";
                    }
                }
            }
            """;

    static final String GAUGE_TEST = """
            package app.limits;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import org.junit.jupiter.api.Test;

            class GaugeTest {

                @Test
                void namesTheEnds() {
                    assertEquals("low", new Gauge().name(Limits.LOW));
                    assertEquals("high", new Gauge().name(Limits.HIGH));
                }

                @Test
                void namesTheMiddle() {
                    assertEquals("between", new Gauge().name(50));
                }
            }
            """;

    static final String MESSAGES = """
            package app.messages;

            import java.io.IOException;
            import java.io.InputStream;
            import java.io.UncheckedIOException;
            import java.util.Properties;

            /** Texts from a resource. */
            final class Messages {

                String text(String key) {
                    try (InputStream resource = Messages.class.getResourceAsStream("/app/messages.properties")) {
                        Properties properties = new Properties();
                        properties.load(resource);
                        return properties.getProperty(key);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
            """;

    static final String MESSAGES_TEST = """
            package app.messages;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import org.junit.jupiter.api.Test;

            class MessagesTest {

                @Test
                void welcomes() {
                    assertEquals("Welcome", new Messages().text("welcome"));
                }
            }
            """;

    /** Package, number, value before, number. */
    static final String STEP = """
            package app.%s;

            /** One step of many. */
            public class Step%d {

                public int apply(int value) {
                    return %s + %d;
                }
            }
            """;

    /** Package, number, expected, number three times. */
    static final String STEP_TEST = """
            package app.%s;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import org.junit.jupiter.api.Test;

            class Step%dTest {

                @Test
                void addsUp() {
                    assertEquals(%d, new Step%d().apply(0));
                }

                @Test
                void keepsWhatItGets() {
                    assertEquals(5 + new Step%d().apply(0), new Step%d().apply(5));
                }
            }
            """;

    private GeneratedSources() {}

    /** A class of some 330 lines. */
    static String series() {
        String methods = IntStream.rangeClosed(1, SERIES)
                .mapToObj(number -> """

                            int series%02d(int limit) {
                                int total = %d;
                                for (int i = 1; i <= limit; i++) {
                                    if (i %% %d == 0) {
                                        total += i * %d;
                                    } else {
                                        total -= i;
                                    }
                                }
                                return total;
                            }
                        """.formatted(number, number, divisor(number), number))
                .collect(Collectors.joining());
        return """
                package app.series;

                /** Sums that mean nothing. */
                public class Series {

                    /** The number only makes one call differ from another. */
                    Series self(int number) {
                        return this;
                    }
                %s}
                """.formatted(methods);
    }

    /** A test for each of its methods. */
    static String seriesTest() {
        String tests = IntStream.rangeClosed(1, SERIES)
                .mapToObj(number -> """

                            @Test
                            void addsUpSeries%02d() {
                                assertEquals(%d, series.series%02d(%d));
                            }
                        """.formatted(number, total(number), number, LIMIT))
                .collect(Collectors.joining());
        return """
                package app.series;

                import static org.junit.jupiter.api.Assertions.assertEquals;

                import org.junit.jupiter.api.Test;

                class SeriesTest {

                    private final Series series = new Series();
                %s}
                """.formatted(tests);
    }

    private static int total(int number) {
        return IntStream.rangeClosed(1, LIMIT)
                .map(i -> i % divisor(number) == 0 ? i * number : -i)
                .reduce(number, Integer::sum);
    }

    private static int divisor(int number) {
        return number % 7 + 2;
    }
}
