package dev.testwatch;

import dev.testwatch.report.Ide;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code testwatch ide}: prints how a development tool starts testwatch for a project. */
@Command(
        name = "ide",
        mixinStandardHelpOptions = true,
        versionProvider = Options.Version.class,
        description = "Prints how an IDE starts testwatch for a project: IDEA (external tool),"
                + " ECLIPSE (launch configuration), VSCODE (tasks.json).")
final class IdeCommand {

    @Parameters(index = "0", paramLabel = "IDE", description = "idea, eclipse, vscode")
    private Ide ide = Ide.IDEA;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PROJECT",
            description = "the directory of a Maven project; default: this one")
    private Path project = Path.of("");

    /** The definition with this jar and this JDK; empty if testwatch has not been started from a jar. */
    Optional<String> definition() {
        Path root = root();
        String name = Optional.ofNullable(root.getFileName()).orElse(root).toString();
        return jar().map(jar ->
                ide.definition(new Ide.Launch(name, java().toString(), jar.toString(), root.toString())));
    }

    private Path root() {
        try {
            return project.toRealPath();
        } catch (IOException e) {
            return project.toAbsolutePath().normalize(); // it may come into being before the IDE starts testwatch
        }
    }

    private static Path java() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return Path.of(System.getProperty("java.home", ""), "bin", windows ? "java.exe" : "java");
    }

    private static Optional<Path> jar() {
        return Optional.ofNullable(IdeCommand.class.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .map(location -> {
                    try {
                        return Path.of(location.toURI()).toAbsolutePath();
                    } catch (URISyntaxException e) {
                        throw new IllegalStateException(location + " is no place for a jar", e);
                    }
                })
                .filter(Files::isRegularFile);
    }
}
