package dev.testwatch.spy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.BuildFailure;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/** Writes what the build says of one module after another. */
final class ModuleModel {

    private final MavenSession session;
    private final LifecycleExecutor lifecycle;
    private final ClassPaths classPaths;
    private final CompilerModel compiler;
    private final SurefireModel surefire;

    ModuleModel(
            MavenSession session,
            LifecycleExecutor lifecycle,
            ProjectDependenciesResolver dependencies,
            RepositorySystem repositories,
            ToolchainManager toolchains) {
        this.session = session;
        this.lifecycle = lifecycle;
        this.classPaths = new ClassPaths(session, dependencies);
        LateResolver late = new LateResolver(session, repositories, classPaths);
        this.compiler = new CompilerModel(late);
        this.surefire = new SurefireModel(session, late, toolchains);
    }

    void write(Facts facts, MavenProject project) {
        session.setCurrentProject(project);
        facts.add("module", project.getGroupId(), project.getArtifactId());
        facts.add("directory", project.getBasedir().getAbsolutePath());
        failure(project).ifPresent(message -> facts.add("failed", message));
        EnhancerSpy.of(project).forEach((plugin, example) -> facts.add("enhancer", plugin, example));
        ClassPaths.Resolved resolved = classPaths.resolve(project);
        facts.addAll("missing", resolved.missing());
        writeRoots(facts, project);
        writeClassPaths(facts, project, resolved.artifacts());
        try {
            List<MojoExecution> plan =
                    lifecycle.calculateExecutionPlan(session, true, "test").getMojoExecutions();
            writeCompilers(facts, project, plan);
            surefire.write(facts, project, resolved.artifacts(), configurations(plan, "maven-surefire-plugin", "test"));
        } catch (Exception e) {
            // A plugin that cannot be had: what the module's settings are nobody knows.
            facts.add("unknown", messages(e));
        }
    }

    private void writeRoots(Facts facts, MavenProject project) {
        facts.addAll("main.source", project.getCompileSourceRoots());
        facts.addAll("test.source", project.getTestCompileSourceRoots());
        writeResources(facts, "main.resources", project.getResources());
        writeResources(facts, "test.resources", project.getTestResources());
        facts.add("main.output", project.getBuild().getOutputDirectory());
        facts.add("test.output", project.getBuild().getTestOutputDirectory());
        facts.addAll("main.foreign", ForeignSources.in(project.getCompileSourceRoots()));
        facts.addAll("test.foreign", ForeignSources.in(project.getTestCompileSourceRoots()));
    }

    private static void writeResources(Facts facts, String key, List<Resource> resources) {
        for (int i = 0; i < resources.size(); i++) {
            Resource resource = resources.get(i);
            String index = String.valueOf(i);
            String target = resource.getTargetPath() == null ? "" : resource.getTargetPath();
            facts.add(key, resource.getDirectory(), target, String.valueOf(resource.isFiltering()));
            resource.getIncludes().forEach(include -> facts.add(key + ".include", index, include));
            resource.getExcludes().forEach(exclude -> facts.add(key + ".exclude", index, exclude));
        }
    }

    private void writeClassPaths(Facts facts, MavenProject project, List<Artifact> artifacts) {
        facts.add("test.path", project.getBuild().getOutputDirectory());
        for (Artifact artifact : artifacts) {
            Optional<String> location = classPaths.location(artifact);
            if (!artifact.getArtifactHandler().isAddedToClasspath() || location.isEmpty()) {
                continue;
            }
            if (List.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_PROVIDED, Artifact.SCOPE_SYSTEM)
                    .contains(artifact.getScope())) {
                facts.add("main.path", location.get());
            }
            facts.add("test.path", location.get());
        }
    }

    private void writeCompilers(Facts facts, MavenProject project, List<MojoExecution> plan) {
        for (String goal : List.of("compile", "testCompile")) {
            List<Configuration> executions = configurations(plan, "maven-compiler-plugin", goal);
            if (!executions.isEmpty()) {
                compiler.write(facts, project, executions.get(0), goal.equals("testCompile"));
            }
        }
    }

    /** The executions of a goal; the one that Maven itself binds comes first. */
    private List<Configuration> configurations(List<MojoExecution> plan, String plugin, String goal) {
        List<Configuration> found = new ArrayList<>();
        for (MojoExecution execution : plan) {
            if (execution.getArtifactId().equals(plugin) && execution.getGoal().equals(goal)) {
                boolean first = execution.getExecutionId().equals("default-" + goal);
                found.add(first ? 0 : found.size(), Configuration.of(session, execution));
            }
        }
        return found;
    }

    /** Why Maven did not get to the end of the module; empty if it did, or if only javac stopped it. */
    private Optional<String> failure(MavenProject project) {
        if (session.getResult().getBuildSummary(project) instanceof BuildFailure failure) {
            Throwable cause = failure.getCause();
            boolean compilation = cause.toString().contains("CompilationFailureException")
                    || String.valueOf(cause.getCause()).contains("CompilationFailureException");
            return compilation ? Optional.empty() : Optional.of(messages(cause));
        }
        return Optional.empty();
    }

    static String messages(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
