package dev.testwatch.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Message.Touched;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordsTest {

    /** One filled several screens with the name of a file. */
    @Test
    void aReasonThatQuotesSomethingEndlessIsToldInBrief() {
        String endless = "no such file: " + "x".repeat(10_000);

        List<Message> messages = new Words(Optional.of(endless), Optional.of(endless)).all();

        assertThat(messages).singleElement().isInstanceOfSatisfying(Touched.class, touched -> assertThat(
                        touched.unusable().orElseThrow())
                .startsWith("no such file: x")
                .hasSizeLessThan(400));
        assertThat(messages.toString()).hasSizeLessThan(1_000);
    }
}
