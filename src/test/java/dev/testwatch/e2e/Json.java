package dev.testwatch.e2e;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/** A JSON value, read field by field; what is not there is an error that names it. */
public record Json(Object value) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Reads one value that takes up the whole text.
     *
     * @throws IOException if it does not
     */
    public static Json parse(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Json json = new Json(read(parser));
            if (parser.nextToken() != null) {
                throw new IOException("more than one value: " + text);
            }
            return json;
        }
    }

    /** A field of an object. */
    public Json get(String field) {
        return find(field).orElseThrow(() -> new NoSuchElementException("no field " + field + " in " + value));
    }

    /** A field of an object, if it has it. */
    public Optional<Json> find(String field) {
        return Optional.ofNullable(((Map<?, ?>) value).get(field)).map(Json::new);
    }

    /** A string, or the text of a number or truth value. */
    public String text() {
        return value.toString();
    }

    /** A number, whole. */
    public int number() {
        return ((Number) value).intValue();
    }

    /** A number with its fraction. */
    public double decimal() {
        return ((Number) value).doubleValue();
    }

    /** The elements of a list. */
    public List<Json> items() {
        return ((List<?>) value).stream().map(Json::new).toList();
    }

    /** The fields of an object, in their order. */
    public Map<String, Json> fields() {
        Map<String, Json> fields = new LinkedHashMap<>();
        ((Map<?, ?>) value)
                .forEach((name, field) -> fields.put(String.valueOf(name), new Json(Objects.requireNonNull(field))));
        return fields;
    }

    private static Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("the text ends too early");
        }
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IOException("unexpected " + token);
        };
    }

    /** Fields that are null are left out, as if they were not there. */
    private static Map<String, Object> readObject(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                fields.put(name, read(parser));
            }
        }
        return fields;
    }

    private static List<Object> readArray(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(parser));
        }
        return elements;
    }
}
