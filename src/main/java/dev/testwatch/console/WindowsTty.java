package dev.testwatch.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A console of Windows; JLine turns its events into the characters that other terminals send. */
final class WindowsTty implements Tty {

    private final Terminal terminal;

    private WindowsTty(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The console; none if stdin or stdout is something else. */
    static Optional<WindowsTty> open() {
        try {
            return Optional.of(new WindowsTty(TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .dumb(false)
                    .build()));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty(); // Without control over the console there are still lines.
        }
    }

    InputStream input() {
        return terminal.input();
    }

    OutputStream output() {
        return terminal.output();
    }

    @Override
    public Extent extent() {
        try {
            Size size = terminal.getSize();
            return Extent.of(size.getColumns(), size.getRows());
        } catch (IllegalStateException e) {
            return Extent.of(0, 0); // Closed meanwhile.
        }
    }

    @Override
    public void raw() {
        terminal.enterRawMode();
    }

    @Override
    public void stop() {
        // Shells of Windows cannot continue a process.
    }

    @Override
    public void lend(ProcessBuilder program) throws IOException {
        try {
            program.inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            raw();
        }
    }

    @Override
    public void onResize(Runnable resized) {
        terminal.handle(Terminal.Signal.WINCH, signal -> resized.run());
    }

    @Override
    public void onContinue(Runnable continued) {
        // Nothing stops it.
    }

    @Override
    public void giveBack(boolean tidy) {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give the console back", e);
        }
    }
}
