package dev.testwatch.spy;

import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MojoExecutionEvent;
import org.apache.maven.execution.MojoExecutionListener;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/** Notes the JDK that the toolchains plugin has chosen for a module: Maven 4 tells it only while a goal runs. */
@Named("testwatch")
@Singleton
public final class ToolchainSpy implements MojoExecutionListener {

    private static final String JAVA = "testwatch.toolchain";

    private final ToolchainManager toolchains;

    /** Called by Maven's container. */
    @Inject
    public ToolchainSpy(ToolchainManager toolchains) {
        this.toolchains = toolchains;
    }

    @Override
    public void beforeMojoExecution(MojoExecutionEvent event) {
        // What a goal is going to choose is not known before it.
    }

    @Override
    public void afterMojoExecutionSuccess(MojoExecutionEvent event) {
        if (event.getExecution().getArtifactId().equals("maven-toolchains-plugin")) {
            Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", event.getSession());
            event.getProject().setContextValue(JAVA, toolchain == null ? null : toolchain.findTool("java"));
        }
    }

    @Override
    public void afterExecutionFailure(MojoExecutionEvent event) {
        // A goal that failed has chosen nothing.
    }

    /** The {@code java} program of the chosen JDK; empty if none was chosen. */
    static Optional<String> java(MavenProject project) {
        return Optional.ofNullable(project.getContextValue(JAVA)).map(Object::toString);
    }
}
