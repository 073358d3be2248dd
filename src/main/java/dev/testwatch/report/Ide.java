package dev.testwatch.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Definitions by which development tools start testwatch and understand what it prints; in ASCII. */
public enum Ide {
    IDEA {
        @Override
        public String definition(Launch launch) {
            return IdeXml.idea(launch);
        }
    },
    ECLIPSE {
        @Override
        public String definition(Launch launch) {
            return IdeXml.eclipse(launch);
        }
    },
    VSCODE {
        @Override
        public String definition(Launch launch) {
            return vsCode(launch);
        }
    };

    /**
     * What is to be started.
     *
     * @param name what the project is called
     * @param java the program of the JDK to use
     * @param jar testwatch
     * @param root the project's directory
     */
    public record Launch(String name, String java, String jar, String root) {}

    /** The whole file, with its last line end. */
    public abstract String definition(Launch launch);

    /** Lines only, and a watch even where a machine that builds would get one run. */
    static final List<String> OPTIONS = List.of("--watch", "--reporter", "plain");

    /** The problems in sources; a compilation begins with a change and is over with the first word on its outcome. */
    private static final Matcher COMPILER = new Matcher(
            "testwatch-compiler",
            "javac",
            "^\\[testwatch\\] change \\d+: (?!no test run)",
            "^\\[testwatch\\] (?:compilation \\d+ finished: |run \\d+ (?:started|finished): |change \\d+: no test run"
                    + "|all \\d+ pass|\\d+ of \\d+ failing)");

    private static final Matcher TESTS = new Matcher(
            "testwatch-tests",
            "testwatch",
            "^\\[testwatch\\] run \\d+ started: ",
            "^\\[testwatch\\] run \\d+ finished: ");

    private record Matcher(String owner, String source, String begins, String ends) {}

    private static String vsCode(Launch launch) {
        var text = new StringWriter();
        var factory =
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        try (JsonGenerator json = factory.createGenerator(text)) {
            var indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            tasks(launch, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text + "\n";
    }

    private static void tasks(Launch launch, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", "2.0.0");
        json.writeArrayFieldStart("tasks");
        json.writeStartObject();
        json.writeStringField("label", "testwatch " + launch.name());
        json.writeStringField("type", "process");
        json.writeStringField("command", launch.java());
        json.writeArrayFieldStart("args");
        json.writeString("-jar");
        json.writeString(launch.jar());
        for (String option : OPTIONS) {
            json.writeString(option);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("options");
        json.writeStringField("cwd", launch.root());
        json.writeEndObject();
        json.writeBooleanField("isBackground", true);
        json.writeArrayFieldStart("problemMatcher");
        compiler(launch, json);
        tests(launch, json);
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void compiler(Launch launch, JsonGenerator json) throws IOException {
        begin(COMPILER, launch, true, json);
        json.writeObjectFieldStart("pattern");
        json.writeStringField("regexp", "^(?!\\[testwatch\\])(\\S.*?):(\\d+)(?::(\\d+))?: (error|warning): (.*)$");
        json.writeNumberField("file", 1);
        json.writeNumberField("line", 2);
        json.writeNumberField("column", 3);
        json.writeNumberField("severity", 4);
        json.writeNumberField("message", 5);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void tests(Launch launch, JsonGenerator json) throws IOException {
        begin(TESTS, launch, false, json);
        json.writeStringField("severity", "error");
        json.writeArrayFieldStart("pattern");
        json.writeStartObject();
        json.writeStringField("regexp", "^\\[testwatch\\] FAIL (.*)$");
        json.writeNumberField("message", 1);
        json.writeEndObject();
        json.writeStartObject();
        json.writeStringField("regexp", "^ {4}(\\S.*?):(\\d+)$");
        json.writeNumberField("file", 1);
        json.writeNumberField("line", 2);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void begin(Matcher matcher, Launch launch, boolean active, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("owner", matcher.owner());
        json.writeStringField("source", matcher.source());
        json.writeArrayFieldStart("fileLocation");
        json.writeString("autoDetect");
        json.writeString(launch.root());
        json.writeEndArray();
        json.writeObjectFieldStart("background");
        json.writeBooleanField("activeOnStart", active);
        json.writeStringField("beginsPattern", matcher.begins());
        json.writeStringField("endsPattern", matcher.ends());
        json.writeEndObject();
    }
}
