package dev.testwatch.watch;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.hashing.FileHasher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import io.methvin.watchservice.MacOSXListeningWatchService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rings by the operating system's file events, which directory-watcher reads. It hangs on directories above the roots,
 * so that roots may come, go and come back; a {@link Registration} tells the library which directories to enter.
 */
final class NativeDoorbell implements Doorbell {

    private static final String SYSTEM = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    private static final boolean LINUX = SYSTEM.contains("linux");
    private static final boolean MAC = SYSTEM.contains("mac");

    private final DirectoryWatcher watcher;
    private final Map<Path, Object> hangsOn;

    private NativeDoorbell(DirectoryWatcher watcher, Map<Path, Object> hangsOn) {
        this.watcher = watcher;
        this.hangsOn = Map.copyOf(hangsOn);
    }

    static Doorbell arm(Hearing hearing, Ear ear) throws IOException {
        List<Path> anchors = List.copyOf(anchors(hearing.scope()));
        Map<Path, Object> hangsOn = new HashMap<>();
        for (Path anchor : anchors) {
            hangsOn.put(anchor, keyOf(anchor).orElse(anchor));
        }
        var registration = new Registration(hearing, anchors.size());
        DirectoryWatcher watcher = DirectoryWatcher.builder()
                .paths(anchors)
                .fileHashing(false)
                .fileTreeVisitor(registration)
                .watchService(watchService(registration))
                .listener(new Listening(ear))
                .build();
        CompletableFuture<Void> end = watcher.watchAsync(NativeDoorbell::onOwnThread);
        if (end.isCompletedExceptionally()) {
            watcher.close();
            throw refusal(end);
        }
        var unused = end.whenComplete((nothing, failure) ->
                ear.broke(failure == null ? new IOException("no directory is left to listen to") : failure));
        return new NativeDoorbell(watcher, hangsOn);
    }

    private static void onOwnThread(Runnable events) {
        var thread = new Thread(events, "testwatch-doorbell");
        thread.setDaemon(true);
        thread.start();
    }

    private static WatchService watchService(FileTreeVisitor registration) throws IOException {
        if (System.getProperty("jdk.nio.file.WatchService.maxEventsPerPoll") == null) {
            // Newer Java platforms then keep a burst of 512 and more events in one directory instead of dropping it.
            System.setProperty("jdk.nio.file.WatchService.maxEventsPerPoll", "200000");
        }
        return MAC
                ? new MacOSXListeningWatchService(new FastMacEvents(registration))
                : FileSystems.getDefault().newWatchService();
    }

    private static IOException refusal(CompletableFuture<Void> failed) {
        Throwable failure = failed.handle((nothing, thrown) -> thrown).join();
        if (failure instanceof UncheckedIOException unchecked) {
            failure = unchecked.getCause();
        }
        return failure instanceof IOException io ? io : new IOException(failure);
    }

    /**
     * Where to start listening. On Linux only the directories that matter are entered below an anchor, so it may lie
     * high; elsewhere the system reports everything below it, so it must not.
     */
    private static Set<Path> anchors(Scope scope) {
        Optional<Path> common = LINUX ? scope.commonDirectory() : Optional.empty();
        Stream<Path> wanted =
                common.isPresent() ? common.stream() : scope.wanted().map(Disk::parentOf);
        return Scope.topmost(wanted.map(NativeDoorbell::nearestExisting).collect(Collectors.toSet()));
    }

    private static Path nearestExisting(Path path) {
        return Stream.concat(Stream.of(path), Scope.parents(path))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("no directory above " + path)));
    }

    private static Optional<Object> keyOf(Path directory) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(directory, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isIntact() {
        return hangsOn.entrySet().stream().allMatch(anchor -> keyOf(anchor.getKey())
                .map(anchor.getValue()::equals)
                .orElseGet(() -> Files.isDirectory(anchor.getKey())));
    }

    @Override
    public void close() {
        try {
            watcher.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library's thread only passes on what it hears. */
    private record Listening(Ear ear) implements DirectoryChangeListener {

        @Override
        public void onEvent(DirectoryChangeEvent event) {
            if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW) {
                ear.broke(new IOException("file events overflowed"));
            } else {
                ear.rang(event.path(), event.isDirectory());
            }
        }

        /** An overflow comes as an exception too: the library fails on the path that such an event does not have. */
        @Override
        public void onException(Exception failure) {
            ear.broke(failure);
        }
    }

    /** The library's own settings hold the second event of a save back for half a second. */
    private record FastMacEvents(FileTreeVisitor visitor) implements MacOSXListeningWatchService.Config {

        @Override
        public double latency() {
            return 0.005;
        }

        @Override
        @SuppressWarnings("NullAway") // The library asks for null where no hashing is wanted.
        public FileHasher fileHasher() {
            return null;
        }

        @Override
        public FileTreeVisitor fileTreeVisitor() {
            return visitor;
        }
    }
}
