package dev.testwatch.report;

import java.util.List;
import java.util.stream.Collectors;

/** What a terminal would show, with its colours and links written out. */
final class Screen {

    private Screen() {}

    static String of(Theme theme, Notice... notices) {
        return of(new Shop(), theme, List.of(notices));
    }

    static String of(Sources sources, Theme theme, List<Notice> notices) {
        var text = new ConsoleText(sources, () -> theme, Shop.CLOCK);
        return notices.stream()
                .flatMap(notice -> text.lines(notice).stream())
                .map(line -> legible(line) + "\n")
                .collect(Collectors.joining());
    }

    static String legible(String line) {
        return line.replace("\u001b[31m", "<red>")
                .replace("\u001b[32m", "<green>")
                .replace("\u001b[33m", "<yellow>")
                .replace("\u001b[0m", "</>")
                .replace("\u001b]8;;\u001b\\", "</link>")
                .replace("\u001b]8;;" + Shop.ROOT.toUri().toASCIIString().replaceFirst("/$", "") + "/", "<link ")
                .replace("\u001b\\", ">");
    }
}
