package dev.testwatch.spy;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.resolver.filter.ScopeArtifactFilter;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.graph.Dependency;
import org.jspecify.annotations.Nullable;

/** How Surefire would run the tests of a module. */
final class SurefireModel {

    private static final String PLUGIN = "org.apache.maven.plugins:maven-surefire-plugin";

    private final MavenSession session;
    private final LateResolver late;
    private final ToolchainManager toolchains;

    SurefireModel(MavenSession session, LateResolver late, ToolchainManager toolchains) {
        this.session = session;
        this.late = late;
        this.toolchains = toolchains;
    }

    void write(Facts facts, MavenProject project, List<Artifact> artifacts, List<Configuration> executions) {
        if (executions.isEmpty()) {
            facts.add("skipped", "the build does not run Surefire here");
            return;
        }
        Configuration surefire = executions.stream()
                .filter(execution -> skipped(execution).isEmpty())
                .findFirst()
                .orElse(executions.get(0));
        skipped(surefire).ifPresent(reason -> facts.add("skipped", reason));
        if (executions.size() > 1) {
            facts.add(
                    "note",
                    "has " + executions.size()
                            + " executions of Surefire; its tests run once, as the first of them says");
        }
        writeProgram(facts, project, surefire);
        writeProperties(facts, project, surefire);
        writeSelection(facts, surefire);
        writePath(facts, project, artifacts, surefire);
    }

    private static Optional<String> skipped(Configuration surefire) {
        for (Map.Entry<String, String> flag : Map.of(
                        "skip", "maven.test.skip", "skipTests", "skipTests", "skipExec", "maven.test.skip.exec")
                .entrySet()) {
            if (surefire.flag(flag.getKey())) {
                return Optional.of("the build skips the tests here (" + flag.getValue() + ")");
            }
        }
        return Optional.empty();
    }

