package dev.testwatch.reload;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line of this JVM, flags included. */
final class SameAgain {

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private SameAgain() {}

    /** What to start for the same program with the same flags; the debugger's are left out: its port is taken. */
    static List<String> command() {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(arguments());
        command.removeIf(word -> word.startsWith("-agentlib:jdwp") || word.startsWith("-Xrunjdwp"));
        return List.copyOf(command);
    }

    private static String program() {
        return ProcessHandle.current().info().command().orElseGet(() -> Path.of(
                        System.getProperty("java.home"), "bin", "java")
                .toString());
    }

    /** As the system has them; Java itself knows them only where they are few. */
    private static List<String> arguments() {
        if (Files.isReadable(COMMAND_LINE)) {
            try {
                String all = new String(
                        Files.readAllBytes(COMMAND_LINE),
                        Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
                List<String> words = List.of(all.split("\0", -1));
                return words.subList(1, words.size() - 1);
            } catch (IOException e) {
                return known();
            }
        }
        return known();
    }

    private static List<String> known() {
        Optional<String[]> arguments = ProcessHandle.current().info().arguments();
        return arguments.map(List::of).orElseGet(SameAgain::madeUp);
    }

    /** From what the JVM says of itself; a program's argument with a blank in it becomes two. */
    private static List<String> madeUp() {
        List<String> words =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
        words.addAll(List.of(System.getProperty("sun.java.command", "").split(" ")));
        return words;
    }
}
