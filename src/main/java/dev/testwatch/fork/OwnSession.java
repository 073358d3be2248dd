package dev.testwatch.fork;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A session without a terminal: a test that opens {@code /dev/tty} finds none, so it cannot take testwatch's, and the
 * keys and signals of that terminal do not reach it. On Linux, where {@code setsid} is to be had; it puts the program
 * in its own place, so that the process id stays.
 */
public final class OwnSession {

    private static final Optional<String> SETSID = find();

    private OwnSession() {}

    /** The command that runs this command so; a program that is not there is left to say so itself. */
    public static List<String> command(List<String> words) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of(words.get(0)))) {
            SETSID.ifPresent(command::add);
        }
        command.addAll(words);
        return command;
    }

    private static Optional<String> find() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "setsid"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
