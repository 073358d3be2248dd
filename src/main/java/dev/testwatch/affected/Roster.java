package dev.testwatch.affected;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Classes in places from 0 on. Those of a {@link ClassTable} are made when somebody first asks for them. */
final class Roster extends AbstractList<ClassNode> {

    /** By place; where there is none, the class is that of the table's row with this number. */
    private @Nullable ClassNode[] made = new ClassNode[64];

    private Optional<ClassTable> table = Optional.empty();
    private int count;

    /** In place of all that there were. */
    void take(ClassTable rows) {
        made = new ClassNode[Math.max(made.length, rows.rows())];
        table = Optional.of(rows);
        count = rows.rows();
        modCount++;
    }

    @Override
    public ClassNode get(int place) {
        ClassNode known = made[Objects.checkIndex(place, count)];
        if (known == null) {
            known = table.orElseThrow().node(place);
            made[place] = known;
        }
        return known;
    }

    @Override
    public ClassNode set(int place, ClassNode node) {
        ClassNode before = get(place);
        made[place] = node;
        return before;
    }

    @Override
    public boolean add(ClassNode node) {
        if (count == made.length) {
            made = Arrays.copyOf(made, 2 * count);
        }
        made[count++] = node;
        modCount++;
        return true;
    }

    /** Takes out the one in the last place. */
    ClassNode takeLast() {
        ClassNode last = get(count - 1);
        count--;
        modCount++;
        return last;
    }

    @Override
    public int size() {
        return count;
    }
}
