package dev.testwatch.spy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Gets what no goal of the run has asked for, with all it depends on, from where Maven gets things. */
final class LateResolver {

    /** One that Maven could not get; the message says which and where it looked. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1;

        MissingException(DependencyResolutionException cause) {
            super(ModuleModel.messages(cause), cause);
        }
    }

    private final MavenSession session;
    private final RepositorySystem repositories;
    private final ClassPaths classPaths;

    LateResolver(MavenSession session, RepositorySystem repositories, ClassPaths classPaths) {
        this.session = session;
        this.repositories = repositories;
        this.classPaths = classPaths;
    }

    static Dependency jar(String group, String artifact, String version) {
        return new Dependency(new DefaultArtifact(group, artifact, "jar", version), "runtime");
    }

    /** The dependencies and theirs, in order. */
    List<Artifact> resolve(MavenProject project, List<Dependency> wanted, List<Dependency> managed)
            throws MissingException {
        CollectRequest collect = new CollectRequest(wanted, managed, project.getRemoteProjectRepositories());
        try {
            List<Artifact> artifacts = new ArrayList<>();
            for (ArtifactResult result : repositories
                    .resolveDependencies(session.getRepositorySession(), new DependencyRequest(collect, null))
                    .getArtifactResults()) {
                artifacts.add(RepositoryUtils.toArtifact(result.getArtifact()));
            }
            return artifacts;
        } catch (DependencyResolutionException e) {
            throw new MissingException(e);
        }
    }

    Optional<String> find(Artifact artifact) {
        return classPaths.location(artifact);
    }

    /** Where one is that has been resolved. */
    String location(Artifact artifact) {
        return classPaths.location(artifact).orElseThrow();
    }

    /** A dependency of a plugin or of a plugin's configuration, as the resolver wants it. */
    Dependency dependency(org.apache.maven.model.Dependency dependency) {
        return RepositoryUtils.toDependency(
                dependency, session.getRepositorySession().getArtifactTypeRegistry());
    }
}
