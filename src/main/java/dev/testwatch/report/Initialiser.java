package dev.testwatch.report;

import dev.testwatch.worker.Message.Thrown;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A class that could not be initialised, as one failure tells it.
 *
 * @param classes all classes that are unusable because of it, the one that is to blame first
 * @param original whether the failure holds the first cause, not just its consequence
 */
record Initialiser(Set<String> classes, boolean original) {

    private static final String CONSEQUENCE = "Could not initialize class ";
    private static final String FIRST = "java.lang.ExceptionInInitializerError";
    private static final String LATER = "java.lang.NoClassDefFoundError";

    /** Empty if the failure has nothing to do with the initialisation of a class. */
    static Optional<Initialiser> of(Chain chain) {
        var classes = new LinkedHashSet<String>();
        boolean later = false;
        boolean first = false;
        for (Thrown thrown : chain.rootFirst()) {
            boolean consequence = isConsequence(thrown);
            first |= thrown.type().equals(FIRST);
            later |= consequence;
            // An error thrown by an initialiser is not wrapped: only its stack tells.
            first |= thrown.type().endsWith("Error")
                    && !consequence
                    && !initialisedIn(thrown).isEmpty();
            classes.addAll(initialisedIn(thrown));
            if (consequence) {
                classes.add(className(thrown));
            }
        }
        if (classes.isEmpty() || (!first && !later)) {
            return Optional.empty();
        }
        return Optional.of(new Initialiser(classes, !later));
    }

    String blamed() {
        return classes.iterator().next();
    }

    /** The innermost exception that says something itself, instead of only being in the way. */
    static String cause(Chain chain) {
        Thrown root = chain.root();
        String message = root.message().orElse("");
        // This is how a later failure remembers the first one: "Exception java.lang.X: message [in thread "main"]".
        if (root.type().equals(FIRST) && message.startsWith("Exception ")) {
            int thread = message.lastIndexOf(" [in thread ");
            return message.substring("Exception ".length(), thread < 0 ? message.length() : thread);
        }
        Headline headline = Headline.withType(root);
        return headline.first();
    }

    private static boolean isConsequence(Thrown thrown) {
        return thrown.type().equals(LATER) && thrown.message().orElse("").startsWith(CONSEQUENCE);
    }

    private static String className(Thrown thrown) {
        return thrown.message().orElse("").substring(CONSEQUENCE.length()).strip();
    }

    private static List<String> initialisedIn(Thrown thrown) {
        return thrown.frames().stream()
                .map(Frame::of)
                .filter(Frame::isStaticInitialiser)
                .map(Frame::className)
                .distinct()
                .toList();
    }
}
