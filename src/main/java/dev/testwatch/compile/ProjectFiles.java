package dev.testwatch.compile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * What one run of javac sees and makes: the project's own classes from the drafts, without looking at any directory;
 * everything else from the standard file manager. What javac makes stays in memory.
 */
final class ProjectFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final List<? extends ClassView> drafts;
    private final Set<String> hidden;
    private final Map<Path, Map<String, Made>> classes = new HashMap<>();
    private final Map<String, Made> resources = new HashMap<>();
    private final List<Path> resourceDirectories;
    private boolean readsResources;

    /**
     * @param drafts in the order of the class path, the source set's own first
     * @param hidden classes of the own source set that its sources are about to replace
     * @param resourceDirectories whose files are found where the own source set's classes are
     */
    ProjectFiles(
            StandardJavaFileManager standard,
            List<? extends ClassView> drafts,
            Set<String> hidden,
            List<Path> resourceDirectories) {
        super(standard);
        this.drafts = drafts;
        this.hidden = hidden;
        this.resourceDirectories = resourceDirectories;
    }

    /** The class files made, by source. */
    Map<Path, Map<String, byte[]>> madeClasses() {
        var made = new HashMap<Path, Map<String, byte[]>>();
        classes.forEach((source, files) -> made.put(source, bytes(files)));
        return made;
    }

    /** What annotation processors put into the output directory beside classes. */
    Map<String, byte[]> madeResources() {
        return bytes(resources);
    }

    /** Whether an annotation processor has asked for a resource. */
    boolean readsResources() {
        return readsResources;
    }

    private static Map<String, byte[]> bytes(Map<String, Made> files) {
        var bytes = new HashMap<String, byte[]>();
        files.forEach((name, file) -> {
            if (file.written) {
                bytes.put(name, file.content.toByteArray());
            }
        });
        return bytes;
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        var others = super.list(location, packageName, kinds, recurse);
        if (location != StandardLocation.CLASS_PATH || !kinds.contains(JavaFileObject.Kind.CLASS)) {
            return others;
        }
        var all = new ArrayList<JavaFileObject>();
        addOwn(packageName, all);
        if (recurse) {
            var packages = new HashSet<String>();
            drafts.forEach(draft -> packages.addAll(draft.packages()));
            for (var each : packages) {
                if (packageName.isEmpty() ? !each.isEmpty() : each.startsWith(packageName + ".")) {
                    addOwn(each, all);
                }
            }
        }
        others.forEach(all::add);
        return all;
    }

    private void addOwn(String packageName, List<JavaFileObject> all) {
        var seen = new HashSet<String>();
        for (var draft : drafts) {
            boolean own = draft == drafts.get(0);
            for (var name : draft.classesIn(packageName)) {
                if (!(own && hidden.contains(name)) && seen.add(name)) {
                    all.add(new Present(name, draft));
                }
            }
        }
    }

    @Override
    public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof Present present ? present.name : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        boolean own = a instanceof SimpleJavaFileObject || b instanceof SimpleJavaFileObject;
        return own ? a.toUri().equals(b.toUri()) : super.isSameFile(a, b);
    }

    @Override
    public boolean hasLocation(JavaFileManager.Location location) {
        return location == StandardLocation.CLASS_OUTPUT || super.hasLocation(location);
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return !(file instanceof SimpleJavaFileObject) && super.contains(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling)
            throws IOException {
        if (kind != JavaFileObject.Kind.CLASS) {
            return super.getJavaFileForOutput(location, className, kind, sibling);
        }
        var made = new Made(className.replace('.', '/') + ".class", kind, Optional.empty());
        classes.computeIfAbsent(Source.path(sibling), s -> new HashMap<>()).put(className.replace('/', '.'), made);
        return made;
    }

    @Override
    public FileObject getFileForOutput(
            Location location, String packageName, String relativeName, @Nullable FileObject sibling)
            throws IOException {
        if (location != StandardLocation.CLASS_OUTPUT) {
            return super.getFileForOutput(location, packageName, relativeName, sibling);
        }
        var path = packageName.isEmpty() ? relativeName : packageName.replace('.', '/') + "/" + relativeName;
        // A processor may only want to look whether it is there, and what it holds.
        readsResources = true;
        return resources.computeIfAbsent(path, p -> new Made(p, JavaFileObject.Kind.OTHER, resource(p)));
    }

    @Override
    public @Nullable FileObject getFileForInput(Location location, String packageName, String relativeName)
            throws IOException {
        if (location == StandardLocation.CLASS_OUTPUT || location == StandardLocation.CLASS_PATH) {
            var path = packageName.isEmpty() ? relativeName : packageName.replace('.', '/') + "/" + relativeName;
            readsResources = true;
            var file = resource(path);
            if (file.isPresent()) {
                return fileManager.getJavaFileObjects(file.get()).iterator().next();
            }
        }
        return location == StandardLocation.CLASS_OUTPUT
                ? null
                : super.getFileForInput(location, packageName, relativeName);
    }

    /** What the own source set has among its resources. */
    private Optional<Path> resource(String path) {
        return resourceDirectories.stream()
                .map(directory -> directory.resolve(path).normalize())
                .filter(file -> resourceDirectories.stream().anyMatch(file::startsWith) && Files.isRegularFile(file))
                .findFirst();
    }

    @Override
    public void close() {
        // The standard file manager outlives the run; its owner closes it.
    }

    /** A source as it was read. */
    static final class Source extends SimpleJavaFileObject {

        private final SourceText source;

        Source(SourceText source) {
            super(source.path().toUri(), Kind.SOURCE);
            this.source = source;
        }

        SourceText source() {
            return source;
        }

        /** The source that a class is made of; one made by an annotation processor is a file, too. */
        static Path path(@Nullable FileObject file) {
            if (file instanceof Source given) {
                return given.source.path();
            }
            return file == null ? Path.of("") : Path.of(file.toUri());
        }

        @Override
        public String getName() {
            return source.path().toString();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source.text();
        }
    }

    /** A class of the project that is there already. */
    private static final class Present extends SimpleJavaFileObject {

        private final String name;
        private final ClassView draft;

        Present(String name, ClassView draft) {
            super(URI.create("class:///" + Integer.toHexString(name.hashCode())), Kind.CLASS);
            this.name = name;
            this.draft = draft;
        }

        @Override
        public String getName() {
            return Inventory.pathOf(name);
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.CLASS;
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return new ByteArrayInputStream(draft.bytes(name).orElseThrow(() -> new FileNotFoundException(getName())));
        }
    }

    private static final class Made extends SimpleJavaFileObject {

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final String path;
        private final Optional<Path> origin;
        private boolean written;

        /** @param origin what is there before anything is made */
        Made(String path, Kind kind, Optional<Path> origin) {
            super(URI.create("made:///" + Integer.toHexString(path.hashCode())), kind);
            this.path = path;
            this.origin = origin;
        }

        @Override
        public InputStream openInputStream() throws IOException {
            if (written) {
                return new ByteArrayInputStream(content.toByteArray());
            }
            return Files.newInputStream(origin.orElseThrow(() -> new NoSuchFileException(path)));
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            try (var in = openInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        @Override
        public OutputStream openOutputStream() {
            written = true;
            content.reset();
            return content;
        }
    }
}
