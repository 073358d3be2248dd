package dev.testwatch.console;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the user sits: commands come from there, lines go there. Either a terminal with keys and a status line, or plain
 * lines on stdin, stdout and stderr. All methods may be called by any thread.
 */
public interface Seat extends AutoCloseable {

    /**
     * Starts to listen; to be called once. Each callback comes on a thread of the seat and must not block for long.
     *
     * @param commands what the user asks for, in order
     * @param endOfInput no more commands will come, but the output may still be read; called at most once
     * @param outputClosed nobody sees the output any more; called at most once
     */
    void listen(Consumer<Command> commands, Runnable endOfInput, Runnable outputClosed);

    /** Appends lines, above the status line if there is one. A line may hold line breaks; it counts as several then. */
    void print(List<String> lines);

    /** Appends lines to stderr where there is no terminal; on a terminal the same as {@link #print}. */
    void printError(List<String> lines);

    /** Clears the screen, though not what has scrolled away; does nothing where there is no terminal. */
    void clear();

    /** Replaces the status line; an empty one takes it away. Does nothing where there is no terminal. */
    void status(String line);

    /** Calls for attention; does nothing where there is no terminal. */
    void ring(Signal signal);

    /** The columns that a line may take now. */
    int width();

    /** Whether single keys are read, that is: whether this is a terminal. */
    boolean interactive();

    /** Whether colours (and other SGR sequences) are shown; where not, they are taken out of what is printed. */
    boolean colour();

    /** Whether characters beyond ASCII are shown as they are. */
    boolean unicode();

    /** Whether OSC 8 hyperlinks are understood; where not, they are taken out of what is printed. */
    boolean hyperlinks();

    /**
     * Lets a program have the terminal until it ends; blocks until then, and draws all again.
     *
     * @return why that is not possible, for people; empty if it went well
     */
    Optional<String> lend(ProcessBuilder program);

    /** Sets what keys mean from now on; does nothing where there are none. */
    void bind(KeyMap keys);

    /** Names the file in which what is typed at prompts is kept; does nothing where there are none. */
    void keepHistory(Path file);

    /** Sets what the prompts for filters suggest from now on. */
    void offer(Prompting prompting);

    /**
     * Prints what is pending and gives the terminal back as it was. A terminal gets a second for that; whoever reads a
     * pipe gets all the time. May be called again.
     */
    @Override
    void close();
}
