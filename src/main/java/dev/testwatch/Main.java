package dev.testwatch;

/** The entry point of {@code java -jar testwatch.jar}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(3);
    }
}
