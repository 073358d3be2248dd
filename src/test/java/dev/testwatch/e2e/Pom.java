package dev.testwatch.e2e;

/** Writes the pom of a small project of one module. */
final class Pom {

    private Pom() {}

    /** With these {@code <dependency>} elements, for Java 17. */
    static String of(String name, String... dependencies) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%1$s</groupId>
                  <artifactId>%1$s</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                %2$s
                  </dependencies>
                  <build>
                    <plugins>
                      <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
                      <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
                      <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.6</version></plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(name, String.join("\n", dependencies));
    }

    /** A library that only tests use. */
    static String test(String group, String artifact, String version) {
        return dependency(group, artifact, version, "test");
    }

    static String main(String group, String artifact, String version) {
        return dependency(group, artifact, version, "compile");
    }

    private static String dependency(String group, String artifact, String version, String scope) {
        return """
                <dependency>
                  <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><scope>%s</scope>
                </dependency>""".formatted(group, artifact, version, scope);
    }
}
