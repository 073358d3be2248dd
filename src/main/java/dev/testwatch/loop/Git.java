package dev.testwatch.loop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What git knows of the project's files; only asked, nothing is ever written. */
final class Git {

    private static final long PATIENCE_SECONDS = 20;
    private static final int LARGEST = 1 << 24;

    private final Path root;

    Git(Path root) {
        this.root = root;
    }

    /**
     * The files that differ.
     *
     * @param trouble why they are not known, for people
     */
    record Answer(Set<Path> files, Optional<String> trouble) {
        Answer {
            files = Set.copyOf(files);
        }
    }

    private record Output(int code, String out, String error) {}

    /** What differs between the commit and the files as they are, new ones included. */
    Answer changedSince(String ref) {
        // The end of options: a commit must not be taken for one.
        Output known = run("diff", "--name-only", "--no-renames", "--relative", "-z", "--end-of-options", ref, "--");
        if (known.code() != 0) {
            return new Answer(Set.of(), Optional.of("git: " + firstLine(known.error())));
        }
        Output others = run("ls-files", "--others", "--exclude-standard", "-z");
        Set<Path> files = new HashSet<>();
        for (String name : (known.out() + others.out()).split("\0", -1)) {
            if (!name.isEmpty()) {
                files.add(root.resolve(name));
            }
        }
        return new Answer(files, Optional.empty());
    }

    /** The text of a file in the last commit; empty if it was not there. */
    Optional<String> committed(Path file) {
        Path relative = root.relativize(file);
        Output shown = run("show", "HEAD:./" + relative.toString().replace('\\', '/'));
        return shown.code() == 0 ? Optional.of(shown.out()) : Optional.empty();
    }

    /** Whether there is a commit to compare with. */
    boolean hasCommit() {
        return run("rev-parse", "--quiet", "--verify", "HEAD").code() == 0;
    }

    /** The difference between the last commit and the files as they are; empty where there is no commit. */
    Optional<List<String>> difference() {
        Output shown = run("diff", "--no-color", "--no-ext-diff", "--relative", "HEAD", "--");
        return shown.code() == 0 ? Optional.of(shown.out().lines().toList()) : Optional.empty();
    }

    private Output run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "--no-optional-locks"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).directory(root.toFile()).start();
            process.getOutputStream().close();
            CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            String out = read(process.getInputStream());
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Output(1, "", "no answer within " + PATIENCE_SECONDS + " s");
            }
            return new Output(process.exitValue(), out, error.join());
        } catch (IOException e) {
            return new Output(1, "", "cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Output(1, "", "interrupted");
        }
    }

    private static String read(InputStream in) {
        try (in) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("no answer");
    }
}
