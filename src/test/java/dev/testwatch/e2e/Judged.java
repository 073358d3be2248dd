package dev.testwatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A project that testwatch knows, kept aside to be put in place again and again: it saves each test a first start. */
final class Judged {

    private static Optional<Judged> made = Optional.empty();

    private final Path place;
    private final Path aside;

    private Judged(Path directory) {
        this.place = directory.resolve("shop");
        this.aside = directory.resolve("aside");
    }

    static Shop copy() {
        try {
            Judged judged = made.isPresent() ? made.get() : make();
            made = Optional.of(judged);
            delete(judged.place);
            copy(judged.aside, judged.place);
            return Shop.at(judged.place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Judged make() throws IOException {
        Path directory = Files.createTempDirectory("judged").toRealPath();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(directory)));
        var judged = new Judged(directory);
        Jar.keepClassesIn(directory.resolve("classes.jsa"));
        Shop shop = Shop.copyTo(directory);
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            watch.quit();
        }
        copy(judged.place, judged.aside);
        return judged;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void deleteQuietly(Path directory) {
        try {
            delete(directory);
        } catch (IOException e) {
            // Something may still be written there; it is the system's temporary directory.
            directory.toFile().deleteOnExit();
        }
    }
}
