package dev.testwatch.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Message.Broken;
import dev.testwatch.worker.Message.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class RenderingTest {

    @Test
    void anAssertionBringsWhatItCompared() {
        Thrown thrown = Rendering.of(new AssertionFailedError("differs", List.of(1), null));
        assertThat(thrown.expected()).contains("[1]");
        assertThat(thrown.actual()).contains("null");
        assertThat(Rendering.of(new AssertionFailedError("bare")).expected()).isEmpty();
    }

    @Test
    void causesInACircleAreCut() {
        var first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));
        Thrown thrown = Rendering.of(first);
        assertThat(thrown.cause().flatMap(Thrown::cause).flatMap(Thrown::message))
                .contains("[circular reference]");
    }

    @Test
    void anEndlessChainOfCausesIsCut() {
        Throwable chain = new IllegalStateException("0");
        for (int i = 1; i < 1000; i++) {
            chain = new IllegalStateException("" + i, chain);
        }
        int depth = 0;
        Optional<Thrown> next = Optional.of(Rendering.of(chain));
        while (next.isPresent()) {
            depth++;
            next = next.get().cause();
        }
        assertThat(depth).isBetween(30, 40);
    }

    @Test
    void aHugeMessageIsCutInTheMiddleAndItsLengthIsSaid() {
        Thrown thrown = Rendering.of(new IllegalStateException("<" + "x".repeat(5_000_000) + ">"));
        assertThat(thrown.message().orElseThrow())
                .hasSizeLessThan(100_000)
                .startsWith("<x")
                .endsWith("x>")
                .contains("5000002 characters in all");
    }

    @Test
    void allOfAMonstrousExceptionFitsIntoAFrame() throws Exception {
        var monster = new IllegalStateException("ü".repeat(1_000_000));
        for (int i = 0; i < 500; i++) {
            monster.addSuppressed(new AssertionFailedError("€".repeat(200_000), "€".repeat(200_000), "€"));
        }
        assertThat(Frames.frame(new Broken(Rendering.of(monster)), 0).length).isLessThan(Frames.LIMIT);
    }

    @Test
    void nullFromAnyMethodIsNoProblem() {
        Thrown thrown = Rendering.of(new RuntimeException() {
            @Override
            public StackTraceElement[] getStackTrace() {
                return null;
            }
        });
        assertThat(thrown.message()).isEmpty();
        assertThat(thrown.frames()).singleElement().asString().contains("getStackTrace() threw");
    }

    @Test
    void whateverThrowsIsSaidToHaveThrown() {
        Thrown thrown = Rendering.of(new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("no cause");
            }
        });
        assertThat(thrown.message()).contains("[getMessage() threw java.lang.IllegalStateException]");
        assertThat(thrown.cause().flatMap(Thrown::message)).contains("no cause");
    }

    @Test
    void framesAreWithoutModuleAndLoader() {
        assertThat(Rendering.frame(new StackTraceElement("app", "m", "1", "a.B", "c", "B.java", 41)))
                .isEqualTo("a.B.c(B.java:41)");
        assertThat(Rendering.frame(new StackTraceElement("a.B", "c", null, -1))).isEqualTo("a.B.c(Unknown Source)");
        assertThat(Rendering.frame(new StackTraceElement("a.B", "c", "B.java", -2)))
                .isEqualTo("a.B.c(Native Method)");
    }

    @Test
    void aRecursionOfSeveralFramesIsFolded() {
        List<String> frames = new ArrayList<>(List.of("start"));
        IntStream.range(0, 300).forEach(i -> frames.addAll(List.of("ping", "pong")));
        frames.add("main");
        assertThat(Folding.folded(frames)).containsExactly("start", "ping", "pong", "... 598 repeated frames", "main");
    }

    @Test
    void anOrdinaryStackStaysAsItIs() {
        List<String> frames = IntStream.range(0, 90).mapToObj(i -> "frame " + i).toList();
        assertThat(Folding.folded(frames)).isEqualTo(frames);
    }
}
