package dev.testwatch.watch;

import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells directory-watcher which directories to register: those that lead to the roots, and from the roots down
 * everything that is not excluded. The library asks at the start and whenever a directory appears.
 */
final class Registration implements FileTreeVisitor {

    private final Doorbell.Hearing hearing;
    private final Scope scope;
    /** Visits that only collect what the library needs for hashing; they are not worth the walk. */
    private final AtomicInteger idleVisits;

    Registration(Doorbell.Hearing hearing, int anchors) {
        this.hearing = hearing;
        scope = hearing.scope();
        idleVisits = new AtomicInteger(anchors);
    }

    @Override
    public void recursiveVisitFiles(Path start, Callback onDirectory, Callback onFile) throws IOException {
        if (idleVisits.getAndDecrement() <= 0) {
            visit(start, onDirectory, onFile);
        }
    }

    private void visit(Path path, Callback onDirectory, Callback onFile) throws IOException {
        boolean inside = scope.isInsideRoot(path);
        if (!inside && !scope.leadsToWanted(path)) {
            return;
        }
        // Registered first, listed afterwards: what comes in between is then heard or listed, or both.
        if (hearing.aliases().contains(path) || !register(path, onDirectory)) {
            return;
        }
        for (Path child : inside ? children(path) : next(path)) {
            if (isEntered(child)) {
                visit(child, onDirectory, onFile);
            } else if (scope.concerns(child, false)) {
                onFile.call(child);
            }
        }
    }

    private boolean isEntered(Path child) {
        boolean linkToo = scope.isRoot(child)
                || scope.leadsToWanted(child)
                || hearing.links().contains(child);
        return linkToo ? Files.isDirectory(child) : Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns false when there is no directory to register; the limits of the system are an exception. */
    private static boolean register(Path directory, Callback onDirectory) throws IOException {
        try {
            onDirectory.call(directory);
            return true;
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
            // It is gone again, or nobody may enter it: the look that follows tells which.
            return false;
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        var children = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException | DirectoryIteratorException e) {
            return children;
        }
        return children;
    }

    /** The steps from here towards what is watched. */
    private List<Path> next(Path directory) {
        return scope.wantedBelow(directory)
                .filter(wanted -> !wanted.equals(directory))
                .map(wanted -> directory.resolve(directory.relativize(wanted).getName(0)))
                .distinct()
                .filter(Files::exists)
                .toList();
    }
}
