package dev.testwatch.project;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The jar that Maven loads: the classes of the spy and the index that Maven's container looks for. */
final class SpyJar {

    private static final String PACKAGE = "dev/testwatch/spy";
    private static final String PREFIX = "spy-";
    private static final String INDEX = "META-INF/plexus/components.xml";

    /** In this form, because the container of Maven 3.8 cannot scan classes as new as ours for annotations. */
    private static final String COMPONENTS = """
            <component-set>
              <components>
                <component>
                  <role>org.apache.maven.AbstractMavenLifecycleParticipant</role>
                  <role-hint>testwatch</role-hint>
                  <implementation>dev.testwatch.spy.ModelSpy</implementation>
                </component>
                <component>
                  <role>org.apache.maven.execution.MojoExecutionListener</role>
                  <role-hint>testwatch</role-hint>
                  <implementation>dev.testwatch.spy.ToolchainSpy</implementation>
                </component>
                <component>
                  <role>org.apache.maven.execution.MojoExecutionListener</role>
                  <role-hint>testwatch-enhancers</role-hint>
                  <implementation>dev.testwatch.spy.EnhancerSpy</implementation>
                </component>
              </components>
            </component-set>
            """;

    /** Puts the jar into the state directory, under a name made of its content, unless it is there already. */
    static Path in(Path state) throws IOException {
        byte[] jar = jar();
        Path file = state.resolve(PREFIX + name(jar) + ".jar");
        if (Files.notExists(file)) {
            removeOthers(state);
            StateFile.replace(file, jar);
        }
        return file;
    }

    /** Those of other versions of testwatch. */
    private static void removeOthers(Path state) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(state, PREFIX + "*.jar")) {
            for (Path other : others) {
                Files.deleteIfExists(other);
            }
        }
    }

    private static String name(byte[] jar) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(jar);
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Changes when the spy may have changed: when testwatch is another, or has been compiled again. */
    static String identity() throws IOException {
        Path source = source();
        if (Files.isRegularFile(source)) {
            return stamp(source);
        }
        StringBuilder stamps = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(source.resolve(PACKAGE))) {
            for (Path file : files) {
                stamps.append(stamp(file)).append('\n');
            }
        }
        return stamps.toString();
    }

    private static String stamp(Path file) throws IOException {
        return file + " " + Files.size(file) + " "
                + Files.getLastModifiedTime(file).toMillis();
    }

    private static byte[] jar() throws IOException {
        Map<String, byte[]> entries = classes();
        entries.put(INDEX, COMPONENTS.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                JarEntry header = new JarEntry(entry.getKey());
                // The same classes make the same jar.
                header.setTime(0);
                jar.putNextEntry(header);
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> classes() throws IOException {
        Path source = source();
        if (Files.isDirectory(source)) {
            return classes(source.resolve(PACKAGE));
        }
        try (FileSystem jar = FileSystems.newFileSystem(source)) {
            return classes(jar.getPath("/" + PACKAGE));
        }
    }

    private static Map<String, byte[]> classes(Path directory) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : List.copyOf(files.toList())) {
                if (file.toString().endsWith(".class")) {
                    classes.put(PACKAGE + "/" + file.getFileName(), Files.readAllBytes(file));
                }
            }
        }
        return classes;
    }

    /** The spy lies where this class lies; its own classes cannot be loaded here, where no Maven is. */
    private static Path source() {
        try {
            return Path.of(SpyJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class without a place", e);
        }
    }

    private SpyJar() {}
}
