package dev.testwatch.console;

import dev.testwatch.report.ClassReports;
import dev.testwatch.report.ClassReports.Document;
import dev.testwatch.report.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Writes the reports of test classes into a directory after each run, on a thread of its own: a slow disk holds nobody
 * up. Whoever reads a file sees the old one or the new one, never a part. Where nothing can be written, that is said
 * once, and again only if it has gone well in between.
 */
public final class ReportFiles implements AutoCloseable {

    private static final long CLOSE_MILLIS = 10_000;

    private final Path directory;
    private final Consumer<String> complaints;
    private final BlockingQueue<Optional<Notice>> notices = new LinkedBlockingQueue<>();
    private final ClassReports reports = new ClassReports();
    private final Thread thread;
    private boolean complained;

    private ReportFiles(Path directory, Consumer<String> complaints) {
        this.directory = directory;
        this.complaints = complaints;
        this.thread = Daemon.start("reports", this::run);
    }

    /**
     * Nothing is made on disk before the first run has ended.
     *
     * @param complaints takes a message for the user, on a thread of this class
     */
    public static ReportFiles in(Path directory, Consumer<String> complaints) {
        return new ReportFiles(directory, complaints);
    }

    /** Has written what this notice calls for, soon. */
    public void take(Notice notice) {
        notices.add(Optional.of(notice));
    }

    private void run() {
        try {
            for (Optional<Notice> next = notices.take(); next.isPresent(); next = notices.take()) {
                write(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Notice notice) {
        try {
            for (Document document : reports.documents(notice)) {
                write(document);
                complained = false;
            }
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                complaints.accept("the test reports cannot be written: " + e
                        + "; the watch goes on, and tries again after the next run");
            }
        }
    }

    private void write(Document document) throws IOException {
        Path file = directory.resolve(document.file());
        Path parent = Optional.ofNullable(file.getParent()).orElse(directory);
        Files.createDirectories(parent);
        // Not a temporary file of the JDK's making: that could be read by nobody else, and build servers are to read
        // it.
        Path fresh = parent.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.write(fresh, document.text().getBytes(StandardCharsets.UTF_8));
            move(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void move(Path fresh, Path file) throws IOException {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Waits until all that was taken is written, for ten seconds at most. */
    @Override
    public void close() {
        notices.add(Optional.empty());
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
