package dev.testwatch.spy;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.maven.artifact.Artifact;

/** {@code group:artifact:type:version}, of which the end may be missing and each part may hold {@code *}. */
record ArtifactPattern(String text) {

    boolean matches(Artifact artifact) {
        List<String> parts =
                List.of(artifact.getGroupId(), artifact.getArtifactId(), artifact.getType(), artifact.getBaseVersion());
        String[] patterns = text.split(":", parts.size());
        for (int i = 0; i < patterns.length; i++) {
            if (!patterns[i].isEmpty() && !parts.get(i).matches(regex(patterns[i]))) {
                return false;
            }
        }
        return true;
    }

    private static String regex(String pattern) {
        return Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    }
}
