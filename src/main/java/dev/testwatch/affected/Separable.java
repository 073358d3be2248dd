package dev.testwatch.affected;

import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Whether JUnit Jupiter runs each test method of a class on an object of its own, in whatever order, with nothing but
 * the class's own code around it. Whatever is not known to be harmless is taken for harm: an annotation of a library, a
 * superclass that is not the project's, an extension, a configuration of JUnit.
 */
final class Separable {

    private static final String JUNIT = "org.junit.";
    private static final String CONFIGURATION = "junit-platform.properties";

    /** Of JUnit's classes those that order nothing, extend nothing and keep nothing for other methods. */
    private static final List<String> HARMLESS = List.of(
            "org.junit.jupiter.api.AfterAll",
            "org.junit.jupiter.api.AfterEach",
            "org.junit.jupiter.api.Assert",
            "org.junit.jupiter.api.Assum",
            "org.junit.jupiter.api.BeforeAll",
            "org.junit.jupiter.api.BeforeEach",
            "org.junit.jupiter.api.Disabled",
            "org.junit.jupiter.api.Display",
            "org.junit.jupiter.api.Dynamic",
            "org.junit.jupiter.api.Named",
            "org.junit.jupiter.api.RepeatedTest",
            "org.junit.jupiter.api.RepetitionInfo",
            "org.junit.jupiter.api.Tag",
            "org.junit.jupiter.api.TestFactory",
            "org.junit.jupiter.api.TestInfo",
            "org.junit.jupiter.api.TestReporter",
            "org.junit.jupiter.api.Timeout",
            "org.junit.jupiter.api.condition.",
            "org.junit.jupiter.api.function.",
            "org.junit.jupiter.api.io.TempDir",
            "org.junit.jupiter.params.ParameterizedTest",
            "org.junit.jupiter.params.aggregator.",
            "org.junit.jupiter.params.converter.",
            "org.junit.jupiter.params.provider.");

    /** Parameters of {@code ArgumentsProvider.provideArguments}. */
    private static final Set<String> HANDED_OVER = Set.of(
            "org.junit.jupiter.api.extension.ExtensionContext",
            "org.junit.jupiter.params.support.ParameterDeclarations");

    /** The one that is no beginning of others. */
    private static final String TEST = "org.junit.jupiter.api.Test";

    private final Map<String, Module> modules;

    /** By module: whether nothing configures JUnit. */
    private final Map<String, Boolean> plain = new HashMap<>();

    Separable(Project project) {
        this.modules = project.modules().stream().collect(Collectors.toMap(Module::name, module -> module));
    }

    /** Answers for the methods of {@code test} as class files are now. */
    boolean is(ClassNode test, Dependencies dependencies) {
        return isPlain(test.module)
                && !dependencies.hasResource(CONFIGURATION)
                && isHarmless(test, dependencies.relations());
    }

    private static boolean isHarmless(ClassNode test, Relations relations) {
        Set<ClassNode> nested = new HashSet<>(relations.nested(test));
        Set<ClassNode> seen = new HashSet<>(relations.supertypes(test));
        seen.add(test);
        seen.addAll(nested);
        Deque<ClassNode> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            ClassNode node = open.remove();
            if (!isHarmless(node, nested.contains(node), relations)) {
                return false;
            }
            for (int reference : node.references()) {
                relations.definers(reference, test.module).stream()
                        .filter(used -> used.is(Trait.ANNOTATION) && seen.add(used))
                        .forEach(open::add);
            }
        }
        return true;
    }

    /** What is nested in a test class may have any supertypes. */
    private static boolean isHarmless(ClassNode node, boolean nested, Relations relations) {
        boolean read = !node.is(Trait.OPAQUE) && !node.is(Trait.UNREAD);
        return read
                && node.extensions().length == 0
                && (nested || Arrays.stream(node.supertypes()).allMatch(relations::isOwn))
                && Arrays.stream(node.annotations()).allMatch(relations::isOwn)
                && Arrays.stream(node.references())
                        .allMatch(type ->
                                isHarmless(relations.symbols.name(type)) || isOnlyHandedOver(node, type, relations));
    }

    /** What each source of arguments is handed does no harm if no code of the class does anything with it. */
    private static boolean isOnlyHandedOver(ClassNode node, int type, Relations relations) {
        Parts parts = node.parts();
        return HANDED_OVER.contains(relations.symbols.name(type))
                && IntStream.range(0, parts.count()).noneMatch(method -> IntStream.concat(
                                Arrays.stream(parts.statics(method)), Arrays.stream(parts.named(method)))
                        .anyMatch(named -> named == type));
    }

    private static boolean isHarmless(String type) {
        return !type.startsWith(JUNIT) || type.equals(TEST) || HARMLESS.stream().anyMatch(type::startsWith);
    }

    private boolean isPlain(String module) {
        return plain.computeIfAbsent(
                module,
                name -> modules.containsKey(name) && isPlain(modules.get(name).tests()));
    }

    private static boolean isPlain(TestSettings tests) {
        return Stream.concat(tests.systemProperties().keySet().stream(), tests.jvmArguments().stream())
                        .noneMatch(text -> text.contains("junit."))
                && tests.classPath().stream().noneMatch(Separable::configures);
    }

    /** Jars only; directories are the project's, and their files are resources. */
    private static boolean configures(Path entry) {
        if (!Files.isRegularFile(entry)) {
            return Files.exists(entry.resolve(CONFIGURATION));
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            return jar.getEntry(CONFIGURATION) != null;
        } catch (IOException e) {
            return true; // nobody knows
        }
    }
}
