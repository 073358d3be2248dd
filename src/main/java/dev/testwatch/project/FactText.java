package dev.testwatch.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that the spy writes, taken apart: facts of the whole project, then those of each module.
 */
record FactText(Facts project, List<Facts> modules) {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    FactText {
        modules = List.copyOf(modules);
    }

    /** The facts of one module or of the project; each is a key with values. */
    record Facts(Map<String, List<List<String>>> byKey) {

        /** The first value of each fact of this key. */
        List<String> all(String key) {
            return byKey.getOrDefault(key, List.of()).stream()
                    .map(values -> values.get(0))
                    .toList();
        }

        Optional<String> first(String key) {
            return all(key).stream().findFirst();
        }

        /** All values of each fact of this key. */
        List<List<String>> rows(String key) {
            return byKey.getOrDefault(key, List.of());
        }

        Map<String, String> map(String key) {
            Map<String, String> map = new LinkedHashMap<>();
            rows(key).forEach(row -> map.put(row.get(0), row.get(1)));
            return map;
        }
    }

    /** Empty if the text is not complete. */
    static Optional<FactText> parse(String text) {
        Map<String, List<List<String>>> project = new LinkedHashMap<>();
        List<Facts> modules = new ArrayList<>();
        Map<String, List<List<String>>> current = project;
        for (String line : text.lines().toList()) {
            if (line.equals("end")) {
                return Optional.of(new FactText(new Facts(project), modules));
            }
            List<String> values = new ArrayList<>(List.of(line.split("\t", -1)));
            String key = values.remove(0);
            if (key.equals("module")) {
                current = new LinkedHashMap<>();
                modules.add(new Facts(current));
            }
            if (!values.isEmpty()) {
                current.computeIfAbsent(key, any -> new ArrayList<>())
                        .add(values.stream().map(FactText::unescape).toList());
            }
        }
        return Optional.empty();
    }

    static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String value) {
        return ESCAPE.matcher(value).replaceAll(escape -> switch (escape.group(1)) {
            case "t" -> "\t";
            case "n" -> "\n";
            case "r" -> "\r";
            default -> Matcher.quoteReplacement(escape.group(1));
        });
    }
}
