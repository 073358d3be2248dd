package dev.testwatch.spy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Exclusion;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.graph.Dependency;

/** The arguments that the compiler plugin would give to javac, without paths. */
final class CompilerModel {

    private final LateResolver late;

    CompilerModel(LateResolver late) {
        this.late = late;
    }

    void write(Facts facts, MavenProject project, Configuration compiler, boolean test) {
        String kind = test ? "test" : "main";
        facts.addAll(kind + ".argument", arguments(compiler, test));
        compiler.text(test ? "generatedTestSourcesDirectory" : "generatedSourcesDirectory")
                .ifPresent(directory -> facts.add(kind + ".generated", absolute(project, directory)));
        try {
            for (Artifact artifact : processors(project, compiler)) {
                facts.add(kind + ".processor", late.location(artifact));
            }
        } catch (LateResolver.MissingException e) {
            facts.add("missing", ModuleModel.messages(e));
        }
        compiler.text("compilerId")
                .filter(id -> !id.startsWith("javac"))
                .ifPresent(id -> facts.add("note", "is compiled by javac, where the build uses the compiler " + id));
        // A module descriptor left out is no news: all is compiled and run on the class path.
        List<String> selected = new ArrayList<>(compiler.list(test ? "testExcludes" : "excludes"));
        selected.removeIf(pattern -> pattern.contains("module-info"));
        selected.addAll(compiler.list(test ? "testIncludes" : "includes"));
        if (!selected.isEmpty()) {
            facts.add(
                    "note",
                    "is compiled whole: the includes and excludes of the compiler plugin (" + kind
                            + ") are not followed");
        }
    }

    static List<String> arguments(Configuration compiler, boolean test) {
        List<String> arguments = new ArrayList<>(version(compiler, test));
        compiler.text("encoding").ifPresent(encoding -> arguments.addAll(List.of("-encoding", encoding)));
        if (compiler.flag("debug")) {
            arguments.add(
                    compiler.text("debuglevel").map(level -> "-g:" + level).orElse("-g"));
        }
        if (compiler.flag("parameters")) {
            arguments.add("-parameters");
        }
        if (compiler.flag("enablePreview")) {
            arguments.add("--enable-preview");
        }
        if (compiler.text("showWarnings").filter("false"::equals).isPresent()) {
            arguments.add("-nowarn");
        }
        if (compiler.flag("showDeprecation")) {
            arguments.add("-deprecation");
        }
        if (compiler.flag("failOnWarning")) {
            arguments.add("-Werror");
        }
        compiler.text("proc").ifPresent(proc -> arguments.add("-proc:" + proc));
        compiler.text("implicit").ifPresent(implicit -> arguments.add("-implicit:" + implicit));
        List<String> processors = compiler.list("annotationProcessors");
        if (!processors.isEmpty()) {
            arguments.addAll(List.of("-processor", String.join(",", processors)));
        }
        arguments.addAll(custom(compiler, test));
        // Those of the Java program that runs javac; there is none here.
        arguments.removeIf(argument -> argument.startsWith("-J"));
        return arguments;
    }

    private static List<String> version(Configuration compiler, boolean test) {
        Optional<String> release = ofKind(compiler, test, "release", "testRelease");
        if (release.isPresent()) {
            return List.of("--release", feature(release.get()));
        }
        List<String> arguments = new ArrayList<>();
        ofKind(compiler, test, "source", "testSource")
                .ifPresent(source -> arguments.addAll(List.of("-source", feature(source))));
        ofKind(compiler, test, "target", "testTarget")
                .ifPresent(target -> arguments.addAll(List.of("-target", feature(target))));
        return arguments;
    }

    private static Optional<String> ofKind(Configuration compiler, boolean test, String main, String forTests) {
        return test ? compiler.text(forTests).or(() -> compiler.text(main)) : compiler.text(main);
    }

    private static String feature(String version) {
        return version.startsWith("1.") ? version.substring(2) : version;
    }

    private static List<String> custom(Configuration compiler, boolean test) {
        List<String> arguments = new ArrayList<>();
        Map<String, String> pairs = test ? compiler.map("testCompilerArguments") : Map.of();
        (pairs.isEmpty() ? compiler.map("compilerArguments") : pairs).forEach((key, value) -> {
            String name = key.startsWith("-") ? key : "-" + key;
            boolean processorOption = name.startsWith("-A") && !value.isEmpty();
            arguments.add(processorOption ? name + "=" + value : name);
            if (!processorOption && !value.isEmpty()) {
                arguments.add(value);
            }
        });
        ofKind(compiler, test, "compilerArgument", "testCompilerArgument").ifPresent(arguments::add);
        for (Configuration argument : compiler.objects("compilerArgs")) {
            argument.self().ifPresent(arguments::add);
        }
        return arguments;
    }

    private List<Artifact> processors(MavenProject project, Configuration compiler)
            throws LateResolver.MissingException {
        DependencyManagement management = project.getDependencyManagement();
        List<org.apache.maven.model.Dependency> managed = management == null ? List.of() : management.getDependencies();
        List<Dependency> wanted = new ArrayList<>();
        for (Configuration path : compiler.objects("annotationProcessorPaths")) {
            wanted.add(late.dependency(processor(path, managed)));
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        boolean follow = compiler.flag("annotationProcessorPathsUseDepMgmt");
        return late.resolve(
                project, wanted, follow ? managed.stream().map(late::dependency).toList() : List.of());
    }

    private static org.apache.maven.model.Dependency processor(
            Configuration path, List<org.apache.maven.model.Dependency> managed) {
        org.apache.maven.model.Dependency dependency = new org.apache.maven.model.Dependency();
        dependency.setGroupId(path.text("groupId").orElse(""));
        dependency.setArtifactId(path.text("artifactId").orElse(""));
        path.text("classifier").ifPresent(dependency::setClassifier);
        path.text("type").ifPresent(dependency::setType);
        dependency.setScope("runtime");
        dependency.setVersion(path.text("version").orElseGet(() -> managed.stream()
                .filter(one -> one.getManagementKey().equals(dependency.getManagementKey()))
                .map(org.apache.maven.model.Dependency::getVersion)
                .findFirst()
                .orElse("")));
        for (Configuration excluded : path.objects("exclusions")) {
            Exclusion exclusion = new Exclusion();
            exclusion.setGroupId(excluded.text("groupId").orElse("*"));
            exclusion.setArtifactId(excluded.text("artifactId").orElse("*"));
            dependency.addExclusion(exclusion);
        }
        return dependency;
    }

    private static String absolute(MavenProject project, String path) {
        return project.getBasedir().toPath().resolve(path).toString();
    }
}
