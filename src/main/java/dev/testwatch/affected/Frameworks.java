package dev.testwatch.affected;

import java.util.List;
import java.util.Set;

/** What is known of libraries that reach classes in ways no class file shows. */
final class Frameworks {

    private static final List<String> SCANNERS = List.of(
            "com.tngtech.archunit.",
            "io.github.classgraph.",
            "org.reflections.",
            "org.springframework.context.annotation.ClassPathScanning",
            "org.springframework.context.annotation.ClassPathBeanDefinitionScanner",
            "org.springframework.core.io.support.PathMatchingResourcePatternResolver",
            "com.google.common.reflect.ClassPath",
            "org.junit.platform.suite.api.",
            "org.junit.platform.launcher.",
            "org.junit.platform.engine.discovery.",
            "io.cucumber.");

    private static final List<String> CONTAINERS = List.of(
            "org.springframework.boot.SpringApplication",
            "org.springframework.boot.builder.SpringApplicationBuilder",
            "org.springframework.boot.test.context.",
            "org.springframework.context.annotation.AnnotationConfig",
            "org.springframework.context.support.AbstractRefreshable",
            "org.springframework.context.support.ClassPathXml",
            "org.springframework.context.support.FileSystemXml",
            "org.springframework.context.support.Generic",
            "org.springframework.web.context.support.",
            "org.springframework.test.context.",
            "io.micronaut.context.ApplicationContext",
            "io.micronaut.runtime.Micronaut",
            "io.micronaut.runtime.server.EmbeddedServer",
            "io.quarkus.runtime.Quarkus",
            "io.quarkus.test.",
            "io.helidon.microprofile.server.",
            "io.dropwizard.Application",
            "io.dropwizard.core.Application",
            "io.dropwizard.testing.",
            "jakarta.enterprise.inject.se.",
            "javax.enterprise.inject.se.",
            "org.jboss.weld.environment.",
            "org.jboss.weld.junit",
            "org.jboss.arquillian.",
            "org.hibernate.cfg.",
            "org.glassfish.jersey.server.ResourceConfig",
            "org.glassfish.jersey.test.");

    /** Not what is called alike: a class that has its persistence context injected starts nothing. */
    private static final Set<String> SINGLE_CONTAINERS =
            Set.of("jakarta.persistence.Persistence", "javax.persistence.Persistence");

    /**
     * Of frameworks that read class files, what is known to look at declarations only: which classes there are, what they
     * are annotated with, and their methods that are. What code does they find out by running it.
     */
    private static final List<String> DECLARATIVE = List.of(
            "org.springframework.amqp.",
            "org.springframework.batch.",
            "org.springframework.beans.",
            "org.springframework.boot.",
            "org.springframework.cache.",
            "org.springframework.cloud.",
            "org.springframework.context.",
            "org.springframework.core.",
            "org.springframework.data.",
            "org.springframework.http.",
            "org.springframework.jdbc.",
            "org.springframework.jms.",
            "org.springframework.kafka.",
            "org.springframework.messaging.",
            "org.springframework.orm.",
            "org.springframework.scheduling.",
            "org.springframework.security.",
            "org.springframework.stereotype.",
            "org.springframework.test.",
            "org.springframework.transaction.",
            "org.springframework.validation.",
            "org.springframework.web.",
            "jakarta.annotation.",
            "jakarta.inject.",
            "jakarta.transaction.",
            "org.mybatis.spring.",
            "javax.inject.",
            "javax.transaction.");

    /** Their annotations never make a framework instantiate or find the class. */
    private static final List<String> INERT = List.of(
            "java.",
            "javax.annotation.processing.",
            "kotlin.Metadata",
            "org.junit.",
            "org.junitpioneer.",
            "org.mockito.junit.jupiter.MockitoSettings",
            "org.jspecify.",
            "org.apiguardian.",
            "org.spockframework.runtime.model.SpecMetadata");

    private static final Set<String> EXTENDERS = Set.of(
            "org.junit.jupiter.api.extension.ExtendWith",
            "org.junit.jupiter.api.extension.Extensions",
            "org.junit.runner.RunWith");

