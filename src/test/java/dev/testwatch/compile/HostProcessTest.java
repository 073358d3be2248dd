package dev.testwatch.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Bootstrap;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostProcessTest {

    private static final String FRAME = "acme.Moody.hang(Moody.java:1)";

    /** It was killed before it had come to its first order, and nobody learned where that hung. */
    @Test
    void aHostThatTakesLongToLoadJavacIsHeardAllTheSame() throws Exception {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Slow.class.getName());
        var settings = new Javac.Settings(
                List.of(), StandardCharsets.UTF_8, List.of(), List.of(), List.of(), Path.of("generated"));
        try (var host = HostProcess.start(command)) {
            var order = new HostMessage.Order(settings, 1, List.of(), List.of(), Set.of(), Duration.ofMillis(1));

            assertThat(host.ask(order)).isEqualTo(new HostProcess.Answer.Hung(List.of(FRAME)));
        }
    }

    /** Is as busy as a slow machine is with loading javac, and then says of its order that it hangs. */
    static final class Slow {
        public static void main(String[] arguments) throws Exception {
            InputStream input = System.in;
            try (Socket socket = Bootstrap.read(input).connect()) {
                HostFrames.write(new HostMessage.Hello(1), socket.getOutputStream());
                Thread.sleep(4_000);
                HostFrames.read(socket.getInputStream());
                HostFrames.write(new HostMessage.Hanging(List.of(FRAME)), socket.getOutputStream());
                input.read();
            }
        }
    }
}
