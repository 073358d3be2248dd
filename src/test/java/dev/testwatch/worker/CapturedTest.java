package dev.testwatch.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Message.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CapturedTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final Captured captured = new Captured(Optional.of("id"), new Outbox(sent, () -> {
        throw new AssertionError("nobody reads");
    }));

    @Test
    void outAndErrorKeepTheirOrder() throws IOException {
        write(false, "a");
        write(false, "b");
        write(true, "c");
        write(false, "d");
        captured.finish();
        assertThat(outputs())
                .extracting(output -> output.error() + " " + output.text())
                .containsExactly("false ab", "true c", "false d");
    }

    @Test
    void aCharacterIsNeverSentInTwo() throws IOException {
        for (byte b : "aü€\uD83D\uDE00z".getBytes(StandardCharsets.UTF_8)) {
            captured.write(false, new byte[] {b}, 0, 1);
            captured.flush();
        }
        captured.finish();
        assertThat(text()).isEqualTo("aü€\uD83D\uDE00z");
    }

    @Test
    void bytesThatAreNoTextAreReplacedAndNeverHeldBackForGood() throws IOException {
        captured.write(false, new byte[] {'a', (byte) 0xFF, (byte) 0xC3}, 0, 3);
        captured.flush();
        captured.finish();
        assertThat(text()).startsWith("a\uFFFD").endsWith("\uFFFD");
    }

    @Test
    void ofAFloodBothEndsAreKeptAndTheRestIsCounted() throws IOException {
        int line = 100;
        int lines = 3 * Captured.CAP / line;
        for (int i = 0; i < lines; i++) {
            write(false, String.format("%099d%n", i).substring(0, line));
        }
        captured.finish();
        int omitted = lines * line - 2 * Captured.CAP;
        assertThat(messages()).contains(new Message.Omitted(Optional.of("id"), omitted));
        assertThat(text()).startsWith(String.format("%099d", 0)).endsWith(String.format("%099d%n", lines - 1));
    }

    @Test
    void aLittleMoreThanTheCapIsKeptWhole() throws IOException {
        String text = "0123456789".repeat(Captured.CAP / 10 + 1000);
        write(false, text);
        captured.finish();
        assertThat(text()).isEqualTo(text);
    }

    @Test
    void whatIsLeftOutDoesNotCutACharacter() throws IOException {
        for (int before = 0; before < 4; before++) {
            sent.reset();
            var some = new Captured(Optional.of("id"), new Outbox(sent, () -> {}));
            byte[] bytes = ("x".repeat(before) + "\uD83D\uDE00".repeat(Captured.CAP)).getBytes(StandardCharsets.UTF_8);
            some.write(false, bytes, 0, bytes.length);
            some.finish();
            assertThat(text()).doesNotContain("\uFFFD").endsWith("\uD83D\uDE00");
        }
    }

    @Test
    void aCharacterAcrossTheCapIsWholeIfNothingIsLeftOut() throws IOException {
        String text = "x".repeat(Captured.CAP - 2) + "\uD83D\uDE00" + "y".repeat(1000);
        write(false, text);
        captured.finish();
        assertThat(text()).isEqualTo(text);
    }

    private void write(boolean error, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        captured.write(error, bytes, 0, bytes.length);
    }

    private String text() throws IOException {
        return outputs().stream().map(Output::text).collect(Collectors.joining());
    }

    private List<Output> outputs() throws IOException {
        return messages().stream()
                .filter(Output.class::isInstance)
                .map(Output.class::cast)
                .toList();
    }

    private List<Message> messages() throws IOException {
        var reader = new Frames.Reader(new ByteArrayInputStream(sent.toByteArray()));
        List<Message> messages = new ArrayList<>();
        Optional<Message> next = reader.read();
        while (next.isPresent()) {
            messages.add(next.get());
            next = reader.read();
        }
        return messages;
    }
}
