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
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.Signals;

/**
 * The terminal that stdin and stdout are connected to, on everything but Windows. Only JLine's access to the device is
 * used: its terminal on top of that takes longer to open than the rest of this program's start.
 */
final class PosixTty implements Tty {

    private final Pty pty;
    private final Attributes saved;
    private final Sentinel sentinel;

    private PosixTty(Pty pty) throws IOException {
        this.pty = pty;
        this.saved = pty.getAttr();
        this.sentinel = Sentinel.post();
    }

    /** The terminal; none if stdin or stdout is something else, or if it cannot be controlled here. */
    static Optional<PosixTty> open() {
        try {
            return openNative();
        } catch (IOException | LinkageError e) {
            return openByCommands(); // No native library for this system, or no place to unpack it to.
        }
    }

    private static Optional<PosixTty> openNative() throws IOException {
        // Load it first: that tells a missing library from a missing terminal.
        TerminalProvider provider = TerminalProvider.load("jni");
        Optional<Pty> device = isTerminal(provider) ? device(provider, SystemStream.Output) : Optional.empty();
        return device.isPresent() ? Optional.of(new PosixTty(device.get())) : Optional.empty();
    }

    /** By {@code stty} and {@code tty}: slower, but they are everywhere. */
    private static Optional<PosixTty> openByCommands() {
        ExecTerminalProvider exec = new ExecTerminalProvider();
        try {
            Optional<Pty> device = isTerminal(exec) ? device(exec, SystemStream.Output) : Optional.empty();
            return device.isPresent() ? Optional.of(new PosixTty(device.get())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // Without control over the terminal there are still lines.
        }
    }

    /** The terminal that this stream is connected to; none if it is something else. */
    static Optional<Pty> device(TerminalProvider provider, SystemStream stream) throws IOException {
        if (!provider.isSystemStream(stream)) {
            return Optional.empty();
        }
        if (provider instanceof JniTerminalProvider jni) {
            return Optional.of(jni.current(stream));
        }
        return provider instanceof ExecTerminalProvider exec ? Optional.of(exec.current(stream)) : Optional.empty();
    }

    private static boolean isTerminal(TerminalProvider provider) {
        return provider.isSystemStream(SystemStream.Input) && provider.isSystemStream(SystemStream.Output);
    }

    @Override
    public Extent extent() {
        try {
            Size size = pty.getSize();
            return Extent.of(size.getColumns(), size.getRows());
        } catch (IOException e) {
            return Extent.of(0, 0); // The terminal is gone; that is noticed where something is read or written.
        }
    }

    @Override
    public void raw() {
        sentinel.awaitNoted();
        Attributes raw = new Attributes(saved);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
        raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        set(raw);
        sentinel.terminalIsRaw();
    }

    /**
     * Stops the whole process group, as the terminal itself would on Ctrl-Z: a shell only notices when a script that
     * started this program stops too, and tests in a fork should not go on unseen. The system ignores this where there is
     * no shell that could continue it.
     */
    @Override
    public void stop() {
        set(saved);
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
    public void lend(ProcessBuilder program) throws IOException {
        set(saved);
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
        Signals.register("WINCH", resized);
    }

    @Override
    public void onContinue(Runnable continued) {
        Signals.register("CONT", continued);
    }

    /** The descriptors are those of the process and stay open. */
    @Override
    public void giveBack(boolean tidy) {
        set(saved);
        if (tidy) {
            sentinel.dismiss();
        }
    }

    private void set(Attributes attributes) {
        try {
            pty.setAttr(attributes);
        } catch (IOException e) {
            // A terminal that was hung up has no modes any more, and there is nobody to tell.
        }
    }
}
