package dev.testwatch.affected;

import java.time.Instant;

/**
 * Why a test class need not run though something changed that it could reach: of all that it depended on when it was
 * recorded, nothing changed.
 *
 * @param elements how many parts of classes that is
 * @param recorded when it ran
 * @param alone whether no other test class ran before it in its JVM
 */
public record Unaffected(int elements, Instant recorded, boolean alone) {}
