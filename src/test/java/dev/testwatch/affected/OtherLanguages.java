package dev.testwatch.affected;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.tools.FileSystemCompiler;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

/** The compilers of Kotlin and of Groovy; each sees what was made before, but no sources of another language. */
final class OtherLanguages {

    static final String KOTLIN = ".kt";
    static final String GROOVY = ".groovy";

    private OtherLanguages() {}

    /** Compiles those of the sources that are in one of these languages. */
    static void compile(List<Path> sources, Path output, List<Path> classPath) {
        List<Path> path = new ArrayList<>(classPath);
        path.add(output);
        String text = path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        compileKotlin(of(sources, KOTLIN), output, text);
        compileGroovy(of(sources, GROOVY), output, text);
    }

    private static List<String> of(List<Path> sources, String end) {
        return sources.stream()
                .map(Path::toString)
                .filter(source -> source.endsWith(end))
                .toList();
    }

    private static void compileKotlin(List<String> sources, Path output, String classPath) {
        if (sources.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("-no-stdlib", "-no-reflect", "-nowarn", "-jvm-target", "17"));
        arguments.addAll(List.of("-cp", classPath, "-d", output.toString()));
        arguments.addAll(sources);
        var said = new ByteArrayOutputStream();
        ExitCode code = new K2JVMCompiler()
                .exec(new PrintStream(said, true, StandardCharsets.UTF_8), arguments.toArray(String[]::new));
        if (code != ExitCode.OK) {
            throw new IllegalArgumentException("does not compile: " + said.toString(StandardCharsets.UTF_8));
        }
    }

    private static void compileGroovy(List<String> sources, Path output, String classPath) {
        if (sources.isEmpty()) {
            return;
        }
        var settings = new Properties();
        settings.setProperty("groovy.classpath", classPath);
        var configuration = new CompilerConfiguration(settings);
        configuration.setTargetDirectory(output.toFile());
        try {
            new FileSystemCompiler(configuration).compile(sources.toArray(String[]::new));
        } catch (Exception wrong) { // declared so
            throw new IllegalArgumentException("does not compile", wrong);
        }
    }
}
