package dev.testwatch.spy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.graph.Dependency;

/** Adds to a test class path what it lacks to run on the JUnit Platform, as Surefire does: a launcher and engines. */
final class TestEngines {

    private static final String API = "org.junit.jupiter:junit-jupiter-api";
    private static final String JUPITER_ENGINE = "org.junit.jupiter:junit-jupiter-engine";
    private static final String VINTAGE_ENGINE = "org.junit.vintage:junit-vintage-engine";
    private static final String PLATFORM_ENGINE = "org.junit.platform:junit-platform-engine";
    private static final String PLATFORM_COMMONS = "org.junit.platform:junit-platform-commons";
    private static final String LAUNCHER = "org.junit.platform:junit-platform-launcher";
    private static final String JUNIT_4 = "junit:junit";

    /** For modules that name no version of the platform themselves. */
    private static final String DEFAULT_JUPITER = "5.12.2";

    private final LateResolver late;
    private final MavenProject project;
    private final String surefireVersion;
    private final Map<String, String> versions = new HashMap<>();

    TestEngines(LateResolver late, MavenProject project, List<Artifact> path, String surefireVersion) {
        this.late = late;
        this.project = project;
        this.surefireVersion = surefireVersion;
        for (Artifact artifact : path) {
            versions.putIfAbsent(key(artifact), artifact.getBaseVersion());
        }
    }

    void write(Facts facts) throws LateResolver.MissingException {
        Optional<String> unable = unable();
        if (unable.isPresent()) {
            facts.add("skipped", unable.get());
            facts.add("junit", "");
            return;
        }
        facts.add("junit", label());
        List<Dependency> lacking = lacking();
        if (lacking.isEmpty()) {
            return;
        }
        Set<String> present = Set.copyOf(versions.keySet());
        for (Artifact artifact : late.resolve(project, lacking, List.of())) {
            if (!present.contains(key(artifact))) {
                facts.add("run.path", late.location(artifact));
            }
        }
    }

    /** Why the tests of this class path cannot be run; empty if they can. */
    private Optional<String> unable() {
        if (onPlatform()) {
            return older(platform(), "1.8")
                    ? Optional.of("its JUnit Platform is " + platform() + "; testwatch needs 1.8 or newer")
                    : Optional.empty();
        }
        String junit4 = versions.get(JUNIT_4);
        if (junit4 != null) {
            return older(junit4, "4.12")
                    ? Optional.of("its JUnit is " + junit4 + "; testwatch needs 4.12 or newer")
                    : Optional.empty();
        }
        return Optional.of(
                versions.containsKey("org.testng:testng")
                        ? "its tests are TestNG tests; testwatch runs them where a TestNG engine for the JUnit Platform"
                                + " (org.junit.support:testng-engine) is on the test class path"
                        : "it has no JUnit on its test class path");
    }

    private List<Dependency> lacking() {
        List<Dependency> lacking = new ArrayList<>();
        if (versions.containsKey(API)) {
            addIfAbsent(lacking, JUPITER_ENGINE, versions.getOrDefault(API, ""));
        }
        if (vintage()) {
            addIfAbsent(lacking, VINTAGE_ENGINE, jupiter());
        }
        addIfAbsent(lacking, LAUNCHER, platform());
        return lacking;
    }

    private void addIfAbsent(List<Dependency> lacking, String key, String version) {
        if (!versions.containsKey(key)) {
            lacking.add(
                    LateResolver.jar(key.substring(0, key.indexOf(':')), key.substring(key.indexOf(':') + 1), version));
        }
    }

    /** Surefire runs JUnit 4 tests beside others from 3.6 on; before, only where nothing else is there. */
    private boolean vintage() {
        return versions.containsKey(JUNIT_4)
                && !older(versions.getOrDefault(JUNIT_4, ""), "4.12")
                && (!onPlatform() || !older(surefireVersion, "3.6.0-alpha"));
    }

    private boolean onPlatform() {
        return versions.containsKey(API)
                || versions.containsKey(PLATFORM_ENGINE)
                || versions.containsKey(PLATFORM_COMMONS);
    }

    private String jupiter() {
        String api = versions.get(API);
        if (api != null) {
            return api;
        }
        if (!onPlatform()) {
            return DEFAULT_JUPITER;
        }
        return platform().startsWith("1.") ? "5" + platform().substring(1) : platform();
    }

    /** The version of the platform that belongs to what is on the class path. */
    private String platform() {
        for (String key : List.of(PLATFORM_ENGINE, PLATFORM_COMMONS)) {
            String version = versions.get(key);
            if (version != null) {
                return version;
            }
        }
        String jupiter = versions.getOrDefault(API, DEFAULT_JUPITER);
        return jupiter.startsWith("5.") ? "1" + jupiter.substring(1) : jupiter;
    }

    private String label() {
        String junit4 = versions.get(JUNIT_4);
        boolean old = junit4 != null && (vintage() || versions.containsKey(VINTAGE_ENGINE));
        String api = versions.get(API);
        if (api != null) {
            return "JUnit " + api + (old ? " and " + junit4 + " (vintage)" : "");
        }
        return old ? "JUnit " + junit4 + " (vintage)" : "JUnit Platform " + platform();
    }

    private static boolean older(String version, String than) {
        return new ComparableVersion(version).compareTo(new ComparableVersion(than)) < 0;
    }

    private static String key(Artifact artifact) {
        return artifact.getGroupId() + ':' + artifact.getArtifactId();
    }
}
