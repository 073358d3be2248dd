package dev.testwatch.spy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MojoExecutionEvent;
import org.apache.maven.execution.MojoExecutionListener;
import org.apache.maven.project.MavenProject;

/** Notes the plugins that go over the class files of Java sources after the compiler plugin: bytecode enhancement. */
@Named("testwatch-enhancers")
@Singleton
public final class EnhancerSpy implements MojoExecutionListener {

    private static final String COMPILER = "maven-compiler-plugin";

    /** They may leave alone what they have enhanced in a run before, so that nothing is to be seen of them. */
    private static final Set<String> KNOWN = Set.of(
            "activejdbc-instrumentation",
            "aspectj-maven-plugin",
            "byte-buddy-maven-plugin",
            "datanucleus-maven-plugin",
            "ebean-maven-enhancement-plugin",
            "ebean-maven-plugin",
            "eclipselink-maven-plugin",
            "hibernate-enhance-maven-plugin",
            "hibernate-maven-plugin",
            "javassist-maven-plugin",
            "openjpa-maven-plugin",
            "staticweave-maven-plugin");

    private static final Set<String> COPYING = Set.of("maven-resources-plugin", "maven-toolchains-plugin");

    private static final String COMPILED = "testwatch.compiled";
    private static final String ENHANCERS = "testwatch.enhancers";

    /** Called by Maven's container. */
    @Inject
    public EnhancerSpy() {}

    /** What shows that a class file has been written. */
    private record Stamp(FileTime time, long size) {}

    private record ClassFiles(Map<Path, Stamp> stamps) {}

    private record Enhancers(Map<String, String> examples) {}

    @Override
    public void beforeMojoExecution(MojoExecutionEvent event) {
        // What counts is what has changed afterwards.
    }

    @Override
    public void afterMojoExecutionSuccess(MojoExecutionEvent event) {
        MavenProject project = event.getProject();
        String plugin = event.getExecution().getArtifactId();
        boolean compiler = plugin.equals(COMPILER);
        if (COPYING.contains(plugin) || (!compiler && project.getContextValue(COMPILED) == null)) {
            return;
        }
        ClassFiles now = new ClassFiles(stamps(project));
        if (!compiler) {
            example(project, now)
                    .or(() -> KNOWN.contains(plugin) ? Optional.of("") : Optional.empty())
                    .ifPresent(example -> note(project, plugin, example));
        }
        project.setContextValue(COMPILED, now);
    }

    @Override
    public void afterExecutionFailure(MojoExecutionEvent event) {
        // What a goal has done that failed is looked at when it does not fail.
    }

    /** The plugins by name, each with a class file that it has changed; empty where it is only known to do so. */
    static Map<String, String> of(MavenProject project) {
        return project.getContextValue(ENHANCERS) instanceof Enhancers found ? found.examples() : Map.of();
    }

    private static void note(MavenProject project, String plugin, String example) {
        Map<String, String> all = new TreeMap<>(of(project));
        all.merge(plugin, example, (one, other) -> one.isEmpty() ? other : one);
        project.setContextValue(ENHANCERS, new Enhancers(all));
    }

    /** A class file of a Java source that is not the one that was there before. */
    private static Optional<String> example(MavenProject project, ClassFiles now) {
        ClassFiles before = (ClassFiles) project.getContextValue(COMPILED);
        return outputs(project)
                .flatMap(output -> before.stamps().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(output)
                                && now.stamps().containsKey(entry.getKey())
                                && !entry.getValue().equals(now.stamps().get(entry.getKey())))
                        .map(entry -> output.relativize(entry.getKey())))
                .filter(file -> isJava(project, file))
                .map(Path::toString)
                .sorted()
                .findFirst();
    }

    /** By its name: plugins that compile other languages write their own class files as they like. */
    private static boolean isJava(MavenProject project, Path classFile) {
        String name = String.valueOf(classFile.getFileName()).replaceFirst("(\\$.*)?\\.class$", ".java");
        return Stream.concat(project.getCompileSourceRoots().stream(), project.getTestCompileSourceRoots().stream())
                .anyMatch(root -> Files.exists(Path.of(root).resolve(classFile).resolveSibling(name)));
    }

    private static Stream<Path> outputs(MavenProject project) {
        return Stream.of(
                        project.getBuild().getOutputDirectory(),
                        project.getBuild().getTestOutputDirectory())
                .map(Path::of);
    }

    private static Map<Path, Stamp> stamps(MavenProject project) {
        Stamping stamping = new Stamping();
        for (Path output : outputs(project).filter(Files::isDirectory).toList()) {
            try {
                Files.walkFileTree(output, stamping);
            } catch (IOException e) {
                return Map.of(); // the build goes on, and what cannot be read shows nothing
            }
        }
        return stamping.stamps;
    }

    private static final class Stamping extends SimpleFileVisitor<Path> {

        private final Map<Path, Stamp> stamps = new HashMap<>();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".class")) {
                stamps.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
