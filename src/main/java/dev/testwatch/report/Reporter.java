package dev.testwatch.report;

/** Tells what happens, on the screen, in lines, or to a program. Called by one thread, in order. */
public interface Reporter {

    void tell(Notice notice);

    /** Takes the place of the last status; reporters without a status line ignore it. */
    void show(Status status);
}
