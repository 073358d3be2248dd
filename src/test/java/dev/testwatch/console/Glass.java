package dev.testwatch.console;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/** A terminal that parses what is written to it, and keeps the writes. */
final class Glass extends OutputStream {

    final List<String> writes = new CopyOnWriteArrayList<>();
    private final ScreenTerminal terminal;

    Glass(Extent extent) {
        terminal = new ScreenTerminal(extent.columns(), extent.rows());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        // A byte that is no UTF-8 shows as U+FFFD, so that it is not overlooked.
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        terminal.write(text);
        writes.add(text);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    void resize(Extent extent) {
        terminal.setSize(Size.of(extent.columns(), extent.rows()));
    }

    String written() {
        return String.join("", writes);
    }

    /** The rows on the screen, from the top, without the empty ones at its end. */
    List<String> screen() {
        List<String> rows = new ArrayList<>(
                terminal.toString().lines().map(String::stripTrailing).toList());
        while (!rows.isEmpty() && rows.get(rows.size() - 1).isEmpty()) {
            rows.remove(rows.size() - 1);
        }
        return rows;
    }

    /** The rows that were scrolled out at the top, and those on the screen. */
    List<String> rows() {
        Stream<String> above = terminal.getHistory().stream().map(row -> Arrays.stream(row)
                .mapToInt(ScreenTerminal::cellCodePoint)
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
                .stripTrailing());
        return Stream.concat(above, screen().stream()).toList();
    }
}
