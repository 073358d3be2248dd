package dev.testwatch;

import dev.testwatch.loop.Loop;
import dev.testwatch.program.Keep;
import dev.testwatch.program.Kept;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The processes that are kept beside the watch, whatever becomes of its configuration, unless that names others. */
final class Beside implements AutoCloseable {

    private final AtomicReference<Optional<Kept>> kept = new AtomicReference<>(Optional.empty());

    /** Starts what is to be kept, without waiting for it; ends what is not any more. */
    void keep(Start start, Supplier<Loop> loop) {
        List<Keep.Wanted> wanted =
                start.options().surroundings().kept(start.configuration().below("keep."));
        if (kept().filter(present -> present.are(wanted)).isPresent()) {
            return;
        }
        close();
        if (!wanted.isEmpty()) {
            kept.set(Optional.of(Kept.start(
                    wanted, start.options().project(), text -> loop.get().say(text))));
        }
    }

    /** What is kept now. */
    Optional<Kept> kept() {
        return Objects.requireNonNull(kept.get());
    }

    @Override
    public void close() {
        Objects.requireNonNull(kept.getAndSet(Optional.empty())).ifPresent(Kept::close);
    }
}
