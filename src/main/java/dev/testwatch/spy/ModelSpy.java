package dev.testwatch.spy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Takes part in a run of Maven: drops the plugins that only check, and when the run is over writes the model of all
 * modules into the file that the property {@value #TARGET} names. Whatever happened in the run, it writes what it knows;
 * it never makes Maven fail.
 */
@Named("testwatch")
@Singleton
public final class ModelSpy extends AbstractMavenLifecycleParticipant {

    /** The system property that names the file to write; without it nothing is written. */
    static final String TARGET = "testwatch.model";

    private final LifecycleExecutor lifecycle;
    private final ProjectDependenciesResolver dependencies;
    private final RepositorySystem repositories;
    private final ToolchainManager toolchains;

    private final Set<String> dropped = new TreeSet<>();
    private final Set<String> poms = new LinkedHashSet<>();

    /** Called by Maven's container. */
    @Inject
    public ModelSpy(
            LifecycleExecutor lifecycle,
            ProjectDependenciesResolver dependencies,
            RepositorySystem repositories,
            ToolchainManager toolchains) {
        this.lifecycle = lifecycle;
        this.dependencies = dependencies;
        this.repositories = repositories;
        this.toolchains = toolchains;
    }

    @Override
    public void afterProjectsRead(MavenSession session) {
        dropped.addAll(IdlePlugins.dropFrom(session.getProjects()));
        // Now, because a plugin may put another file in the place of the pom while it runs.
        for (MavenProject project : session.getProjects()) {
            for (MavenProject one = project; one != null; one = one.getParent()) {
                if (one.getFile() != null) {
                    poms.add(one.getFile().getAbsolutePath());
                }
            }
        }
    }

    @Override
    public void afterSessionEnd(MavenSession session) {
        String target = property(session, TARGET);
        if (target.isEmpty()) {
            return;
        }
        Facts facts = new Facts();
        try {
            write(facts, session);
        } catch (RuntimeException | LinkageError e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            facts.add("crashed", trace.toString());
        }
        try {
            Files.writeString(Path.of(target), facts.complete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Facts facts, MavenSession session) {
        facts.add("maven", property(session, "maven.version"));
        facts.addAll("pom", poms);
        settingsOf(facts, session);
        facts.addAll("dropped", dropped);
        ModuleModel model = new ModuleModel(session, lifecycle, dependencies, repositories, toolchains);
        for (MavenProject project : session.getProjects()) {
            if (!project.getPackaging().equals("pom")) {
                model.write(facts, project);
            }
        }
    }

    private static void settingsOf(Facts facts, MavenSession session) {
        for (java.io.File file : new java.io.File[] {
            session.getRequest().getUserSettingsFile(),
            session.getRequest().getGlobalSettingsFile(),
            session.getRequest().getUserToolchainsFile()
        }) {
            if (file != null) {
                facts.add("settings", file.getAbsolutePath());
            }
        }
    }

    private static String property(MavenSession session, String name) {
        Properties user = session.getUserProperties();
        return user.getProperty(name, session.getSystemProperties().getProperty(name, ""));
    }
}
