package dev.testwatch.project;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Maven's output says to people, line by line; all of it pure. */
final class MavenOutput {

    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*[A-Za-z]");
    private static final Pattern GOAL =
            Pattern.compile("--- (?:[\\w.-]+:)?([\\w.-]+?):[^:]+:([\\w-]+) \\(.*\\) @ (.+?) ---");
    private static final Pattern TRANSFER = Pattern.compile("(Downloading|Downloaded) from .*/([^/ ]+)( .*)?");
    private static final Pattern JAVA = Pattern.compile("Java version: (?:1\\.)?(\\d+)");
    private static final List<String> NOISE = List.of(
            "To see the full stack trace",
            "Re-run Maven using the",
            "For more information about the errors",
            "After correcting the problems",
            "[Help ");

    /** What stands above the error itself. */
    private static final List<String> HEADLINES =
            List.of("Some problems were encountered", "The build could not read", "The project ");

    /** A line without colours and without the level before it. */
    static String clean(String line) {
        return COLOUR.matcher(line)
                .replaceAll("")
                .replaceFirst("^(\\[(INFO|WARNING|ERROR|DEBUG|FATAL)\\] ?)+", "")
                .stripTrailing();
    }

    /** A few words on what Maven is doing; empty for lines that say nothing of it. */
    static Optional<String> progress(String line) {
        String text = clean(line).strip();
        Matcher goal = GOAL.matcher(text);
        if (goal.find()) {
            return Optional.of(doing(goal.group(1), goal.group(2)) + " in " + goal.group(3));
        }
        Matcher transfer = TRANSFER.matcher(text);
        if (transfer.matches()) {
            return Optional.of("downloading " + transfer.group(2));
        }
        if (text.startsWith("Building ") && !text.contains("jar:")) {
            return Optional.of("building " + text.substring("Building ".length()));
        }
        return Optional.empty();
    }

    private static String doing(String plugin, String goal) {
        return switch (goal) {
            case "compile" -> plugin.contains("compiler") ? "compiling" : plugin + ":" + goal;
            case "testCompile" -> plugin.contains("compiler") ? "compiling tests" : plugin + ":" + goal;
            case "resources", "testResources" -> "copying resources";
            default -> plugin.replaceFirst("^maven-", "").replaceFirst("-maven-plugin$|-plugin$", "") + ":" + goal;
        };
    }

    static boolean isTransfer(String line) {
        return TRANSFER.matcher(clean(line).strip()).matches();
    }

    /** What Maven calls errors, without its advice to its own users. */
    static List<String> errors(List<String> lines) {
        LinkedHashSet<String> errors = new LinkedHashSet<>();
        for (String line : lines) {
            String plain = COLOUR.matcher(line).replaceAll("");
            if (plain.startsWith("[ERROR]") || plain.startsWith("[FATAL]")) {
                String text = clean(line).replaceFirst(" -> \\[Help \\d+\\]$", "");
                if (!text.isBlank() && NOISE.stream().noneMatch(text.strip()::startsWith)) {
                    errors.add(text);
                }
            }
        }
        return List.copyOf(errors);
    }

    /** The last lines that say something. */
    static List<String> tail(List<String> lines, int count) {
        List<String> said = new ArrayList<>();
        for (String line : lines) {
            String text = clean(line);
            if (!text.isBlank() && !isTransfer(line)) {
                said.add(text);
            }
        }
        return List.copyOf(said.subList(Math.max(0, said.size() - count), said.size()));
    }

    /** The feature release of the Java that Maven runs on, which it names first of all. */
    static OptionalInt java(List<String> lines) {
        for (String line : lines) {
            Matcher java = JAVA.matcher(clean(line));
            if (java.find()) {
                return OptionalInt.of(Integer.parseInt(java.group(1)));
            }
        }
        return OptionalInt.empty();
    }

    /** The first error in one line; empty if Maven called nothing an error. */
    static Optional<String> cause(List<String> lines) {
        List<String> errors = errors(lines);
        return errors.stream()
                .filter(error -> HEADLINES.stream().noneMatch(error.strip()::startsWith))
                .findFirst()
                .or(() -> errors.stream().findFirst())
                .map(String::strip);
    }

    private MavenOutput() {}
}
