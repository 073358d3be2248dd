package dev.testwatch.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How often a test repeats its fault, and where it says what came of it. A test that uses it carries the tag
 * {@code campaign}: {@code mvn verify} runs its short form, {@code mvn -Preliability verify} nothing but the long
 * forms.
 */
public final class Campaign {

    private static final Path FIGURES = Path.of("target", "reliability.txt");

    private final String name;

    private Campaign(String name) {
        this.name = name;
    }

    /** @param name as in the README's table of reliability figures */
    public static Campaign of(String name) {
        return new Campaign(name);
    }

    /** Whether the long form runs. */
    public static boolean isLong() {
        return Boolean.getBoolean("campaign.long");
    }

    /** How often; the long form's number can be divided by {@code -Dcampaign.divisor}. */
    public int size(int shortForm, int longForm) {
        return isLong() ? Math.max(shortForm, longForm / Integer.getInteger("campaign.divisor", 1)) : shortForm;
    }

    /** The numbers below this one: all of them in the long form, else one in ten, with each seed others. */
    public static IntStream places(int end, long seed) {
        int step = isLong() ? 1 : 10;
        return IntStream.iterate(Math.floorMod(seed, step), place -> place < end, place -> place + step);
    }

    /**
     * Whether a campaign that began then is to go on: the long form's time can be bounded by {@code
     * -Dcampaign.minutes}.
     *
     * @param began nanoseconds
     */
    public boolean hasTime(long began) {
        long minutes = isLong() ? Long.getLong("campaign.minutes", 0) : 0;
        return minutes == 0
                || System.nanoTime() - began < Duration.ofMinutes(minutes).toNanos();
    }

    /** Where chance starts: a new place each time, unless {@code -Dcampaign.seed} says to repeat one. */
    public long seed() {
        return Long.getLong("campaign.seed", System.nanoTime());
    }

    /** Prints a figure, and keeps it in {@code target/reliability.txt}. */
    public void report(String format, Object... values) {
        String line = name + ": " + String.format(Locale.ROOT, format, values);
        System.out.println(line);
        try {
            Files.createDirectories(FIGURES.getParent());
            Files.write(FIGURES, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
