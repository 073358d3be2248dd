package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Bootstrap;
import dev.testwatch.worker.Token;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void whoDoesNotKnowTheTokenIsTurnedAwayAndTheForkStillComesIn() throws IOException {
        try (Door door = Door.open()) {
            CompletableFuture<Optional<Socket>> admitted = CompletableFuture.supplyAsync(() -> door.admit(PATIENCE));
            try (Socket silent = knock(door);
                    Socket stranger = knock(door)) {
                Token.random().write(new DataOutputStream(stranger.getOutputStream()));
                assertThat(stranger.getInputStream().read()).isEqualTo(-1);
                assertThat(admitted).isNotDone();

                try (Socket fork = knock(door)) {
                    door.bootstrap().forks().write(new DataOutputStream(fork.getOutputStream()));
                    Token answer = Token.read(new DataInputStream(fork.getInputStream()));
                    assertThat(door.bootstrap().parents().matches(answer)).isTrue();
                    try (Socket inside = admitted.join().orElseThrow()) {
                        assertThat(inside.getPort()).isEqualTo(fork.getLocalPort());
                    }
                }
                assertThat(silent.isConnected()).isTrue();
            }
        }
    }

    @Test
    void whenTimeIsUpNobodyHasCome() throws IOException {
        try (Door door = Door.open()) {
            assertThat(door.admit(Duration.ofMillis(20))).isEmpty();
        }
    }

    @Test
    void aForkLeavesAParentThatDoesNotKnowItsToken(@TempDir Path directory) throws Exception {
        try (Door door = Door.open()) {
            Bootstrap real = door.bootstrap();
            var forged = new Bootstrap(real.address(), real.port(), real.forks(), Token.random());
            Process fork = start(directory);
            forged.write(fork.getOutputStream());
            assertThat(door.admit(PATIENCE)).isPresent();
            assertThat(fork.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(fork.exitValue()).isNotZero();
            assertThat(new String(fork.getErrorStream().readAllBytes(), CommandLine.ENCODING))
                    .contains("is not testwatch");
        }
    }

    @Test
    void aForkDiesWithTheEndOfItsConnection(@TempDir Path directory) throws Exception {
        try (Door door = Door.open()) {
            Process fork = start(directory);
            door.bootstrap().write(fork.getOutputStream());
            Door.closeQuietly(door.admit(PATIENCE).orElseThrow());
            assertThat(fork.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(fork.exitValue()).isEqualTo(86);
        }
    }

    private static Process start(Path directory) throws IOException {
        ForkFiles files = ForkFiles.in(directory);
        CommandLine line = CommandLine.of(Forks.command(directory), files.workerJar(), files.crashDirectory());
        return new ProcessBuilder(line.words(files.argumentFile(line.argumentFile()))).start();
    }

    private static Socket knock(Door door) throws IOException {
        return new Socket(door.bootstrap().address(), door.bootstrap().port());
    }
}
