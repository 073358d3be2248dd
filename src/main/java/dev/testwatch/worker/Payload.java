package dev.testwatch.worker;

import dev.testwatch.worker.Frames.Malformed;
import dev.testwatch.worker.Message.Broken;
import dev.testwatch.worker.Message.Dump;
import dev.testwatch.worker.Message.Ended;
import dev.testwatch.worker.Message.Exiting;
import dev.testwatch.worker.Message.Finished;
import dev.testwatch.worker.Message.Hello;
import dev.testwatch.worker.Message.How;
import dev.testwatch.worker.Message.Kind;
import dev.testwatch.worker.Message.Leak;
import dev.testwatch.worker.Message.Loaded;
import dev.testwatch.worker.Message.Node;
import dev.testwatch.worker.Message.Omitted;
import dev.testwatch.worker.Message.Output;
import dev.testwatch.worker.Message.Planned;
import dev.testwatch.worker.Message.Pulse;
import dev.testwatch.worker.Message.Ready;
import dev.testwatch.worker.Message.Recording;
import dev.testwatch.worker.Message.Registered;
import dev.testwatch.worker.Message.Run;
import dev.testwatch.worker.Message.Scope;
import dev.testwatch.worker.Message.Seen;
import dev.testwatch.worker.Message.Skipped;
import dev.testwatch.worker.Message.Span;
import dev.testwatch.worker.Message.Stack;
import dev.testwatch.worker.Message.Stacks;
import dev.testwatch.worker.Message.Started;
import dev.testwatch.worker.Message.Status;
import dev.testwatch.worker.Message.Thrown;
import dev.testwatch.worker.Message.Touched;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message as bytes: fields in the order of the record, strings as length and UTF-8. */
final class Payload {

    /** A message's type is its place here. */
    private static final List<Class<? extends Message>> TYPES = List.of(
            Run.class,
            Hello.class,
            Ready.class,
            Planned.class,
            Registered.class,
            Started.class,
            Skipped.class,
            Finished.class,
            Output.class,
            Broken.class,
            Exiting.class,
            Ended.class,
            Dump.class,
            Stacks.class,
            Leak.class,
            Pulse.class,
            Omitted.class,
            Touched.class);

    private Payload() {}

    static int type(Message message) {
        return TYPES.indexOf(message.getClass());
    }

    /**
     * Reads the fields of a message of this type.
     *
     * @throws Malformed if they are not all there, make no sense, or something is left over
     */
    static Message read(int type, ByteBuffer bytes) throws Malformed {
        Message message;
        try {
            message = new Reader(bytes).read(type);
        } catch (BufferUnderflowException e) {
            throw new Malformed("a message that ends early");
        }
        if (bytes.hasRemaining()) {
            throw new Malformed(bytes.remaining() + " bytes after a message");
        }
        return message;
    }

    /** Writes a field. */
    private interface Put<T> {
        void put(T value) throws IOException;
    }

    /** Writes the fields of messages. */
    record Writer(DataOutputStream out) {

        void write(Message message) throws IOException {
            if (message instanceof Started started) {
                put(started.id());
            } else if (message instanceof Finished finished) {
                put(finished.id());
                put(finished.status().name());
                out.writeLong(finished.nanos());
                put(finished.thrown(), this::put);
            } else if (message instanceof Registered registered) {
                put(registered.node());
            } else if (message instanceof Output output) {
                put(output.id(), this::put);
                out.writeBoolean(output.error());
                put(output.text());
            } else if (message instanceof Planned planned) {
                put(planned.nodes(), this::put);
            } else if (message instanceof Skipped skipped) {
                put(skipped.id());
                put(skipped.reason());
            } else if (message instanceof Leak leak) {
                put(leak.testClass());
                put(leak.what(), this::put);
            } else if (message instanceof Omitted omitted) {
                put(omitted.id(), this::put);
                out.writeLong(omitted.bytes());
            } else if (message instanceof Touched touched) {
                put(touched.loaded(), this::put);
                put(touched.scopes(), this::put);
                put(touched.initialised(), this::put);
                put(touched.written(), this::put);
                put(touched.files(), this::put);
                put(touched.unusable(), this::put);
                put(touched.blind(), this::put);
            } else {
                writeOnce(message);
            }
        }