    private void writeProgram(Facts facts, MavenProject project, Configuration surefire) {
        Optional<String> chosen = surefire.text("jvm").or(() -> toolchain(project, surefire));
        facts.add(
                "java",
                chosen.orElse(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java"));
        chosen.filter(java -> java.contains(File.separator)
                        && !surefire.map("environmentVariables").containsKey("JAVA_HOME"))
                .map(java -> new File(java).getParentFile().getParent())
                .ifPresent(home -> facts.add("environment", "JAVA_HOME", home));
        facts.add(
                "argLine",
                surefire.text("argLine").map(line -> late(line, project)).orElse(""));
        facts.add("assertions", surefire.text("enableAssertions").orElse("true"));
        facts.add(
                "workingDirectory",
                fork(surefire.text("workingDirectory")
                        .orElse(project.getBasedir().getPath())));
        surefire.map("environmentVariables").forEach((name, value) -> facts.add("environment", name, fork(value)));
    }

    private Optional<String> toolchain(MavenProject project, Configuration surefire) {
        Map<String, String> wanted = surefire.map("jdkToolchain");
        if (wanted.isEmpty()) {
            return ToolchainSpy.java(project);
        }
        return toolchains.getToolchains(session, "jdk", wanted).stream()
                .flatMap(toolchain -> Optional.ofNullable(toolchain.findTool("java")).stream())
                .findFirst();
    }

    /** Fills in what Surefire lets other plugins say while the build runs. */
    private static String late(String argLine, MavenProject project) {
        Properties properties = project.getProperties();
        String line = argLine;
        for (String name : properties.stringPropertyNames()) {
            line = line.replace("@{" + name + "}", properties.getProperty(name));
        }
        return fork(line);
    }

    /** Of the two names of one thing the later one; which fork it is, is known when it is started. */
    private static String fork(String value) {
        return value.replace("${surefire.threadNumber}", "${surefire.forkNumber}");
    }

    private void writeProperties(Facts facts, MavenProject project, Configuration surefire) {
        Map<String, String> properties = new TreeMap<>();
        for (Configuration property : surefire.objects("systemProperties")) {
            property.text("name")
                    .ifPresent(
                            name -> properties.put(name, property.text("value").orElse("")));
        }
        surefire.text("systemPropertiesFile").ifPresent(file -> facts.add("systemPropertiesFile", file));
        surefire.map("systemPropertyVariables").forEach((name, value) -> properties.put(name, fork(value)));
        if (surefire.text("promoteUserPropertiesToSystemProperties")
                .filter("false"::equals)
                .isEmpty()) {
            Properties user = session.getUserProperties();
            for (String name : user.stringPropertyNames()) {
                properties.put(name, user.getProperty(name));
            }
        }
        properties.put("basedir", project.getBasedir().getAbsolutePath());
        properties.put("localRepository", session.getLocalRepository().getBasedir());
        properties.forEach((name, value) -> facts.add("property", name, value));
        Optional.ofNullable(surefire.map("properties").get("configurationParameters"))
                .ifPresent(text -> facts.add("configurationParameters", text));
    }

    private static void writeSelection(Facts facts, Configuration surefire) {
        facts.addAll("include", surefire.list("includes"));
        facts.addAll("exclude", surefire.list("excludes"));
        surefire.text("groups").ifPresent(groups -> facts.add("groups", groups));
        surefire.text("excludedGroups").ifPresent(groups -> facts.add("excludedGroups", groups));
        for (String file : List.of("includesFile", "excludesFile", "suiteXmlFiles", "dependenciesToScan")) {
            if (!surefire.list(file).isEmpty()) {
                facts.add("note", "has a parameter of Surefire that testwatch does not follow: " + file);
            }
        }
    }

    private void writePath(Facts facts, MavenProject project, List<Artifact> artifacts, Configuration surefire) {
        facts.add("run.path", project.getBuild().getTestOutputDirectory());
        facts.add("run.path", project.getBuild().getOutputDirectory());
        List<Artifact> wanted = new ArrayList<>(artifacts);
        wanted.removeIf(artifact -> !artifact.getArtifactHandler().isAddedToClasspath());
        surefire.text("classpathDependencyScopeExclude")
                .ifPresent(scope -> wanted.removeIf(new ScopeArtifactFilter(scope)::include));
        List<ArtifactPattern> excludes = surefire.list("classpathDependencyExcludes").stream()
                .map(ArtifactPattern::new)
                .toList();
        wanted.removeIf(artifact -> excludes.stream().anyMatch(pattern -> pattern.matches(artifact)));
        for (Artifact artifact : wanted) {
            late.find(artifact).ifPresent(location -> facts.add("run.path", location));
        }
        facts.addAll("run.path", surefire.list("additionalClasspathElements"));
        try {
            List<Artifact> added = new ArrayList<>(additional(project, surefire));
            Plugin plugin = project.getPlugin(PLUGIN);
            added.addAll(declared(project, plugin));
            for (Artifact artifact : added) {
                facts.add("run.path", late.location(artifact));
            }
            wanted.addAll(added);
            String version = plugin == null || plugin.getVersion() == null ? "0" : plugin.getVersion();
            new TestEngines(late, project, wanted, version).write(facts);
        } catch (LateResolver.MissingException e) {
            facts.add("missing", ModuleModel.messages(e));
        }
    }

    private List<Artifact> additional(MavenProject project, Configuration surefire)
            throws LateResolver.MissingException {
        List<Dependency> wanted = new ArrayList<>();
        for (Configuration dependency : surefire.objects("additionalClasspathDependencies")) {
            wanted.add(LateResolver.jar(
                    dependency.text("groupId").orElse(""),
                    dependency.text("artifactId").orElse(""),
                    dependency.text("version").orElse("")));
        }
        return wanted.isEmpty() ? List.of() : late.resolve(project, wanted, List.of());
    }

    /** Engines that the pom puts into Surefire itself; Surefire's own providers have no use in a fork of testwatch. */
    private List<Artifact> declared(MavenProject project, @Nullable Plugin plugin)
            throws LateResolver.MissingException {
        List<Dependency> wanted = new ArrayList<>();
        if (plugin != null) {
            for (org.apache.maven.model.Dependency dependency : plugin.getDependencies()) {
                if (!dependency.getGroupId().equals("org.apache.maven.surefire")) {
                    wanted.add(late.dependency(dependency));
                }
            }
        }
        return wanted.isEmpty() ? List.of() : late.resolve(project, wanted, List.of());
    }
}
