package dev.testwatch.program;

import dev.testwatch.console.LentTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;

/** The ways to run a program again and again; each returns the exit code of testwatch. */
public final class Programs {

    private static final int CANNOT_START = 3;

    private Programs() {}

    /** Any command, once for each batch of changes below the directory. */
    public static int command(List<String> words, Path directory, Terms terms, Map<String, String> environment) {
        return run(
                terms,
                environment,
                terminal -> new CommandRecipe(
                        new Words(words),
                        directory,
                        Sight.of(directory, terms.watched(), terms.excluded()),
                        terms.attention()));
    }

    /** A main class of the Maven project in the directory. The first word is its name. */
    public static int main(
            List<String> words,
            List<String> jvmArguments,
            Path directory,
            Terms terms,
            Map<String, String> environment) {
        return run(terms, environment, terminal -> {
            var opener = new Opener(
                    real(directory),
                    terms.attention(),
                    environment,
                    message -> terminal.say(List.of(Session.MARK + message)));
            return new MainRecipe(opener, jvmArguments, words, directory, named(directory, terms));
        });
    }

    /** A source file, as {@code java} runs it. The first word is its path. */
    public static int script(
            List<String> words,
            List<String> jvmArguments,
            Path directory,
            Terms terms,
            Map<String, String> environment) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return run(
                terms,
                environment,
                terminal -> new ScriptRecipe(
                        java, jvmArguments, words, directory, named(directory, terms), terms.attention()));
    }

    /** What was named, beside what the program depends on. */
    private static Sight named(Path directory, Terms terms) {
        return Sight.below(directory, terms.watched()).without(directory, terms.excluded());
    }

    private static int run(Terms terms, Map<String, String> environment, Function<LentTerminal, Recipe> recipe) {
        LentTerminal terminal = LentTerminal.open(environment);
        try {
            return Session.run(recipe.apply(terminal), terms, terminal);
        } catch (PatternSyntaxException e) {
            terminal.say(List.of("testwatch: --watch or --exclude: " + e.getMessage()));
            return CANNOT_START;
        }
    }

    /** Build tools know their directories without links. */
    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory; // Not there: reading the project says so.
        }
    }
}
