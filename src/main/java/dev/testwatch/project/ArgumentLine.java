package dev.testwatch.project;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Surefire's argLine, taken apart.
 *
 * @param arguments what the JVM gets
 * @param agents coverage agents that were taken out
 * @param unset names of <code>@{...}</code> and <code>${...}</code> that nothing in the build sets; taken out
 * @param balanced whether each quote has its second one
 */
record ArgumentLine(List<String> arguments, List<String> agents, List<String> unset, boolean balanced) {

    private static final Pattern PLACEHOLDER = Pattern.compile("[@$]\\{([^}]*)\\}");
    private static final Pattern COVERAGE = Pattern.compile(
            "-(javaagent|agentpath):[^=]*(jacoco|cobertura|clover|intellij-coverage|kover|emma)[^=]*(=.*)?",
            Pattern.CASE_INSENSITIVE);

    ArgumentLine {
        arguments = List.copyOf(arguments);
        agents = List.copyOf(agents);
        unset = List.copyOf(unset);
    }

    static ArgumentLine of(String text) {
        List<String> unset = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            unset.add(placeholder.group(1));
        }
        List<String> tokens = new ArrayList<>();
        boolean balanced = split(placeholder.replaceAll("").replaceAll("\\s", " "), tokens);
        List<String> agents =
                tokens.stream().filter(COVERAGE.asMatchPredicate()).toList();
        tokens.removeAll(agents);
        return new ArgumentLine(tokens, agents, unset, balanced);
    }

    /** Both kinds of quotes hold blanks together and disappear; nothing escapes them. False if one is left open. */
    private static boolean split(String line, List<String> tokens) {
        StringBuilder token = new StringBuilder();
        char open = ' ';
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean quote = c == '"' || c == '\'';
            if (open != ' ' && c == open) {
                open = ' ';
            } else if (open == ' ' && quote) {
                open = c;
            } else if (open == ' ' && c == ' ') {
                add(token, tokens);
            } else {
                token.append(c);
            }
        }
        add(token, tokens);
        return open == ' ';
    }

    private static void add(StringBuilder token, List<String> tokens) {
        if (!token.isEmpty()) {
            tokens.add(token.toString());
            token.setLength(0);
        }
    }
}
