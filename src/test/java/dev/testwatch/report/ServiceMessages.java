package dev.testwatch.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads service messages as their receivers do, and refuses what is not properly nested. */
final class ServiceMessages {

    record Message(String name, Map<String, String> attributes) {
        String get(String attribute) {
            return Optional.ofNullable(attributes.get(attribute))
                    .orElseThrow(() -> new AssertionError("no " + attribute + " in " + this));
        }
    }

    private ServiceMessages() {}

    static List<Message> parse(List<String> lines) {
        return lines.stream().map(ServiceMessages::parse).toList();
    }

    static Message parse(String line) {
        String start = "##teamcity[";
        if (!line.startsWith(start) || !line.endsWith("]") || !line.matches("[ -~]*")) {
            throw new AssertionError("no service message: " + line);
        }
        String body = line.substring(start.length(), line.length() - 1);
        int end = body.indexOf(' ') < 0 ? body.length() : body.indexOf(' ');
        var attributes = new LinkedHashMap<String, String>();
        int at = end;
        while (at < body.length()) {
            int equals = body.indexOf("='", at);
            String name = body.substring(at + 1, equals);
            if (body.charAt(at) != ' ' || !name.matches("[a-zA-Z]+")) {
                throw new AssertionError("no attribute at " + at + ": " + line);
            }
            var value = new StringBuilder();
            at = value(body, equals + 2, value);
            if (attributes.put(name, value.toString()) != null) {
                throw new AssertionError("twice " + name + ": " + line);
            }
        }
        return new Message(body.substring(0, end), attributes);
    }

    /** Reads up to the closing quote; the answer is the place behind it. */
    private static int value(String body, int from, StringBuilder value) {
        int at = from;
        while (body.charAt(at) != '\'') {
            char c = body.charAt(at);
            if (c == '[' || c == ']') {
                throw new AssertionError("a bare " + c + ": " + body);
            }
            if (c == '|') {
                at++;
                char escaped = body.charAt(at);
                switch (escaped) {
                    case 'n' -> value.append('\n');
                    case 'r' -> value.append('\r');
                    case '0' -> {
                        value.append((char) Integer.parseInt(body.substring(at + 2, at + 6), 16));
                        at += 5;
                    }
                    case '|', '\'', '[', ']' -> value.append(escaped);
                    default -> throw new AssertionError("unknown escape |" + escaped);
                }
            } else {
                value.append(c);
            }
            at++;
        }
        return at + 1;
    }

    /** Throws unless suites and tests are closed in the order in which they were opened, and all are. */
    static void checkNesting(List<Message> messages) {
        Deque<String> open = new ArrayDeque<>();
        for (Message message : messages) {
            switch (message.name()) {
                case "testSuiteStarted" -> {
                    expect(open.isEmpty(), message);
                    open.push("suite " + message.get("name"));
                }
                case "testStarted" -> {
                    expect(!open.isEmpty() && open.element().startsWith("suite "), message);
                    open.push("test " + message.get("name"));
                }
                case "testFailed", "testIgnored", "testStdOut" ->
                    expect(("test " + message.get("name")).equals(open.peek()), message);
                case "testFinished" -> expect(open.pop().equals("test " + message.get("name")), message);
                case "testSuiteFinished" -> expect(open.pop().equals("suite " + message.get("name")), message);
                case "compilationStarted", "compilationFinished", "testCount", "enteredTheMatrix" ->
                    expect(open.isEmpty(), message);
                case "message" -> {}
                default -> throw new AssertionError("unknown " + message);
            }
        }
        expect(open.isEmpty(), new Message("the end", Map.of()));
    }

    /** For people: {@code testStarted a}, in their order. */
    static List<String> outline(List<Message> messages) {
        var outline = new ArrayList<String>();
        for (Message message : messages) {
            String what = Optional.ofNullable(message.attributes().get("name"))
                    .or(() -> Optional.ofNullable(message.attributes().get("text")))
                    .or(() -> Optional.ofNullable(message.attributes().get("count")))
                    .orElse("");
            outline.add((message.name() + " " + what).strip());
        }
        return outline;
    }

    private static void expect(boolean holds, Message message) {
        if (!holds) {
            throw new AssertionError("not in its place: " + message);
        }
    }
}
