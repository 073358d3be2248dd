package dev.testwatch.console;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.Signals;

/**
 * The terminal while it is lent to the programs that are run: they read and write it themselves. Its modes are noted at
 * the start and put back after each of them, and Ctrl-C is told instead of ending this program. What this program has to
 * say goes to stderr, so that stdout is the programs' own.
 */
public final class LentTerminal {

    private final Optional<Lent> terminal;
    private final PrintStream err;
    private final Look look;

    private record Lent(Pty pty, Attributes saved) {}

    private LentTerminal(Optional<Lent> terminal, PrintStream err, Look look) {
        this.terminal = terminal;
        this.err = err;
        this.look = look;
    }

    /** The terminal that stdin, and stdout or stderr, are connected to; without one, only what is said. */
    public static LentTerminal open(Map<String, String> environment) {
        return new LentTerminal(note(), System.err, Look.of(environment, false));
    }

    private static Optional<Lent> note() {
        if (Look.isWindows()) {
            return Optional.empty();
        }
        try {
            return note(TerminalProvider.load("jni"));
        } catch (IOException | LinkageError e) {
            return noteByCommands(); // No native library for this system, or no place to unpack it to.
        }
    }

    private static Optional<Lent> noteByCommands() {
        try {
            return note(new ExecTerminalProvider());
        } catch (IOException e) {
            return Optional.empty(); // Without control over the terminal programs still run.
        }
    }

    private static Optional<Lent> note(TerminalProvider provider) throws IOException {
        if (!provider.isSystemStream(SystemStream.Input)) {
            return Optional.empty();
        }
        // The library reaches the terminal through what is written to it.
        Optional<Pty> out = PosixTty.device(provider, SystemStream.Output);
        Optional<Pty> pty = out.isPresent() ? out : PosixTty.device(provider, SystemStream.Error);
        return pty.isPresent() ? Optional.of(new Lent(pty.get(), pty.get().getAttr())) : Optional.empty();
    }

    /** Has this called, on a thread of its own, for each Ctrl-C; a program that is run gets it from the terminal too. */
    public void onInterrupt(Runnable interrupted) {
        Signals.register("INT", interrupted);
    }

    /** Writes lines, made safe, before it returns. */
    public void say(List<String> lines) {
        String end = System.lineSeparator();
        err.print(String.join(end, SafeText.lines(lines, look)) + end);
        err.flush();
    }

    /** Puts the modes of the terminal back as they were at the start. */
    public void takeBack() {
        terminal.ifPresent(lent -> {
            try {
                lent.pty().setAttr(lent.saved());
            } catch (IOException e) {
                // A terminal that was hung up has no modes any more, and there is nobody to tell.
            }
        });
    }
}
