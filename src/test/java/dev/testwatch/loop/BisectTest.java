package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BisectTest {

    private final List<List<Integer>> questions = new ArrayList<>();

    @Test
    void oneOfManyIsFoundInFewQuestions() {
        assertThat(search(1000, asked -> asked.contains(700))).contains(List.of(700));
        assertThat(questions).hasSizeLessThan(22);
        assertThat(questions.get(0)).hasSize(1000);
    }

    @Test
    void twoThatDoItOnlyTogetherAreFoundInTheirOrder() {
        assertThat(search(100, asked -> asked.containsAll(List.of(3, 80)))).contains(List.of(3, 80));
        assertThat(search(100, asked -> asked.containsAll(List.of(3, 4)))).contains(List.of(3, 4));
    }

    @Test
    void ofTwoThatDoItAloneOneIsEnough() {
        assertThat(search(100, asked -> asked.contains(3) || asked.contains(80)))
                .contains(List.of(3));
    }

    @Test
    void whatDoesNotFailAfterAllOfThemIsNoneOfTheirs() {
        assertThat(search(100, asked -> false)).isEmpty();
        assertThat(questions).hasSize(1);
    }

    @Test
    void theOnlyOneThereWasIsFoundByOneQuestion() {
        assertThat(search(1, asked -> true)).contains(List.of(0));
        assertThat(questions).containsExactly(List.of(0));
    }

    @Test
    void whateverItTakesIsFoundAndNothingElse() {
        var random = new Random(42);
        for (int round = 0; round < 500; round++) {
            int size = 1 + random.nextInt(40);
            Set<Integer> needed = new TreeSet<>();
            for (int more = random.nextInt(4); more >= 0; more--) {
                needed.add(random.nextInt(size));
            }
            assertThat(search(size, asked -> asked.containsAll(needed)))
                    .as("%s of %s", needed, size)
                    .contains(List.copyOf(needed));
        }
    }

    @Test
    void askedIsAlwaysInOrderAndNeverTwiceTheSame() {
        search(64, asked -> asked.containsAll(List.of(5, 40, 63)));

        assertThat(questions).doesNotHaveDuplicates().allSatisfy(question -> assertThat(question)
                .isSorted());
    }

    @Test
    void withoutCompanyThereIsNothingToSearch() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bisect.of(List.of()));
    }

    private Optional<List<Integer>> search(int size, Predicate<List<Integer>> fails) {
        questions.clear();
        Optional<Bisect<Integer>> search =
                Optional.of(Bisect.of(IntStream.range(0, size).boxed().toList()));
        while (search.isPresent() && !search.get().isOver()) {
            List<Integer> question = search.get().question();
            questions.add(question);
            assertThat(questions).hasSizeLessThan(1000);
            search = search.get().after(fails.test(question));
        }
        return search.map(Bisect::culprits);
    }
}
