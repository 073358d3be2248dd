package dev.testwatch.worker;

import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * Has the JDK tell which files it touches: puts classes of it that do so, made by the parent, into the place of its
 * own, and sees to it that they do.
 */
public final class FileHooks {

    /** What is done to a file, as the JDK's methods tell it. */
    public static final String READ = "read";

    public static final String CHECKED = "checked";
    public static final String LISTED = "listed";
    public static final String WRITTEN = "written";

    /** It may come into being, and then all that is below it has, too. */
    public static final String MADE = "made";

    /** No file: methods or constructors of a class, or of that of an object, are looked at. */
    public static final String MEMBERS = "members";

    /** No file: a process is started. */
    public static final String STARTED = "started";

    /** For who makes the methods: the method has it in its second argument, a set of options or a mode. */
    public static final String SECOND_ARGUMENT = "";

    private FileHooks() {}

    /**
     * Puts them in.
     *
     * @param file what the parent has made
     * @param listener to whom they tell; something else hears them until the answer is there
     * @return why they do not, or not all, do what they should; empty if all is well
     */
    static Optional<String> place(
            Instrumentation agent, Path file, AtomicReference<BiConsumer<Object, Object>> listener) {
        try {
            agent.redefineClasses(definitions(file, false));
            return missing(file, listener);
        } catch (IOException
                | ClassNotFoundException
                | UnmodifiableClassException
                | RuntimeException
                | LinkageError e) {
            return Optional.of(e.toString());
        }
    }

    /**
     * The same for those through which classes are looked at.
     *
     * @return whether they tell of all
     */
    static boolean placeForMembers(
            Instrumentation agent, Path file, AtomicReference<BiConsumer<Object, Object>> listener) {
        try {
            agent.redefineClasses(definitions(file, true));
            return MemberHooks.areHeard(listener);
        } catch (IOException
                | ClassNotFoundException
                | UnmodifiableClassException
                | RuntimeException
                | LinkageError
                | InternalError e) {
            return false; // whoever looks at a class counts as if it looked at all
        }
    }

    private static ClassDefinition[] definitions(Path file, boolean members)
            throws IOException, ClassNotFoundException {
        List<ClassDefinition> definitions = new ArrayList<>();
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            for (int count = in.readInt(); count > 0; count--) {
                Class<?> type = Class.forName(in.readUTF(), false, null);
                byte[] bytes = in.readNBytes(in.readInt());
                if (MemberHooks.CLASSES.contains(type.getName()) == members) {
                    definitions.add(new ClassDefinition(type, bytes));
                }
            }
        }
        return definitions.toArray(ClassDefinition[]::new);
    }

    private interface Attempt {
        void run() throws IOException;
    }

    /** Opens a file in all ways that there are. */
    private static Optional<String> missing(Path path, AtomicReference<BiConsumer<Object, Object>> listener)
            throws IOException {
        var heard = new ConcurrentLinkedQueue<String>();
        BiConsumer<Object, Object> before = listener.getAndSet((what, how) -> {
            if (String.valueOf(what).equals(path.toString())) {
                heard.add(how instanceof String ? how.toString() : READ);
            }
        });
        File file = path.toFile();
        try {
            expect(READ, "FileInputStream", heard, () -> new FileInputStream(file).close());
            expect(READ, "RandomAccessFile", heard, () -> new RandomAccessFile(file, "r").close());
            expect(READ, "Files.newInputStream", heard, () -> Files.newInputStream(path)
                    .close());
            expect(READ, "FileChannel.open", heard, () -> FileChannel.open(path).close());
            expect(CHECKED, "File.exists", heard, file::exists);
            expect(CHECKED, "File.length", heard, file::length);
            expect(CHECKED, "File.isFile", heard, file::isFile);
            expect(LISTED, "File.list", heard, file::list);
            expect(LISTED, "File.listFiles", heard, file::listFiles);
            expect(CHECKED, "Files.exists", heard, () -> Files.exists(path));
            expect(CHECKED, "Files.isDirectory", heard, () -> Files.isDirectory(path));
            expect(CHECKED, "Files.isRegularFile", heard, () -> Files.isRegularFile(path));
            expect(CHECKED, "Files.isReadable", heard, () -> Files.isReadable(path));
            expect(CHECKED, "Files.size", heard, () -> Files.size(path));
            expect(CHECKED, "Files.getAttribute", heard, () -> Files.getAttribute(path, "size"));
            expect(LISTED, "Files.newDirectoryStream", heard, () -> list(path));
            expect(READ, "Files.copy", heard, () -> copy(path));
            return Optional.empty();
        } catch (Unheard e) {
            return Optional.of(e.what + " opens files unheard");
        } finally {
            listener.set(before);
        }
    }

    private static void list(Path path) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            var unused = all.iterator();
        } catch (NotDirectoryException e) {
            // It is none: it was asked for all the same.
            return;
        }
    }

    private static void copy(Path path) throws IOException {
        try {
            Files.copy(path, path.resolveSibling("no").resolve("such"));
        } catch (NoSuchFileException e) {
            // There is no such directory, and nothing is written.
            return;
        }
    }

    private static void expect(String how, String what, ConcurrentLinkedQueue<String> heard, Attempt attempt)
            throws IOException {
        heard.clear();
        attempt.run();
        if (!heard.contains(how)) {
            throw new Unheard(what);
        }
    }

    private static final class Unheard extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String what;

        Unheard(String what) {
            super(what);
            this.what = what;
        }
    }
}
