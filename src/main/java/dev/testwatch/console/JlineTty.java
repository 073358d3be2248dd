package dev.testwatch.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.Signals;

/** The terminal that stdin and stdout are connected to. */
final class JlineTty implements Tty {

    private final Terminal terminal;
    private final Attributes saved;

    private JlineTty(Terminal terminal) {
        this.terminal = terminal;
        this.saved = terminal.getAttributes();
    }

    /** The terminal; none if stdin or stdout is something else, or if it cannot be controlled here. */
    static Optional<JlineTty> open() {
        TerminalBuilder builder = TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                .dumb(false)
                .nativeSignals(false)
                .type("xterm"); // Its capabilities are not used; a known type spares a call of infocmp.
        try {
            boolean both = builder.getProviders(null, new IllegalStateException()).stream()
                    .anyMatch(provider -> provider.isSystemStream(SystemStream.Input)
                            && provider.isSystemStream(SystemStream.Output));
            return both ? Optional.of(new JlineTty(builder.build())) : Optional.empty();
        } catch (IOException | IllegalStateException e) {
            return Optional.empty(); // Without control over the terminal there are still lines.
        }
    }

    Terminal terminal() {
        return terminal;
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
        Attributes raw = new Attributes(saved);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
        raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        terminal.setAttributes(raw);
    }

    /**
     * Stops the whole process group, as the terminal itself would on Ctrl-Z: a shell only notices when a script that started
     * this program stops too, and tests in a fork should not go on unseen. The system ignores this where there is no
     * shell that could continue it.
     */
    @Override
    public void stop() {
        if (Look.isWindows()) {
            return;
        }
        terminal.setAttributes(saved);
        try {
            new ProcessBuilder("sh", "-c", "kill -TSTP 0").start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run sh to stop this process", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            raw();
        }
    }

    @Override
    public void onResize(Runnable resized) {
        Signals.register("WINCH", resized);
    }

    @Override
    public void onContinue(Runnable continued) {
        Signals.register("CONT", continued);
    }

    @Override
    public void close() {
        try {
            terminal.close(); // Sets the attributes that the terminal had when it was opened.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give the terminal back", e);
        }
    }
}
