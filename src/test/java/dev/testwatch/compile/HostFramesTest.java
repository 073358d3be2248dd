package dev.testwatch.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testwatch.compile.HostMessage.Done;
import dev.testwatch.compile.HostMessage.Exiting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes between testwatch and the compiler's JVM, byte by byte. */
class HostFramesTest {

    private static final Problem PROBLEM =
            new Problem(Optional.of(Path.of("A.java")), 3, 4, Problem.Severity.ERROR, "no \u00fc here");

    private static byte[] frame(HostMessage message) throws IOException {
        var out = new ByteArrayOutputStream();
        HostFrames.write(message, out);
        return out.toByteArray();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        var erroneous = new Done(new Javac.Outcome.Erroneous(List.of(PROBLEM)));
        assertThat(HostFrames.read(new ByteArrayInputStream(frame(erroneous)))).hasValue(erroneous);
        var broken = new Done(new Javac.Outcome.Broken("why", Optional.of(Path.of("B.java")), true));
        assertThat(HostFrames.read(new ByteArrayInputStream(frame(broken)))).hasValue(broken);
        var exiting = new Exiting(List.of("a.B.c(B.java:1)"));
        assertThat(HostFrames.read(new ByteArrayInputStream(frame(exiting)))).hasValue(exiting);
    }

    @Test
    void classFilesArriveAsTheyWere() throws IOException {
        byte[] content = {1, 2, 3};
        var done = new Done(new Javac.Outcome.Compiled(
                Map.of(Path.of("A.java"), Map.of("a.A", content)), Map.of(), List.of(), true));
        var read = (Done) HostFrames.read(new ByteArrayInputStream(frame(done))).orElseThrow();
        var compiled = (Javac.Outcome.Compiled) read.outcome();
        assertThat(compiled.readsResources()).isTrue();
        assertThat(compiled.classes().get(Path.of("A.java"))).containsOnlyKeys("a.A");
        assertThat(compiled.classes().get(Path.of("A.java")).get("a.A")).isEqualTo(content);
    }

    @Test
    void aFrameThatIsCutOffWasNotSaid() throws IOException {
        byte[] frame = frame(new Exiting(List.of("a.B.c(B.java:1)")));
        for (int length = 0; length < frame.length; length++) {
            assertThat(HostFrames.read(new ByteArrayInputStream(Arrays.copyOf(frame, length))))
                    .as("the first %d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void aBitThatIsTurnedIsNoticedWhereverItIs() throws IOException {
        byte[] frame = frame(new Done(new Javac.Outcome.Erroneous(List.of(PROBLEM))));
        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] bad = frame.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(HostFrames.read(new ByteArrayInputStream(bad)))
                        .as("bit %d", bit)
                        .isEmpty();
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void aLengthBeyondTheLimitTakesNoMemory() throws IOException {
        byte[] frame = frame(new Exiting(List.of()));
        frame[4] = 0x7f;
        assertThatThrownBy(() -> HostFrames.read(new ByteArrayInputStream(frame)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a length of");
    }
}
