package dev.testwatch.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has been typed at the prompts, the latest first; kept in a file if there is a place for it. */
final class History {

    private static final int MOST = 50;
    private static final int LARGEST = 1 << 18;

    private final Map<Prompt.Kind, List<String>> texts = new EnumMap<>(Prompt.Kind.class);
    private Optional<Path> file = Optional.empty();

    /** From now on this file; what it holds is older than what has been typed. */
    void keptIn(Path path) {
        file = Optional.of(path);
        for (String line : read(path).lines().toList()) {
            int tab = line.indexOf('\t');
            kind(tab < 0 ? "" : line.substring(0, tab)).ifPresent(kind -> {
                List<String> known = texts.computeIfAbsent(kind, key -> new ArrayList<>());
                String text = line.substring(tab + 1);
                if (known.size() < MOST && !known.contains(text)) {
                    known.add(text);
                }
            });
        }
    }

    List<String> of(Prompt.Kind kind) {
        return List.copyOf(texts.getOrDefault(kind, List.of()));
    }

    void add(Prompt.Kind kind, String text) {
        if (text.isEmpty()) {
            return;
        }
        List<String> known = texts.computeIfAbsent(kind, key -> new ArrayList<>());
        known.remove(text);
        known.add(0, text);
        if (known.size() > MOST) {
            known.remove(MOST);
        }
        file.ifPresent(this::write);
    }

    private static Optional<Prompt.Kind> kind(String name) {
        return List.of(Prompt.Kind.values()).stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }

    private static String read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // there is none yet, and a history is not worth a word
        }
    }

    private void write(Path path) {
        var lines = new ArrayList<String>();
        texts.forEach((kind, known) -> known.forEach(text -> lines.add(kind.name() + "\t" + text)));
        Path whole = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.write(whole, lines);
            Files.move(whole, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            file = Optional.empty(); // no place for it: it lasts as long as the program
        }
    }
}
