package dev.testwatch.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoughtTest {

    private final Sought sought = new Sought();

    @Test
    void tellsOnceWhatWasLookedForAndNotLoadedByTheLoaderThatWasAsked() {
        ClassLoader other = new ClassLoader(null) {};
        sought.lookedFor("shop/Cart");
        sought.lookedFor("shop/Missing");
        sought.lookedFor("shop/Other");
        sought.loaded(ClassLoader.getSystemClassLoader(), "shop/Cart");
        sought.loaded(other, "shop/Other");

        assertThat(sought.take()).containsExactlyInAnyOrder("shop.Missing", "shop.Other");
        assertThat(sought.take()).isEmpty();
    }

    @Test
    void whoLooksForTheSameAgainAndAgainMakesUpNothing() {
        for (int i = 0; i < 5_000; i++) {
            sought.lookedFor("shop/Missing");
            assertThat(sought.take()).hasSize(i == 0 ? 1 : 0);
        }
    }

    @Test
    void whoGoesOnMakingUpNamesMayLookForAny() {
        for (int i = 0; i < 100_000; i++) {
            sought.lookedFor("made/Up" + i);
        }
        assertThat(sought.take()).containsExactly(Sought.ANY);

        sought.lookedFor("shop/Missing");
        assertThat(sought.take()).containsExactly(Sought.ANY);
    }
}
