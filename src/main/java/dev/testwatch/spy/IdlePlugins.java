package dev.testwatch.spy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;

/** Plugins that only check, report or reformat: what the tests see is the same without them. */
final class IdlePlugins {

    private static final Set<String> IDLE = Set.of(
            "animal-sniffer-maven-plugin",
            "apache-rat-plugin",
            "bnd-baseline-maven-plugin",
            "clirr-maven-plugin",
            "clover-maven-plugin",
            "cobertura-maven-plugin",
            "cyclonedx-maven-plugin",
            "dependency-check-maven",
            "detekt-maven-plugin",
            "duplicate-finder-maven-plugin",
            "editorconfig-maven-plugin",
            "findbugs-maven-plugin",
            "fmt-maven-plugin",
            "forbiddenapis",
            "formatter-maven-plugin",
            "git-build-hook-maven-plugin",
            "git-code-format-maven-plugin",
            "impsort-maven-plugin",
            "jacoco-maven-plugin",
            "japicmp-maven-plugin",
            "ktlint-maven-plugin",
            "license-maven-plugin",
            "maven-artifact-plugin",
            "maven-changes-plugin",
            "maven-checkstyle-plugin",
            "maven-enforcer-plugin",
            "maven-javadoc-plugin",
            "maven-pmd-plugin",
            "maven-source-plugin",
            "modernizer-maven-plugin",
            "openclover-maven-plugin",
            "ossindex-maven-plugin",
            "pitest-maven",
            "prettier-maven-plugin",
            "revapi-maven-plugin",
            "sonar-maven-plugin",
            "sortpom-maven-plugin",
            "spotbugs-maven-plugin",
            "spotless-maven-plugin",
            "spring-javaformat-maven-plugin",
            "tidy-maven-plugin");

    /** Takes their executions out of the projects, for this run only, and returns the names of those that had some. */
    static Set<String> dropFrom(Collection<MavenProject> projects) {
        Set<String> dropped = new TreeSet<>();
        for (MavenProject project : projects) {
            for (Plugin plugin : project.getBuild().getPlugins()) {
                if (drop(plugin)) {
                    dropped.add(plugin.getArtifactId());
                }
            }
        }
        return dropped;
    }

    private static boolean drop(Plugin plugin) {
        List<PluginExecution> kept = new ArrayList<>();
        for (PluginExecution execution : plugin.getExecutions()) {
            if (!IDLE.contains(plugin.getArtifactId()) && !analyses(plugin, execution)) {
                kept.add(execution);
            }
        }
        if (kept.size() == plugin.getExecutions().size()) {
            return false;
        }
        plugin.setExecutions(kept);
        plugin.flushExecutionMap();
        return true;
    }

    private static boolean analyses(Plugin plugin, PluginExecution execution) {
        return plugin.getArtifactId().equals("maven-dependency-plugin")
                && !execution.getGoals().isEmpty()
                && execution.getGoals().stream().allMatch(goal -> goal.startsWith("analyze"));
    }

    private IdlePlugins() {}
}
