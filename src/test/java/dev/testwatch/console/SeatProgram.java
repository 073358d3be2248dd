package dev.testwatch.console;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A program that does nothing but sit: it prints each command as a line, counts them in its status line, and ends with
 * {@code Quit} or when nobody sees it any more. Driven by tests through a real terminal or pipes.
 */
final class SeatProgram {

    private SeatProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger count = new AtomicInteger();
        Seat seat = Seats.open(System.getenv(), List.of(arguments).contains("--lines"));
        Ending ending = Ending.prepare(end::countDown, seat);
        try (seat) {
            seat.offer(new Suggestions("shop.PriceTest", "shop.PriceListTest", "shop.MoneyTest", "shop.OrderIT"));
            seat.print(List.of(seat.interactive() ? "sitting at a terminal" : "sitting at a pipe"));
            seat.status(" watching, 0 commands");
            seat.listen(
                    command -> {
                        seat.print(List.of(described(command)));
                        seat.status(" watching, " + count.incrementAndGet() + " commands");
                        perform(command, seat, end);
                    },
                    () -> ended(seat, Thread.currentThread()),
                    end::countDown);
            end.await();
        } finally {
            ending.reached();
        }
        System.exit(7);
    }

    /** Says what is left of the seat's threads once the one that tells the end of the input has ended. */
    private static void ended(Seat seat, Thread reader) {
        seat.print(List.of("no more input"));
        Thread watcher = new Thread(() -> {
            try {
                reader.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            List<String> left = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("testwatch-"))
                    .toList();
            seat.print(List.of("threads of the seat: " + (left.isEmpty() ? "none" : left)));
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void perform(Command command, Seat seat, CountDownLatch end) {
        if (command instanceof Command.Quit) {
            end.countDown();
        } else if (command instanceof Command.Help) {
            seat.print(HelpText.keys(KeyMap.USUAL));
        } else if (command instanceof Command.ShowFailures) {
            seat.print(List.of("process " + ProcessHandle.current().pid()));
        } else if (command instanceof Command.RunAll) {
            seat.print(IntStream.rangeClosed(1, 5)
                    .mapToObj(i -> "output line " + i)
                    .toList());
        } else if (command instanceof Command.StartOver) {
            throw new IllegalStateException("boom");
        }
    }

    private static String described(Command command) {
        return "got " + command;
    }
}
