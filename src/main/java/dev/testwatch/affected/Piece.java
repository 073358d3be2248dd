package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A piece of a method with lambdas: its own code, in which lambdas have only their places, or one of the lambdas. So it
 * can be told that a lambda is another of which only the place was executed.
 *
 * <p>A lambda is known by its way: its place in the code of the method, and, if it stands in another lambda, its place in
 * there. As long as the code that leads to it is what it was, it is the same one, whatever became of its neighbours.
 *
 * @param member name and descriptor of the method
 * @param way places of lambdas, the innermost last; empty: the method's own code
 */
record Piece(String member, List<Integer> way) {

    /** In names: before each place. */
    private static final char MARK = '#';

    Piece {
        way = List.copyOf(way);
    }

    /** All that is to be known of a method if only itself was executed, and not the lambdas in it. */
    static Set<String> names(Parts parts, int method, Symbols symbols) {
        Set<String> names = new LinkedHashSet<>();
        if (!parts.isLambda(method)) {
            String member = symbols.name(parts.members[method]);
            boolean whole = parts.lambdas(method).length == 0;
            names.add(whole ? member : new Piece(member, List.of()).name());
        }
        for (int host : parts.hosts(method)) {
            String member = symbols.name(parts.members[host]);
            collect(parts, host, method, new Piece(member, List.of()), new ArrayList<>(List.of(host)), names);
        }
        return names;
    }

    /** Adds the names of all pieces on the ways to a lambda, since where it is depends on each of them. */
    private static boolean collect(
            Parts parts, int from, int lambda, Piece here, List<Integer> passed, Set<String> names) {
        boolean leads = from == lambda;
        int[] inside = parts.lambdas(from);
        for (int place = 0; place < inside.length; place++) {
            int next = inside[place];
            if (!passed.contains(next)) {
                passed.add(next);
                leads |= collect(parts, next, lambda, here.inside(place), passed, names);
                passed.remove(passed.size() - 1);
            }
        }
        if (leads) {
            names.add(here.name());
        }
        return leads;
    }

    private Piece inside(int place) {
        List<Integer> longer = new ArrayList<>(way);
        longer.add(place);
        return new Piece(member, longer);
    }

    /** What stands for it where others have the name and descriptor of a method. */
    String name() {
        StringBuilder name = new StringBuilder(member).append(MARK);
        for (int i = 0; i < way.size(); i++) {
            name.append(i == 0 ? "" : MARK).append(way.get(i));
        }
        return name.toString();
    }

    /** By its name; empty if that is the name of anything else. */
    static Optional<Piece> of(String name) {
        int end = name.length();
        List<Integer> way = new ArrayList<>();
        // A descriptor ends neither with the mark nor with a digit.
        while (end > 0 && (name.charAt(end - 1) == MARK || isDigit(name.charAt(end - 1)))) {
            int mark = name.lastIndexOf(MARK, end - 1);
            if (mark < 0) {
                return Optional.empty();
            }
            if (mark + 1 < end) {
                way.add(0, Integer.parseInt(name, mark + 1, end, 10));
            }
            end = mark;
        }
        return end == name.length() || end == 0
                ? Optional.empty()
                : Optional.of(new Piece(name.substring(0, end), way));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The number of the method or lambda that it is; as many as there are methods if there is none. */
    int find(Parts parts, Symbols symbols) {
        int method = parts.find(symbols.of(member));
        for (int place : way) {
            int[] inside = method < parts.count() ? parts.lambdas(method) : new int[0];
            method = place < inside.length ? inside[place] : parts.count();
        }
        return method;
    }
}