        /** What is said once in a fork's life. */
        private void writeOnce(Message message) throws IOException {
            if (message instanceof Run run) {
                put(run.selectors(), this::put);
                put(run.includeTags(), this::put);
                put(run.excludeTags(), this::put);
                put(run.name(), this::put);
                put(run.recording(), this::put);
            } else if (message instanceof Hello hello) {
                out.writeLong(hello.pid());
                put(hello.javaVersion());
                put(hello.platformVersion());
            } else if (message instanceof Broken broken) {
                put(broken.thrown());
            } else if (message instanceof Exiting exiting) {
                put(exiting.frames(), this::put);
            } else if (message instanceof Ended ended) {
                out.writeInt(ended.planned());
                out.writeInt(ended.started());
                out.writeInt(ended.successful());
                out.writeInt(ended.failed());
                out.writeInt(ended.aborted());
                out.writeInt(ended.skipped());
                out.writeLong(ended.trace());
            } else if (message instanceof Stacks dump) {
                put(dump.stacks(), this::put);
                put(dump.deadlocks(), this::put);
                put(dump.others(), this::put);
            } else if (!(message instanceof Ready || message instanceof Dump || message instanceof Pulse)) {
                throw new IllegalArgumentException("no way to write a " + message.getClass());
            }
        }

        private void put(Node node) throws IOException {
            put(node.id());
            put(node.parent(), this::put);
            put(node.kind().name());
            put(node.displayName());
            put(node.testClass(), this::put);
            put(node.className(), this::put);
            put(node.methodName(), this::put);
        }

        private void put(Recording recording) throws IOException {
            put(recording.table());
            put(recording.data());
            put(recording.within(), this::put);
            put(recording.without(), this::put);
        }

        private void put(Seen seen) throws IOException {
            out.writeInt(seen.probe());
            put(seen.path());
            put(seen.how().name());
        }

        private void put(Loaded loaded) throws IOException {
            put(loaded.name());
            out.writeLong(loaded.content());
            out.writeInt(loaded.base());
            out.writeInt(loaded.count());
        }

        private void put(Scope scope) throws IOException {
            put(scope.id());
            put(scope.probes());
        }

        private void put(Span span) throws IOException {
            out.writeInt(span.probe());
            put(span.probes());
        }

        private void put(Numbers numbers) throws IOException {
            out.writeInt(numbers.length());
            out.write(numbers.bytes());
        }

        private void put(Stack stack) throws IOException {
            put(stack.thread());
            put(stack.state());
            put(stack.test(), this::put);
            put(stack.frames(), this::put);
        }

        private void put(Thrown thrown) throws IOException {
            put(thrown.type());
            put(thrown.message(), this::put);
            put(thrown.frames(), this::put);
            put(thrown.cause(), this::put);
            put(thrown.suppressed(), this::put);
            put(thrown.expected(), this::put);
            put(thrown.actual(), this::put);
        }

        private void put(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        private <T> void put(Optional<T> value, Put<T> put) throws IOException {
            out.writeBoolean(value.isPresent());
            if (value.isPresent()) {
                put.put(value.get());
            }
        }

        private <T> void put(List<T> values, Put<T> put) throws IOException {
            out.writeInt(values.size());
            for (T value : values) {
                put.put(value);
            }
        }
    }

    /** Reads a field. */
    private interface Get<T> {
        T get() throws Malformed;
    }

    /** Reads the fields of messages; running out of bytes is a {@link BufferUnderflowException}. */
    private record Reader(ByteBuffer in) {

        /** Exceptions are the only values that hold values of their own kind. */
        private static final int NESTING = 64;

