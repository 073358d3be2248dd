package dev.testwatch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The architecture, as far as a machine can hold it. */
class ArchitectureTest {

    /** The one total order: a package imports only packages that stand before it. */
    private static final List<String> ORDER = List.of(
            "reload",
            "worker",
            "spy",
            "chaos",
            "project",
            "watch",
            "compile",
            "fork",
            "affected",
            "report",
            "console",
            "talk",
            "loop",
            "program");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.testwatch");

    static List<String> packages() {
        return ORDER;
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyPackagesAboveIt(String name) {
        String[] below = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()).stream()
                .map(later -> "dev.testwatch." + later)
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> main = JavaClass.Predicates.equivalentTo(Main.class);
        noClasses()
                .that()
                .resideInAPackage("dev.testwatch." + name)
                .should()
                .dependOnClassesThat(resideInAnyPackage(below).or(main))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        String[] known = ORDER.stream().map(name -> "dev.testwatch." + name).toArray(String[]::new);
        classes()
                .should()
                .resideInAnyPackage(known)
                .orShould()
                .resideInAPackage("dev.testwatch")
                .check(OURS);
    }

    @Test
    void theWorkerLivesOnTheJdkAndJUnitAlone() {
        classes()
                .that()
                .resideInAPackage("dev.testwatch.worker")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.testwatch.worker",
                        "java..",
                        "org.junit.platform..",
                        "org.junit.jupiter.api..",
                        "org.junit.jupiter.params..",
                        "org.junit",
                        "org.junit.rules..",
                        "org.junit.runner..",
                        "org.junit.runners..",
                        "org.opentest4j..",
                        "org.jspecify.annotations"))
                .check(OURS);
    }

    @Test
    void whatRunsInUsersProgramsLivesOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.testwatch.reload")
                .or()
                .haveFullyQualifiedName("dev.testwatch.Testwatch")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("dev.testwatch.reload", "java..", "org.jspecify.annotations")
                                .or(JavaClass.Predicates.equivalentTo(Testwatch.class)))
                .check(OURS);
    }

    @Test
    void theSpyLivesOnTheJdkAndMavenAlone() {
        classes()
                .that()
                .resideInAPackage("dev.testwatch.spy")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.testwatch.spy",
                        "java..",
                        "javax.inject",
                        "org.apache.maven..",
                        "org.codehaus.plexus..",
                        "org.eclipse.aether..",
                        "org.slf4j..",
                        "org.jspecify.annotations"))
                .check(OURS);
    }

    @Test
    void onlyTheConsoleTouchesTheStandardStreams() {
        DescribedPredicate<JavaClass> others = DescribedPredicate.not(resideInAPackage("dev.testwatch.console")
                .or(JavaClass.Predicates.equivalentTo(Main.class))
                .or(JavaClass.Predicates.equivalentTo(Testwatch.class))
                .or(JavaClass.Predicates.simpleNameStartingWith("OutputCapture")));
        noClasses().that(others).should().accessField(System.class, "out").check(OURS);
        noClasses().that(others).should().accessField(System.class, "err").check(OURS);
        noClasses()
                .that(others)
                .and()
                .resideOutsideOfPackage("dev.testwatch.worker")
                .should()
                .accessField(System.class, "in")
                .check(OURS);
    }

    @Test
    void nothingIsReadOrWrittenByJavaSerialization() {
        for (String name : List.of(
                "java.io.ObjectInputStream",
                "java.io.ObjectOutputStream",
                "java.io.ObjectInput",
                "java.io.ObjectOutput",
                "java.io.Externalizable",
                "java.rmi.MarshalledObject",
                "java.beans.XMLDecoder")) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName(name)
                    .check(OURS);
        }
        for (String name : List.of("readObject", "readResolve", "readUnshared", "writeObject", "writeReplace")) {
            com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods()
                    .should()
                    .haveName(name)
                    .check(OURS);
            noClasses()
                    .should()
                    .callMethodWhere(DescribedPredicate.describe(
                            "is " + name, call -> call.getTarget().getName().equals(name)))
                    .check(OURS);
        }
    }

    @Test
    void noStateIsSharedBehindTheLoopsBack() {
        noFields().should().haveModifier(JavaModifier.VOLATILE).check(OURS);
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods()
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(OURS);
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
                .that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .check(OURS);
    }
}