    private static final Set<String> SELF_CONTAINED = Set.of(
            "org.assertj.core.api.junit.jupiter.SoftAssertionsExtension",
            "org.mockito.junit.jupiter.MockitoExtension",
            "org.mockito.junit.MockitoJUnitRunner",
            "org.mockito.junit.MockitoJUnitRunner$Strict",
            "org.mockito.junit.MockitoJUnitRunner$StrictStubs",
            "org.mockito.junit.MockitoJUnitRunner$Silent",
            "org.junit.runners.JUnit4",
            "org.junit.runners.Parameterized");

    /** Libraries that read no members of other classes, test classes apart, and keep nothing from test to test. */
    private static final List<String> PLAIN = List.of(
            "junit.framework.",
            "org.junit.Assert",
            "org.junit.Assume",
            "org.junit.function.",
            "org.junit.rules.ExpectedException",
            "org.junit.rules.TemporaryFolder",
            "org.junit.jupiter.api.Assert",
            "org.junit.jupiter.api.Assum",
            "org.junit.jupiter.api.Dynamic",
            "org.junit.jupiter.api.RepetitionInfo",
            "org.junit.jupiter.api.TestInfo",
            "org.junit.jupiter.api.TestReporter",
            "org.junit.jupiter.api.function.",
            "org.junit.jupiter.params.provider.Arguments",
            "org.assertj.core.",
            "org.hamcrest.",
            "org.opentest4j.",
            "org.slf4j.Logger",
            "org.apache.commons.logging.Log",
            "org.apache.logging.log4j.Log",
            "org.apiguardian.",
            "org.jspecify.",
            "kotlin.jvm.internal.",
            "kotlin.collections.",
            "kotlin.text.");

    /** Libraries that look at classes, but keep nothing from test to test. */
    private static final List<String> FORGETFUL = List.of("org.mockito.", "net.bytebuddy.");

    /** Libraries that look at classes through the JDK at most: none of them reads class files unless it is told where. */
    private static final List<String> ASKING_THE_JDK = List.of(
            "org.junit.",
            "org.apache.commons.codec.",
            "org.apache.commons.collections4.",
            "org.apache.commons.io.",
            "org.apache.commons.lang3.",
            "org.apache.commons.text.",
            "com.fasterxml.jackson.",
            "com.google.common.base.",
            "com.google.common.collect.",
            "com.google.gson.",
            "com.jayway.jsonpath.",
            "jakarta.persistence.",
            "jakarta.servlet.",
            "jakarta.validation.",
            "org.springframework.aot.",
            "org.springframework.format.",
            "org.springframework.ui.",
            "org.springframework.util.");

    private Frameworks() {}

    /** Whether this library class neither looks at members of other classes nor keeps anything from test to test. */
    static boolean isPlain(String type) {
        return startsWithAny(type, PLAIN);
    }

    /** Whether this library class keeps nothing from test to test. */
    static boolean isForgetful(String type) {
        return isPlain(type) || startsWithAny(type, FORGETFUL);
    }

    /**
     * Whether all that this library class finds out of other classes, but for annotations and what bears them, is told by
     * the JDK, and not by class files.
     */
    static boolean asksTheJdk(String type) {
        return isForgetful(type) || isDeclarative(type) || startsWithAny(type, ASKING_THE_JDK);
    }

    /** Whether a class that names this type looks for classes where they lie. */
    static boolean isScanner(String type) {
        return startsWithAny(type, SCANNERS);
    }

    /** Whether a class that names this type may start a container. */
    static boolean isContainer(String type) {
        return SINGLE_CONTAINERS.contains(type) || startsWithAny(type, CONTAINERS);
    }

    /** Whether this type of a framework finds classes by what they declare, and knows nothing else of their class files. */
    static boolean isDeclarative(String type) {
        return startsWithAny(type, DECLARATIVE);
    }

    /** Whether an annotation of this type says nothing about a framework; {@link #isExtender extenders} come first. */
    static boolean isInert(String annotation) {
        return startsWithAny(annotation, INERT);
    }

    /** Whether the annotation hands a test class to the classes that it names. */
    static boolean isExtender(String annotation) {
        return EXTENDERS.contains(annotation);
    }

    /**
     * Whether a class may have this supertype and still do nothing but what its own code says, when a test class is
     * handed to it.
     */
    static boolean isPlainForExtensions(String supertype) {
        return supertype.startsWith("java.") || supertype.startsWith("org.junit.jupiter.");
    }

    /** Whether this extension or runner touches nothing but the test class and what that names. */
    static boolean isSelfContained(String extension) {
        return SELF_CONTAINED.contains(extension);
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