        Message read(int type) throws Malformed {
            return switch (type) {
                case 0 ->
                    new Run(
                            list(this::text),
                            list(this::text),
                            list(this::text),
                            optional(this::text),
                            optional(() -> new Recording(text(), text(), list(this::text), list(this::text))));
                case 1 -> new Hello(in.getLong(), text(), text());
                case 2 -> new Ready();
                case 3 -> new Planned(list(this::node));
                case 4 -> new Registered(node());
                case 5 -> new Started(text());
                case 6 -> new Skipped(text(), text());
                case 7 -> new Finished(text(), one(Status.values()), in.getLong(), optional(() -> thrown(0)));
                case 8 -> new Output(optional(this::text), flag(), text());
                case 9 -> new Broken(thrown(0));
                case 10 -> new Exiting(list(this::text));
                case 11 ->
                    new Ended(
                            in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getLong());
                case 12 -> new Dump();
                case 13 -> new Stacks(list(this::stack), list(this::text), list(this::text));
                case 14 -> new Leak(text(), list(this::text));
                case 15 -> new Pulse();
                case 16 -> new Omitted(optional(this::text), in.getLong());
                case 17 ->
                    new Touched(
                            list(() -> new Loaded(text(), in.getLong(), in.getInt(), in.getInt())),
                            list(() -> new Scope(text(), numbers())),
                            list(() -> new Span(in.getInt(), numbers())),
                            list(() -> new Span(in.getInt(), numbers())),
                            list(() -> new Seen(in.getInt(), text(), one(How.values()))),
                            optional(this::text),
                            optional(this::text));
                default -> throw new Malformed("an unknown message, type " + type);
            };
        }

        private Node node() throws Malformed {
            return new Node(
                    text(),
                    optional(this::text),
                    one(Kind.values()),
                    text(),
                    optional(this::text),
                    optional(this::text),
                    optional(this::text));
        }

        private Stack stack() throws Malformed {
            return new Stack(text(), text(), optional(this::text), list(this::text));
        }

        private Thrown thrown(int depth) throws Malformed {
            if (depth > NESTING) {
                throw new Malformed("exceptions nested deeper than " + NESTING);
            }
            return new Thrown(
                    text(),
                    optional(this::text),
                    list(this::text),
                    optional(() -> thrown(depth + 1)),
                    list(() -> thrown(depth + 1)),
                    optional(this::text),
                    optional(this::text));
        }

        private Numbers numbers() throws Malformed {
            byte[] bytes = new byte[length()];
            in.get(bytes);
            try {
                return Numbers.of(bytes);
            } catch (IllegalArgumentException e) {
                throw new Malformed("a set of numbers that is none");
            }
        }

        private int length() throws Malformed {
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw new Malformed(length + " bytes with " + in.remaining() + " left");
            }
            return length;
        }

        private String text() throws Malformed {
            int length = length();
            String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
            in.position(in.position() + length);
            return text;
        }

        private <T> Optional<T> optional(Get<T> get) throws Malformed {
            return flag() ? Optional.of(get.get()) : Optional.empty();
        }

        private <T> List<T> list(Get<T> get) throws Malformed {
            int size = in.getInt();
            // No element is smaller than the length of a text.
            if (size < 0 || size > in.remaining() / Integer.BYTES) {
                throw new Malformed("a list of " + size + " with " + in.remaining() + " bytes left");
            }
            List<T> values = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                values.add(get.get());
            }
            return values;
        }

        private boolean flag() throws Malformed {
            byte flag = in.get();
            if (flag != 0 && flag != 1) {
                throw new Malformed("a flag of " + flag);
            }
            return flag == 1;
        }

        private <E extends Enum<E>> E one(E[] values) throws Malformed {
            String name = text();
            for (E value : values) {
                if (value.name().equals(name)) {
                    return value;
                }
            }
            throw new Malformed("an unknown choice");
        }
    }
}
