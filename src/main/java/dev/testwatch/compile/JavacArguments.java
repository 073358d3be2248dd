package dev.testwatch.compile;

import java.util.ArrayList;
import java.util.List;

/** The build's arguments of javac as they are for a compilation of some sources, inside of this process. */
final class JavacArguments {

    /** Of errors; the usual limit is 100, and the rest would not even be counted. */
    private static final String MOST = "100000";

    private JavacArguments() {}

    static List<String> of(List<String> build, boolean processors) {
        var arguments = new ArrayList<String>();
        for (int i = 0; i < build.size(); i++) {
            var argument = build.get(i);
            boolean hasNext = i + 1 < build.size();
            if (argument.equals("--release") && hasNext) {
                addRelease(build.get(++i), arguments);
            } else if (argument.startsWith("--release=")) {
                addRelease(argument.substring("--release=".length()), arguments);
            } else if (isReplaced(argument) && hasNext) {
                i++;
            } else if (argument.equals("-processor") && !processors && hasNext) {
                i++;
            } else if (!isDropped(argument)) {
                arguments.add(argument);
            }
        }
        arguments.addAll(List.of("-Xmaxerrs", MOST, "-Xmaxwarns", "1000", "-implicit:none"));
        if (!processors && !arguments.contains("-proc:none")) {
            arguments.removeIf(argument -> argument.startsWith("-proc:"));
            arguments.add("-proc:none");
        }
        return List.copyOf(arguments);
    }

    /**
     * The release of the running javac itself needs no description of an older platform; without it, the platform's
     * classes stay open from one run to the next.
     */
    private static void addRelease(String release, List<String> into) {
        if (release.equals(String.valueOf(Runtime.version().feature()))) {
            into.addAll(List.of("-source", release, "-target", release));
        } else {
            into.addAll(List.of("--release", release));
        }
    }

    private static boolean isReplaced(String argument) {
        return argument.equals("-Xmaxerrs") || argument.equals("-Xmaxwarns");
    }

    /** Arguments of a JVM for javac alone; Error Prone only checks, and needs a JVM that was started for it. */
    private static boolean isDropped(String argument) {
        return argument.startsWith("-J")
                || argument.startsWith("-implicit:")
                || argument.startsWith("-Xplugin:ErrorProne");
    }
}
