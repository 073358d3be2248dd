package dev.testwatch.compile;

import dev.testwatch.compile.HostMessage.Done;
import dev.testwatch.compile.HostMessage.Exiting;
import dev.testwatch.compile.HostMessage.Given;
import dev.testwatch.compile.HostMessage.Hanging;
import dev.testwatch.compile.HostMessage.Hello;
import dev.testwatch.compile.HostMessage.Order;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message as bytes: fields in the order of the record, strings as length and UTF-8. */
final class HostPayload {

    private static final int HELLO = 0;
    private static final int ORDER = 1;
    private static final int DONE = 2;
    private static final int HANGING = 3;
    private static final int EXITING = 4;

    private static final int COMPILED = 0;
    private static final int ERRONEOUS = 1;
    private static final int REFUSED = 2;
    private static final int BROKEN = 3;

    private HostPayload() {}

    /** Returns the message's type. */
    static int write(HostMessage message, DataOutputStream out) throws IOException {
        var writer = new Writer(out);
        if (message instanceof Order order) {
            writer.put(order);
            return ORDER;
        }
        if (message instanceof Done done) {
            writer.put(done.outcome());
            return DONE;
        }
        if (message instanceof Hanging hanging) {
            writer.list(hanging.frames(), writer::put);
            return HANGING;
        }
        if (message instanceof Exiting exiting) {
            writer.list(exiting.frames(), writer::put);
            return EXITING;
        }
        out.writeLong(((Hello) message).heap());
        return HELLO;
    }

    /** @throws IOException if the fields are not all there, make no sense, or something is left over */
    static HostMessage read(int type, byte[] payload) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(payload));
        var reader = new Reader(in);
        var message =
                switch (type) {
                    case HELLO -> new Hello(in.readLong());
                    case ORDER -> reader.order();
                    case DONE -> new Done(reader.outcome());
                    case HANGING -> new Hanging(reader.list(reader::text));
                    case EXITING -> new Exiting(reader.list(reader::text));
                    default -> throw new IOException("an unknown message, type " + type);
                };
        if (in.available() > 0) {
            throw new IOException(in.available() + " bytes after a message");
        }
        return message;
    }

    private interface Put<T> {
        void put(T value) throws IOException;
    }

    private record Writer(DataOutputStream out) {

        void put(Order order) throws IOException {
            var settings = order.settings();
            list(settings.arguments(), this::put);
            put(settings.encoding().name());
            list(settings.classPath(), this::put);
            list(settings.processorPath(), this::put);
            list(settings.resources(), this::put);
            put(settings.generatedSources());
            out.writeInt(order.opening());
            list(order.sources(), source -> {
                put(source.path());
                put(source.text());
            });
            list(order.view(), this::put);
            list(order.hidden(), this::put);
            out.writeLong(order.patience().toMillis());
        }

        private void put(Shelf shelf) throws IOException {
            put(shelf.directory());
            list(shelf.names(), this::put);
            put(shelf.fresh());
        }

        void put(Javac.Outcome outcome) throws IOException {
            if (outcome instanceof Javac.Outcome.Compiled compiled) {
                out.writeByte(COMPILED);
                list(compiled.classes().entrySet(), entry -> {
                    put(entry.getKey());
                    put(entry.getValue());
                });
                put(compiled.resources());
                list(compiled.warnings(), this::put);
                out.writeBoolean(compiled.readsResources());
            } else if (outcome instanceof Javac.Outcome.Erroneous erroneous) {
                out.writeByte(ERRONEOUS);
                list(erroneous.problems(), this::put);
            } else if (outcome instanceof Javac.Outcome.Refused refused) {
                out.writeByte(REFUSED);
                put(refused.message());
                put(refused.detail());
            } else if (outcome instanceof Javac.Outcome.Broken broken) {
                out.writeByte(BROKEN);
                put(broken.message());
                put(broken.at());
                out.writeBoolean(broken.outOfMemory());
            }
        }

        private void put(Problem problem) throws IOException {
            put(problem.file());
            out.writeInt(problem.line());
            out.writeInt(problem.column());
            out.writeBoolean(problem.severity() == Problem.Severity.ERROR);
            put(problem.message());
        }

        private void put(Optional<Path> path) throws IOException {
            out.writeBoolean(path.isPresent());
            if (path.isPresent()) {
                put(path.get());
            }
        }

        private void put(Path path) throws IOException {
            put(path.toString());
        }

        private void put(Map<String, byte[]> files) throws IOException {
            list(files.entrySet(), entry -> {
                put(entry.getKey());
                put(entry.getValue());
            });
        }

        void put(String text) throws IOException {
            put(text.getBytes(StandardCharsets.UTF_8));
        }

        private void put(byte[] bytes) throws IOException {
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        <T> void list(Collection<T> values, Put<T> put) throws IOException {
            out.writeInt(values.size());
            for (T value : values) {
                put.put(value);
            }
        }
    }

    private interface Get<T> {
        T get() throws IOException;
    }

    private record Reader(DataInputStream in) {

        Order order() throws IOException {
            var settings = new Javac.Settings(
                    list(this::text),
                    Charset.forName(text()),
                    list(this::path),
                    list(this::path),
                    list(this::path),
                    path());
            return new Order(
                    settings,
                    in.readInt(),
                    list(() -> new Given(path(), text())),
                    list(() -> new Shelf(path(), new HashSet<>(list(this::text)), files())),
                    new HashSet<>(list(this::text)),
                    Duration.ofMillis(in.readLong()));
        }

        Javac.Outcome outcome() throws IOException {
            int kind = in.readUnsignedByte();
            return switch (kind) {
                case COMPILED -> {
                    var classes = new HashMap<Path, Map<String, byte[]>>();
                    for (int left = size(); left > 0; left--) {
                        classes.put(path(), files());
                    }
                    yield new Javac.Outcome.Compiled(classes, files(), list(this::problem), in.readBoolean());
                }
                case ERRONEOUS -> new Javac.Outcome.Erroneous(list(this::problem));
                case REFUSED -> new Javac.Outcome.Refused(text(), text());
                case BROKEN -> new Javac.Outcome.Broken(text(), optionalPath(), in.readBoolean());
                default -> throw new IOException("an unknown outcome, type " + kind);
            };
        }

        private Problem problem() throws IOException {
            var file = optionalPath();
            int line = in.readInt();
            int column = in.readInt();
            var severity = in.readBoolean() ? Problem.Severity.ERROR : Problem.Severity.WARNING;
            return new Problem(file, line, column, severity, text());
        }

        private Optional<Path> optionalPath() throws IOException {
            return in.readBoolean() ? Optional.of(path()) : Optional.empty();
        }

        private Path path() throws IOException {
            return Path.of(text());
        }

        private Map<String, byte[]> files() throws IOException {
            var files = new HashMap<String, byte[]>();
            for (int left = size(); left > 0; left--) {
                files.put(text(), bytes());
            }
            return files;
        }

        String text() throws IOException {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        private byte[] bytes() throws IOException {
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new IOException("a field of " + length + " bytes with " + in.available() + " left");
            }
            return in.readNBytes(length);
        }

        <T> List<T> list(Get<T> get) throws IOException {
            var values = new ArrayList<T>();
            for (int left = size(); left > 0; left--) {
                values.add(get.get());
            }
            return values;
        }

        /** No element is smaller than the length of a text. */
        private int size() throws IOException {
            int size = in.readInt();
            if (size < 0 || size > in.available() / Integer.BYTES) {
                throw new IOException("a list of " + size + " with " + in.available() + " bytes left");
            }
            return size;
        }
    }
}
