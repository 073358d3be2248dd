package dev.testwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.oracle.Mutator.Site;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutatorTest {

    /** Something of each kind that can be changed. */
    @SuppressWarnings("unused")
    @Deprecated
    private static final class Specimen {

        private static final int CONSTANT = 7;
        private static String last = "none";
        private final long count;
        private double share = 1;

        Specimen(long count) {
            this.count = count;
        }

        String describe(int number, float part) {
            notes(number, count, share);
            if (number > 300 && part != 0) {
                number++;
            }
            last = "number " + number;
            Runnable task = () -> last = last.isEmpty() ? "empty" : null;
            task.run();
            return last;
        }

        private void notes(int first, long second, double third) {
            share = first < second ? third : 100_000.5;
        }

        boolean isLarge() {
            return count >= 40_000_000_000L;
        }
    }

    private final byte[] original = bytes();
    private final Mutator mutator = new Mutator(original);

    @Test
    void everySiteMakesAnotherClassThatTheJvmAccepts() throws Exception {
        Set<String> kinds = new HashSet<>();
        for (Site site : mutator.sites()) {
            byte[] mutated = mutator.mutate(site);
            kinds.add(site.what().split(" ")[0]);

            assertThat(mutated).as(site.toString()).isNotEqualTo(original);
            assertThat(load(mutated).getDeclaredConstructors())
                    .as(site.toString())
                    .isNotEmpty();
        }

        assertThat(kinds).contains("negated", "changed", "dropped", "removed", "swapped");
    }

    @Test
    void aSiteIsTheSameEachTime() {
        assertThat(mutator.sites()).isEqualTo(new Mutator(original).sites());
        Site site = mutator.sites().get(0);

        assertThat(Arrays.equals(mutator.mutate(site), mutator.mutate(site))).isTrue();
    }

    @Test
    void codeAndDeclarationsAreToldApart() {
        List<String> declared = mutator.sites().stream()
                .filter(site -> !site.inCode())
                .map(Site::member)
                .toList();

        assertThat(declared).contains("", "CONSTANT", "last", "isLarge()Z");
    }

    /** Loads and verifies it. */
    private static Class<?> load(byte[] bytes) throws ClassNotFoundException {
        ClassLoader loader = new ClassLoader(MutatorTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(Specimen.class.getName())
                        ? Optional.<Class<?>>ofNullable(findLoadedClass(name))
                                .orElseGet(() -> defineClass(name, bytes, 0, bytes.length))
                        : super.loadClass(name, resolve);
            }
        };
        return Class.forName(Specimen.class.getName(), true, loader);
    }

    private static byte[] bytes() {
        String file = Specimen.class.getName().replace('.', '/') + ".class";
        try (InputStream in = Optional.ofNullable(
                        MutatorTest.class.getClassLoader().getResourceAsStream(file))
                .orElseThrow()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
