package dev.testwatch.spy;

import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionResult;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.graph.Dependency;

/** The artifacts on a module's test class path, and the file or directory that each stands for. */
final class ClassPaths {

    /**
     * @param artifacts all that Maven could name, in its order
     * @param missing Maven's words on those it could not get
     */
    record Resolved(List<Artifact> artifacts, List<String> missing) {
        Resolved {
            artifacts = List.copyOf(artifacts);
            missing = List.copyOf(missing);
        }
    }

    private final MavenSession session;
    private final ProjectDependenciesResolver resolver;
    private final Map<String, MavenProject> reactor = new HashMap<>();

    ClassPaths(MavenSession session, ProjectDependenciesResolver resolver) {
        this.session = session;
        this.resolver = resolver;
        for (MavenProject project : session.getProjects()) {
            reactor.put(key(project.getGroupId(), project.getArtifactId(), project.getVersion()), project);
        }
    }

    Resolved resolve(MavenProject project) {
        // The last goal of the run may have asked for less than the tests need.
        project.setArtifactFilter(artifact -> true);
        Collection<Artifact> known = project.getArtifacts();
        if (!known.isEmpty() || project.getDependencies().isEmpty()) {
            return new Resolved(List.copyOf(known), List.of());
        }
        return resolveNow(project);
    }

    private Resolved resolveNow(MavenProject project) {
        DefaultDependencyResolutionRequest request =
                new DefaultDependencyResolutionRequest(project, session.getRepositorySession());
        try {
            return new Resolved(artifacts(resolver.resolve(request)), List.of());
        } catch (DependencyResolutionException e) {
            DependencyResolutionResult result = e.getResult();
            return new Resolved(result == null ? List.of() : artifacts(result), missing(e));
        }
    }

    private List<Artifact> artifacts(DependencyResolutionResult result) {
        List<Artifact> artifacts = new ArrayList<>();
        for (Dependency dependency : result.getDependencies()) {
            Artifact artifact = RepositoryUtils.toArtifact(dependency.getArtifact());
            artifact.setScope(dependency.getScope());
            artifacts.add(artifact);
        }
        return artifacts;
    }

    private List<String> missing(DependencyResolutionException failure) {
        List<String> missing = new ArrayList<>();
        DependencyResolutionResult result = failure.getResult();
        if (result != null) {
            for (Dependency dependency : result.getUnresolvedDependencies()) {
                if (output(RepositoryUtils.toArtifact(dependency.getArtifact())).isEmpty()) {
                    List<Exception> errors = result.getResolutionErrors(dependency);
                    missing.add(errors.isEmpty() ? dependency.toString() : message(errors.get(0)));
                }
            }
            if (!result.getUnresolvedDependencies().isEmpty()) {
                return missing;
            }
        }
        return List.of(message(failure));
    }

    /** Where the artifact is; empty if it is nowhere. */
    Optional<String> location(Artifact artifact) {
        return output(artifact).or(() -> Optional.ofNullable(artifact.getFile()).map(File::getAbsolutePath));
    }

    /** The output directory of the module that the artifact comes from; empty if it comes from no module. */
    private Optional<String> output(Artifact artifact) {
        MavenProject module =
                reactor.get(key(artifact.getGroupId(), artifact.getArtifactId(), artifact.getBaseVersion()));
        if (module == null) {
            return Optional.empty();
        }
        String classifier = artifact.getClassifier() == null ? "" : artifact.getClassifier();
        if (classifier.equals("tests") || artifact.getType().equals("test-jar")) {
            return Optional.of(module.getBuild().getTestOutputDirectory());
        }
        return classifier.isEmpty() ? Optional.of(module.getBuild().getOutputDirectory()) : Optional.empty();
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static String key(String group, String artifact, String version) {
        return group + ':' + artifact + ':' + version;
    }
}
