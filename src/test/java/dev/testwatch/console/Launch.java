package dev.testwatch.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a shell starts {@link SeatProgram}. */
final class Launch {

    private Launch() {}

    /** A command line for a shell; what it needs beside that is in files of {@code directory}. */
    static String command(Path directory) throws IOException {
        Path arguments = directory.resolve("arguments");
        Files.write(
                arguments,
                List.of(
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        '"' + System.getProperty("java.class.path").replace("\\", "\\\\") + '"',
                        SeatProgram.class.getName()));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "'" + java + "' '@" + arguments + "'";
    }
}
