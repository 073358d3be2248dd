package dev.testwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A project of any size. Features of five packages each depend on nothing but themselves; a package has eight classes,
 * each of which uses its neighbour, and two test classes. Beside them stand the few classes that are edited.
 */
final class GeneratedProject {

    private static final int CLASSES_IN_PACKAGE = 8;
    private static final int TESTS_IN_PACKAGE = 2;
    private static final int PACKAGES_IN_FEATURE = 5;

    /** What is edited: two trivial files, two about a series, three about limits, two about messages. */
    private static final int EDITED_SOURCES = 9;

    private final Path root;

    private GeneratedProject(Path root) {
        this.root = root;
    }

    /** Writes a project with about this many source files, and the edits to make in it as {@code edits.tsv}. */
    static void write(Path root, int sources) throws IOException {
        GeneratedProject project = new GeneratedProject(root);
        project.write("pom.xml", GeneratedSources.POM);
        project.write("edits.tsv", GeneratedSources.EDITS);
        project.writeEdited();
        int packages = Math.max(1, (sources - EDITED_SOURCES) / (CLASSES_IN_PACKAGE + TESTS_IN_PACKAGE));
        for (int number = 0; number < packages; number++) {
            project.writePackage(number);
        }
    }

    /** Adds resources that nothing reads, until there are this many files. */
    static void fillUp(Path root, int files) throws IOException {
        GeneratedProject project = new GeneratedProject(root);
        long missing = files - Directories.countFiles(root.resolve("src"));
        for (int number = 0; number < missing; number++) {
            project.write("src/main/resources/bulk/%02d/%05d.txt".formatted(number % 50, number), "file " + number);
        }
    }

    private void writeEdited() throws IOException {
        write("src/main/java/app/greeting/Greeting.java", GeneratedSources.GREETING);
        write("src/test/java/app/greeting/GreetingTest.java", GeneratedSources.GREETING_TEST);
        write("src/main/java/app/series/Series.java", GeneratedSources.series());
        write("src/test/java/app/series/SeriesTest.java", GeneratedSources.seriesTest());
        write("src/main/java/app/limits/Limits.java", GeneratedSources.LIMITS);
        write("src/main/java/app/limits/Gauge.java", GeneratedSources.GAUGE);
        write("src/test/java/app/limits/GaugeTest.java", GeneratedSources.GAUGE_TEST);
        write("src/main/java/app/messages/Messages.java", GeneratedSources.MESSAGES);
        write("src/test/java/app/messages/MessagesTest.java", GeneratedSources.MESSAGES_TEST);
        write("src/main/resources/app/messages.properties", "# messages\nwelcome = Welcome\n");
    }

    private void writePackage(int number) throws IOException {
        String name = packageName(number);
        for (int step = 0; step < CLASSES_IN_PACKAGE; step++) {
            write("src/main/java/app/%s/Step%d.java".formatted(name, step), step(number, step));
        }
        for (int test : List.of(0, CLASSES_IN_PACKAGE - 1)) {
            write("src/test/java/app/%s/Step%dTest.java".formatted(name, test), stepTest(number, test));
        }
    }

    /** A step adds its number to what the step before it says; the first one asks the last of the package before. */
    private static String step(int packageNumber, int step) {
        boolean first = step == 0 && packageNumber % PACKAGES_IN_FEATURE == 0;
        String before = step > 0
                ? "Step" + (step - 1)
                : "app." + packageName(packageNumber - 1) + ".Step" + (CLASSES_IN_PACKAGE - 1);
        String value = first ? "value" : "new " + before + "().apply(value)";
        return GeneratedSources.STEP.formatted(packageName(packageNumber), step, value, step);
    }

    private static String stepTest(int packageNumber, int step) {
        int sumOfPackage = CLASSES_IN_PACKAGE * (CLASSES_IN_PACKAGE - 1) / 2;
        int expected = packageNumber % PACKAGES_IN_FEATURE * sumOfPackage + step * (step + 1) / 2;
        return GeneratedSources.STEP_TEST.formatted(packageName(packageNumber), step, expected, step, step, step);
    }

    private static String packageName(int number) {
        return "f%03d".formatted(number);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
