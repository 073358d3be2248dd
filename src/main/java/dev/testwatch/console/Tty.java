package dev.testwatch.console;

import java.io.IOException;

/** The terminal as a device: its size and its modes. What is read and written goes past it. */
interface Tty {

    /** The size now; a usual one if it is not known. */
    Extent extent();

    /** Single keys, no echo, no signals from Ctrl-C and its like; output is processed as before. */
    void raw();

    /** Gives the terminal back as it was, stops this process until it is continued, and goes back to raw mode. */
    void stop();

    /**
     * Gives the terminal, as it was, to a program until that ends, and goes back to raw mode.
     *
     * @throws IOException if the program cannot be started
     */
    void lend(ProcessBuilder program) throws IOException;

    /** Calls when the size has changed. */
    void onResize(Runnable resized);

    /** Calls when the process goes on after it was stopped. */
    void onContinue(Runnable continued);

    /**
     * Gives the terminal back as it was.
     *
     * @param tidy whether what was drawn has been taken away; if not, the screen is reset once this program has ended
     */
    void giveBack(boolean tidy);
}
