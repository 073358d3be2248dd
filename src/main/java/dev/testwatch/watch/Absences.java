package dev.testwatch.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Notices that whole roots are gone, and that they are back. It belongs to one thread. */
final class Absences {

    private final Scope scope;
    private final Optional<Path> home;
    private final List<String> untold = new ArrayList<>();
    private final Set<Path> present = new HashSet<>();
    private final Set<Path> absent = new HashSet<>();

    private boolean away;
    private boolean returned;

    Absences(Scope scope, Optional<Path> home) {
        this.scope = scope;
        this.home = home;
    }

    /** Whether nothing of the project is known any more; whether it is there is another question. */
    boolean seemsAway(Snapshot snapshot) {
        return home.filter(snapshot::knowsNothingBelow).isPresent();
    }

    /** Whether the project was gone, and some of it is known again. */
    boolean endWith(Snapshot snapshot) {
        return away && !seemsAway(snapshot);
    }

    /** Whether the project as a whole is gone now. That is a message, and another one when it is back. */
    boolean isAway(Snapshot snapshot) {
        boolean before = away;
        // Only a snapshot without it is worth asking the disk.
        away = seemsAway(snapshot) && (before || !present.isEmpty()) && nothingIsLeft();
        if (away && !before) {
            untold.add(home.get() + (Files.isDirectory(home.get()) ? " is empty" : " is gone")
                    + ". All results are kept; watching goes on when it is back.");
        } else if (before && !away) {
            untold.add(home.get() + " is back.");
            returned = true;
        }
        return away;
    }

    /** Whether the project has come back since the last call. */
    boolean takeReturned() {
        boolean taken = returned;
        returned = false;
        return taken;
    }

    /** What is watched elsewhere, settings for example, does not make a project. */
    private boolean nothingIsLeft() {
        return home.stream().flatMap(scope::wantedBelow).noneMatch(Files::exists);
    }

    /** Which roots are there now. */
    void look(Snapshot snapshot) {
        for (Path root : scope.roots()) {
            boolean there = snapshot.folder(root).isPresent();
            if (there && absent.remove(root)) {
                untold.add(root + " is back.");
            } else if (!there && present.contains(root) && absent.add(root)) {
                untold.add(root + " is gone, with all that was in it; it is waited for.");
            }
            if (there) {
                present.add(root);
            } else {
                present.remove(root);
            }
        }
    }

    /** What nobody has been told yet. */
    List<String> takeMessages() {
        var messages = List.copyOf(untold);
        untold.clear();
        return messages;
    }
}
