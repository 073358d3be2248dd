package dev.testwatch.fork;

import dev.testwatch.worker.Agent;
import dev.testwatch.worker.BootClass;
import dev.testwatch.worker.WorkerMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The part of testwatch that runs in forks as a jar of its own: nothing else of it gets on their class path. */
final class WorkerJar {

    private static final String PACKAGE = WorkerMain.class.getPackageName().replace('.', '/');
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private WorkerJar() {}

    /** The jar's bytes, the same for the same classes; taken from our own jar or class directory. */
    static byte[] bytes() throws IOException {
        Path home = home();
        if (Files.isDirectory(home)) {
            return jar(home);
        }
        try (FileSystem jar = FileSystems.newFileSystem(home)) {
            return jar(jar.getPath("/"));
        }
    }

    private static Path home() throws IOException {
        try {
            return Path.of(WorkerMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("cannot find testwatch's own classes", e);
        }
    }

    private static byte[] jar(Path root) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes);
                Stream<Path> files = Files.list(root.resolve(PACKAGE))) {
            add(jar, JarFile.MANIFEST_NAME, manifest());
            add(jar, PACKAGE + "/" + BootClass.RESOURCE, BootClassFile.bytes());
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
            for (Path file : classes) {
                add(jar, PACKAGE + "/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        return bytes.toByteArray();
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        var entry = new JarEntry(name);
        entry.setTimeLocal(ANY_TIME);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }

    private static byte[] manifest() {
        return ("Manifest-Version: 1.0\r\nPremain-Class: " + Agent.class.getName()
                        + "\r\nCan-Redefine-Classes: true\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
