package dev.testwatch.talk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Questions and answers as lines: one JSON object each, ASCII only, with the version of this protocol in the field
 * {@code testwatch}. Fields that are not known are passed over.
 */
final class Wire {

    /** A question that is longer is none. */
    static final int LONGEST_QUESTION = 16 * 1024;

    /** An answer holds what a run has to say of its failures. */
    static final int LONGEST_REPLY = 64 << 20;

    private static final int VERSION = 1;

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Wire() {}

    static String line(Question question) {
        return object(json -> {
            if (question instanceof Question.Status status) {
                json.writeStringField("ask", "status");
                json.writeBooleanField("wait", status.judged());
                json.writeBooleanField("json", status.json());
            } else if (question instanceof Question.Send send) {
                json.writeStringField("ask", "send");
                json.writeStringField("line", send.line());
            } else if (question instanceof Question.Run run) {
                json.writeStringField("ask", "run");
                json.writeStringField("tests", run.tests());
            }
        });
    }

    static String line(Reply reply) {
        return object(json -> {
            json.writeNumberField("exit", reply.exitCode());
            texts(json, "out", reply.out());
            texts(json, "err", reply.err());
        });
    }

    /** The question in a line; empty if there is none that is understood. */
    static Optional<Question> question(String line) {
        return fields(line).flatMap(fields -> switch (fields.text("ask")) {
            case "status" -> Optional.of(new Question.Status(fields.is("wait"), fields.is("json")));
            case "send" -> Optional.of(new Question.Send(fields.text("line")));
            case "run" -> Optional.of(new Question.Run(fields.text("tests")));
            default -> Optional.empty();
        });
    }

    /** The answer in a line; empty if there is none that is understood. */
    static Optional<Reply> reply(String line) {
        return fields(line)
                .filter(fields -> fields.values().containsKey("exit"))
                .map(fields -> new Reply(fields.number("exit"), fields.texts("out"), fields.texts("err")));
    }

    /** The fields of an object whose values are no objects: each a list, of one mostly. */
    private record Fields(Map<String, List<String>> values) {

        List<String> texts(String name) {
            return values.getOrDefault(name, List.of());
        }

        String text(String name) {
            return texts(name).stream().findFirst().orElse("");
        }

        boolean is(String name) {
            return text(name).equals("true");
        }

        int number(String name) {
            try {
                return Integer.parseInt(text(name));
            } catch (NumberFormatException e) {
                return Reply.REFUSED; // no number is no code that an answer ends with
            }
        }
    }

    /** Empty if it is not an object of this version. */
    private static Optional<Fields> fields(String line) {
        Map<String, List<String>> values = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                values.put(name, values(parser));
            }
        } catch (IOException e) {
            return Optional.empty(); // whoever writes that is told so
        }
        var fields = new Fields(values);
        return fields.text("testwatch").equals(String.valueOf(VERSION)) ? Optional.of(fields) : Optional.empty();
    }

    private static List<String> values(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            parser.skipChildren();
            return List.of();
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return List.of(parser.getText());
        }
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw new IOException("the line ends within a list");
            }
            parser.skipChildren();
            texts.add(parser.getText());
        }
        return texts;
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String object(Writing fields) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("testwatch", VERSION);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private interface Writing {
        void write(JsonGenerator json) throws IOException;
    }
}
