package dev.testwatch.worker;

import java.io.File;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which files are worth telling of: those near the project, but nothing that belongs to the JVM or comes from its class
 * path as a class or a jar. Judges names only.
 */
final class Territory {

    private static final String CLASS = ".class";
    private static final List<String> SYSTEM = List.of("/proc", "/dev", "/sys");

    /** What jqwik keeps for itself from run to run, and writes anew at the end of each: no input of any test. */
    private static final String BOOKS = "/.jqwik-database";

    private final String directory;
    private final List<String> within;
    private final List<String> without;
    /** What a command line says of which a process can see the project's classes. */
    private final List<String> classes;

    /** Where a list of what is there may be one of the project's classes. */
    private final List<String> outputs;

    /** Those of the class path, by all their names. */
    private final List<String> directories;

    /** Those of the class path of which no class is followed. */
    private final List<String> unfollowed;

    private final Set<String> jars;

    /** @param files says where */
    Territory(Message.Recording files) {
        this.directory = System.getProperty("user.dir", "");
        this.within = files.within();
        this.without = Stream.of(
                        files.without().stream(),
                        SYSTEM.stream(),
                        Stream.of(System.getProperty("java.home", "/nowhere")))
                .flatMap(paths -> paths)
                .toList();
        Set<String> entries = Stream.of("java.class.path", "jdk.module.path")
                .flatMap(path -> Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(System.getProperty(path, "")))
                .filter(entry -> !entry.isEmpty())
                .map(this::absolute)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        this.jars = entries.stream().filter(entry -> entry.endsWith(".jar")).collect(Collectors.toUnmodifiableSet());
        this.directories = entries.stream()
                .filter(entry -> !jars.contains(entry))
                .flatMap(Territory::withRealName)
                .distinct()
                .toList();
        this.unfollowed =
                directories.stream().filter(place -> isIn(without, place)).toList();
        // Others of those without are the JVM's or the user's, as the one of temporary files is.
        this.outputs = Stream.concat(
                        directories.stream(),
                        files.without().stream()
                                .filter(place -> within.stream().limit(1).anyMatch(root -> isAtOrBelow(place, root))))
                .toList();
        this.classes = Stream.concat(
                        outputs.stream(),
                        directories.stream()
                                .filter(place -> place.startsWith(directory + File.separator))
                                .map(place -> place.substring(directory.length() + 1)))
                .toList();
    }

    /** Links may lead through it. */
    private static Stream<String> withRealName(String directory) {
        try {
            return Stream.of(directory, new File(directory).getCanonicalPath());
        } catch (IOException e) {
            return Stream.of(directory);
        }
    }

    /** A file's one name, whatever characters are in it. */
    String absolute(String file) {
        String whole = file.startsWith(File.separator) ? file : directory + File.separator + file;
        return plain(whole) ? whole : normal(whole);
    }

    /** Not every name can be made a {@link java.nio.file.Path}. */
    private static String normal(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (StringTokenizer left = new StringTokenizer(path, "/"); left.hasMoreTokens(); ) {
            String name = left.nextToken();
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.equals(".")) {
                names.add(name);
            }
        }
        return "/" + String.join("/", names);
    }

    /** Whether it can be told at a glance that it is one of the JVM's own classes, which are followed by what they do. */
    boolean isOwnClass(String file) {
        if (!file.endsWith(CLASS)) {
            return false;
        }
        for (String place : unfollowed) {
            if (isAtOrBelow(file, place)) {
                return file.indexOf("/.", place.length()) < 0 && file.indexOf("//", place.length()) < 0;
            }
        }
        return false;
    }

    /** The name of the class that should be in this file of {@link #isOwnClass}, as the JVM has it. */
    String className(String file) {
        for (String place : unfollowed) {
            if (isAtOrBelow(file, place)) {
                return file.substring(place.length() + 1, file.length() - CLASS.length());
            }
        }
        throw new IllegalArgumentException(file);
    }

    private static boolean plain(String path) {
        return !path.contains("//") && !path.contains("/.") && (path.length() == 1 || !path.endsWith("/"));
    }

    boolean holds(String absolute) {
        return isIn(within, absolute)
                && !isIn(without, absolute)
                && !jars.contains(absolute)
                && !absolute.endsWith(BOOKS);
    }

    /** Whether it may be a resource that lies among the project's classes. */
    boolean holdsResource(String absolute) {
        for (String place : directories) {
            if (isAtOrBelow(absolute, place)) {
                return Message.How.isResource(absolute.substring(Math.min(absolute.length(), place.length() + 1)));
            }
        }
        return false;
    }

    /** Whether it is a place where the project's classes are, or below one. */
    boolean isOfClasses(String absolute) {
        return isIn(outputs, absolute);
    }

    /** A loop, because each class that is looked for in a directory comes here. */
    private static boolean isIn(List<String> places, String absolute) {
        for (String place : places) {
            if (isAtOrBelow(absolute, place)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any of these words, the command line of a process, holds a place where the project's classes are. */
    boolean isNamedIn(List<String> words) {
        return words.stream().anyMatch(word -> classes.stream().anyMatch(word::contains));
    }

    private static boolean isAtOrBelow(String path, String place) {
        return path.startsWith(place)
                && (path.length() == place.length() || place.endsWith("/") || path.charAt(place.length()) == '/');
    }
}
