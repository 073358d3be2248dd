package dev.testwatch.oracle;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.oracle.Mutator.Site;
import dev.testwatch.oracle.Overriding.Inherited;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Small random edits of what is published: mostly in main classes, sometimes in test classes and resources. */
public final class Edits {

    private static final double IN_RESOURCES = 0.05;
    private static final double IN_TESTS = 0.15;
    private static final double OUTSIDE_CODE = 0.15;

    private final Subject subject;
    private final Map<ClassName, byte[]> classes;
    private final List<ClassName> main = new ArrayList<>();
    private final List<ClassName> test = new ArrayList<>();
    private final List<ResourceName> resources;
    private final Which which;
    private final Overriding overriding;

    /** What is to be changed. */
    public enum Which {
        /** Anything, but no method is added. */
        ANYTHING,
        /** Only which methods there are in main classes: some are added and some are removed. */
        METHODS,
        /** Only which main classes there are: some are added, which nobody knows, and some are removed. */
        CLASSES,
        /** Only which methods main classes inherit: some are overridden. */
        OVERRIDES,
        /** Only what is in resources. */
        RESOURCES
    }

    Edits(Subject subject, Which which) {
        this.subject = subject;
        this.which = which;
        Output everything = subject.everything();
        this.classes = everything.written();
        this.overriding = new Overriding(classes);
        classes.keySet().stream()
                .filter(name -> !name.binaryName().endsWith("-info"))
                .sorted(Comparator.comparing(ClassName::module).thenComparing(ClassName::binaryName))
                .forEach(name -> (subject.isTest(name) ? test : main).add(name));
        main.removeIf(name -> subject.reaching(Set.of(name)).isEmpty());
        if (which == Which.OVERRIDES) {
            main.removeIf(name -> overriding.inherited(name).isEmpty());
            if (main.isEmpty()) {
                throw new IllegalArgumentException("no class of the project inherits a method that it could override");
            }
        }
        this.resources = everything.resources().written().keySet().stream()
                .sorted(Comparator.comparing(ResourceName::module).thenComparing(ResourceName::path))
                .toList();
        if (which == Which.RESOURCES && resources.isEmpty()) {
            throw new IllegalArgumentException("the project has no resource");
        }
    }

    /** The edit of this number; the same one each time. */
    Edit edit(long number) throws IOException {
        Random random = new Random(number);
        random.nextInt(); // the first numbers of neighbouring seeds are much alike
        double where = which == Which.ANYTHING ? random.nextDouble() : 1;
        if (which == Which.RESOURCES || (where < IN_RESOURCES && !resources.isEmpty())) {
            return resource(resources.get(random.nextInt(resources.size())), random);
        }
        List<ClassName> from = where < IN_TESTS || main.isEmpty() ? test : main;
        Optional<Edit> edit = Optional.empty();
        while (edit.isEmpty()) {
            edit = inClass(from.get(random.nextInt(from.size())), random);
        }
        return edit.get();
    }

    private Optional<Edit> inClass(ClassName name, Random random) {
        Mutator mutator = new Mutator(bytes(name));
        if (which == Which.METHODS) {
            return ofMethods(name, mutator, random);
        } else if (which == Which.OVERRIDES) {
            return overriding(name, random);
        } else if (which == Which.CLASSES) {
            return Optional.of(random.nextBoolean() ? added(name) : removed(name));
        }
        boolean inCode = random.nextDouble() >= OUTSIDE_CODE;
        List<Site> sites = mutator.sites().stream()
                .filter(site -> site.inCode() == inCode && !site.what().startsWith(Mutator.ADDED))
                .toList();
        if (sites.isEmpty()) {
            return Optional.empty();
        }
        List<String> members = sites.stream().map(Site::member).distinct().toList();
        String member = members.get(random.nextInt(members.size()));
        List<Site> choice =
                sites.stream().filter(site -> site.member().equals(member)).toList();
        return Optional.of(edit(name, mutator, choice.get(random.nextInt(choice.size()))));
    }

    private Optional<Edit> ofMethods(ClassName name, Mutator mutator, Random random) {
        Map<String, List<Site>> sites = mutator.sites().stream()
                .filter(site ->
                        site.what().startsWith(Mutator.ADDED) || site.what().equals(Mutator.REMOVED))
                .collect(Collectors.groupingBy(Site::what, TreeMap::new, Collectors.toList()));
        List<List<Site>> kinds = List.copyOf(sites.values());
        List<Site> choice = kinds.get(random.nextInt(kinds.size()));
        return Optional.of(edit(name, mutator, choice.get(random.nextInt(choice.size()))));
    }

    private Optional<Edit> overriding(ClassName name, Random random) {
        List<Inherited> inherited = overriding.inherited(name);
        if (inherited.isEmpty()) {
            return Optional.empty();
        }
        Inherited method = inherited.get(random.nextInt(inherited.size()));
        byte[] bytes = Overriding.override(bytes(name), method);
        return Optional.of(edit(name, method.member(), "overridden", bytes, Edit.Kind.DECLARATION));
    }

    private Edit removed(ClassName name) {
        return new Edit(
                name.binaryName(),
                "",
                "removed the class",
                Contents.without(subject.file(name)),
                new Output(Map.of(), Set.of(name), Resources.NONE),
                Edit.Kind.DECLARATION);
    }

    /** A subclass of it beside it. */
    private Edit added(ClassName name) {
        String binaryName = name.binaryName().replace('$', '_') + "Added";
        String simpleName = binaryName.substring(binaryName.lastIndexOf('.') + 1);
        byte[] bytes = Subclass.of(bytes(name), binaryName.replace('.', '/'), overriding.overridable(name));
        return new Edit(
                binaryName,
                "",
                "added a class",
                Contents.of(subject.file(name).resolveSibling(simpleName + ".class"), bytes),
                new Output(Map.of(new ClassName(name.module(), binaryName), bytes), Set.of(), Resources.NONE),
                Edit.Kind.DECLARATION);
    }

    private byte[] bytes(ClassName name) {
        return Optional.ofNullable(classes.get(name)).orElseThrow();
    }

    private Edit edit(ClassName name, Mutator mutator, Site site) {
        Edit.Kind kind = site.inCode() ? Edit.Kind.ofCode(site.member()) : Edit.Kind.DECLARATION;
        return edit(name, site.member(), site.what(), mutator.mutate(site), kind);
    }

    private Edit edit(ClassName name, String member, String what, byte[] bytes, Edit.Kind kind) {
        return new Edit(
                name.binaryName() + (member.isEmpty() ? "" : "." + member),
                member,
                what,
                Contents.of(subject.file(name), bytes),
                new Output(Map.of(name, bytes), Set.of(), Resources.NONE),
                kind);
    }

    /** Another character in place of one that means something, or one more at the end. */
    private Edit resource(ResourceName name, Random random) throws IOException {
        Path file = subject.file(name);
        byte[] bytes = Files.readAllBytes(file);
        byte[] changed = bytes.length == 0 ? new byte[] {'x'} : bytes;
        if (bytes.length > 0) {
            int at = random.nextInt(bytes.length);
            changed[at] = (byte) (changed[at] == 'x' ? 'y' : 'x');
        }
        return new Edit(
                name.path(),
                "",
                "changed a byte",
                Contents.of(file, changed),
                new Output(Map.of(), Set.of(), new Resources(Map.of(name, ContentHash.of(changed)), Set.of())),
                Edit.Kind.RESOURCE);
    }
}
