package dev.testwatch.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {

    private final Opened opened = new Opened();

    @Test
    void whoLoadsAClassDoesNotReadItsFile() {
        opened.opened("shop/Cart");
        opened.opened("shop/Money");
        opened.loaded("shop/Cart");
        opened.loaded("java/lang/String");

        assertThat(opened.take()).containsExactly("shop/Money");
        assertThat(opened.take()).isEmpty();
    }

    @Test
    void aClassThatIsReadBesideBeingLoadedIsTold() {
        for (int i = 0; i < 3; i++) {
            opened.opened("shop/Cart");
        }
        opened.loaded("shop/Cart");
        opened.loaded("shop/Cart");

        assertThat(opened.take()).containsExactly("shop/Cart");
    }

    @Test
    void whatWasToldBeforeItWasLoadedDoesNotHideWhoReadsItLater() {
        opened.opened("shop/Cart");
        assertThat(opened.take()).isEqualTo(List.of("shop/Cart"));
        opened.loaded("shop/Cart");
        opened.opened("shop/Cart");

        assertThat(opened.take()).isEqualTo(List.of("shop/Cart"));
    }
}
