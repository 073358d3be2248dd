package dev.testwatch.fork;

import dev.testwatch.project.TestSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How to start a fork of a module; two equal commands need the same JVM.
 *
 * @param classPath in order, with testwatch's own published output directories in place of the build tool's
 * @param environment added to that of testwatch
 * @param recording whether it can say what of the project has run
 * @param number which of the forks it is that run side by side, counted from 1
 */
public record ForkCommand(
        Path java,
        List<String> jvmArguments,
        Map<String, String> systemProperties,
        Map<String, String> environment,
        List<Path> classPath,
        Path workingDirectory,
        boolean recording,
        int number) {

    /** The JVM's fast compiler alone. */
    private static final String FAST_COMPILER = "-XX:TieredStopAtLevel=1";

    /** What speaks of how a JVM is to compile. */
    private static final Pattern COMPILING = Pattern.compile("-X(int|comp|mixed)|-XX:.*(Compil|Tier|JVMCI|Graal).*");

    /** The only one, which records. */
    public ForkCommand(
            Path java,
            List<String> jvmArguments,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            List<Path> classPath,
            Path workingDirectory) {
        this(java, jvmArguments, systemProperties, environment, classPath, workingDirectory, true, 1);
    }

    public ForkCommand {
        jvmArguments = List.copyOf(jvmArguments);
        systemProperties = Map.copyOf(systemProperties);
        environment = Map.copyOf(environment);
        classPath = List.copyOf(classPath);
    }

    /**
     * The same for tests that are over before the JVM's better compiler could pay: without it a fork costs half as much
     * to get warm, and what it runs first runs faster. Where the build says how to compile, it is left at that.
     */
    public ForkCommand brief() {
        if (jvmArguments.stream().anyMatch(COMPILING.asMatchPredicate())) {
            return this;
        }
        List<String> arguments = new ArrayList<>(jvmArguments);
        arguments.add(FAST_COMPILER);
        return with(arguments);
    }

    /** The same, suspended until a debugger attaches at this port of the own machine; 0 for any free port. */
    public ForkCommand debugged(int port) {
        List<String> arguments = new ArrayList<>(jvmArguments);
        arguments.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:" + port);
        return with(arguments);
    }

    private ForkCommand with(List<String> arguments) {
        return new ForkCommand(
                java, arguments, systemProperties, environment, classPath, workingDirectory, recording, number);
    }

    /** The command of a module's fork with this number, with this class path in place of the build tool's. */
    public static ForkCommand of(TestSettings settings, List<Path> classPath, int number) {
        TestSettings own = settings.ofFork(number);
        return new ForkCommand(
                own.java(),
                own.jvmArguments(),
                own.systemProperties(),
                own.environment(),
                classPath,
                own.workingDirectory(),
                true,
                number);
    }

    /** The same JVM, but one that records nothing. */
    public ForkCommand withoutRecording() {
        return new ForkCommand(
                java, jvmArguments, systemProperties, environment, classPath, workingDirectory, false, number);
    }
}
