package dev.testwatch.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the keys mean: as the one table of them says, but for those that the user has bound otherwise. */
public final class KeyMap {

    /** Those of the table. */
    public static final KeyMap USUAL = new KeyMap(Binding.ALL);

    /** What {@code keys=quarkus} puts where people who come from there look for it. */
    private static final Map<String, String> QUARKUS = Map.of("p", "pause", "o", "output");

    private final List<Binding> bindings;

    private KeyMap(List<Binding> bindings) {
        this.bindings = List.copyOf(bindings);
    }

    /** The usual keys, or those of a preset: {@code quarkus}; empty if there is none of that name. */
    public static Optional<KeyMap> preset(String name) {
        return switch (name) {
            case "usual" -> Optional.of(USUAL);
            case "quarkus" ->
                QUARKUS.entrySet().stream()
                        .reduce(
                                Optional.of(USUAL),
                                (map, key) -> map.flatMap(known -> known.with(key.getKey(), key.getValue())),
                                (a, b) -> b);
            default -> Optional.empty();
        };
    }

    /**
     * The same with another meaning of a key.
     *
     * @param key as the help names it: {@code F}, {@code F5}, {@code Ctrl-R}
     * @param command as it would be typed: {@code all}, {@code filter Price}
     * @return empty if that is no command
     */
    public Optional<KeyMap> with(String key, String command) {
        return meaning(command.strip()).map(does -> {
            List<Binding> all = new ArrayList<>();
            bindings.forEach(binding -> all.add(binding.without(key)));
            all.add(new Binding(List.of(key), List.of(), "as bound: " + command.strip(), does));
            return new KeyMap(all);
        });
    }

    /** The command that is nearest to what is none; empty if none is near. */
    public static Optional<String> nearest(String command) {
        return LineCommands.parse(command) instanceof Command.Unknown unknown ? unknown.nearest() : Optional.empty();
    }

    private static Optional<Does> meaning(String command) {
        Optional<Does> prompt = Binding.ofWord(command).map(Binding::does).filter(Does.Open.class::isInstance);
        Command parsed = LineCommands.parse(command);
        boolean known = !command.isEmpty() && !(parsed instanceof Command.Unknown);
        return prompt.or(() -> known ? Optional.of(new Does.Give(parsed)) : Optional.empty());
    }

    Optional<Binding> ofKey(String name) {
        return bindings.stream()
                .filter(binding -> binding.keys().contains(name))
                .findFirst();
    }

    Stream<Binding> withKeys() {
        return bindings.stream().filter(binding -> !binding.keys().isEmpty());
    }
}
