package dev.testwatch.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One JSON object being written, in one line of ASCII. */
final class JsonLine {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final JsonGenerator generator;

    private JsonLine(JsonGenerator generator) {
        this.generator = generator;
    }

    static String of(String event, Consumer<JsonLine> fields) {
        var text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.writeStartObject();
            var json = new JsonLine(generator);
            json.text("event", event);
            fields.accept(json);
            generator.writeEndObject();
        } catch (IOException e) {
            throw unexpected(e);
        }
        // The one control character that JSON lets stand; it can only be within a string.
        return text.toString().replace("\u007f", "\\u007F");
    }

    JsonLine text(String name, String value) {
        return write(() -> generator.writeStringField(name, whole(value)));
    }

    /** Null if there is no value, so that the field is always there. */
    JsonLine text(String name, Optional<String> value) {
        return value.isPresent() ? text(name, value.get()) : write(() -> generator.writeNullField(name));
    }

    JsonLine number(String name, int value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    /** Milliseconds with one decimal. */
    JsonLine millis(String name, Duration duration) {
        var nanos = BigDecimal.valueOf(duration.getSeconds(), -9).add(BigDecimal.valueOf(duration.getNano()));
        BigDecimal millis = nanos.movePointLeft(6).setScale(1, RoundingMode.HALF_UP);
        return write(() -> generator.writeNumberField(name, millis));
    }

    JsonLine texts(String name, List<String> values) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (String value : values) {
                generator.writeString(whole(value));
            }
            generator.writeEndArray();
        });
    }

    JsonLine object(String name, Consumer<JsonLine> fields) {
        return write(() -> {
            generator.writeObjectFieldStart(name);
            fields.accept(this);
            generator.writeEndObject();
        });
    }

    <T> JsonLine objects(String name, List<T> values, BiConsumer<JsonLine, T> fields) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (T value : values) {
                generator.writeStartObject();
                fields.accept(this, value);
                generator.writeEndObject();
            }
            generator.writeEndArray();
        });
    }

    private JsonLine write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw unexpected(e);
        }
        return this;
    }

    /** Halves of surrogate pairs are no characters: strict parsers refuse them even when they are escaped. */
    private static String whole(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        var whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xfffd : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static UncheckedIOException unexpected(IOException e) {
        return new UncheckedIOException("writing to memory failed", e);
    }

    private interface Writing {
        void write() throws IOException;
    }
}
