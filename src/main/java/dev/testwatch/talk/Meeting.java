package dev.testwatch.talk;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where a running watch is met: a socket in its state directory. Where the path of that is too long for a socket, it is
 * in a private directory among the temporary files, and the state directory holds a file with its path.
 *
 * @param file what tells the socket from another one that is in its place later
 */
record Meeting(ServerSocketChannel channel, Path socket, Path state, Object file) implements AutoCloseable {

    private static final String SOCKET = "socket";
    private static final String ELSEWHERE = "socket.path";
    private static final String DIRECTORY = "testwatch-";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    /** What every system takes; Linux has 107. */
    private static final int LONGEST_PATH = 100;

    /**
     * Listens, in place of a process that was killed.
     *
     * @throws IOException if somebody else does, or nobody can
     */
    static Meeting open(Path state, Path temporary) throws IOException {
        Optional<Path> before = find(state);
        if (before.isPresent()) {
            if (somebodyListens(before.get())) {
                throw new IOException("another testwatch listens at " + before.get());
            }
            remove(before.get(), state);
        }
        Path socket = state.resolve(SOCKET);
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            socket = Files.createTempDirectory(temporary, DIRECTORY, PosixFilePermissions.asFileAttribute(PRIVATE))
                    .toRealPath()
                    .resolve(SOCKET);
            Files.writeString(state.resolve(ELSEWHERE), socket.toString());
        }
        try {
            return new Meeting(listen(socket), socket, state, key(socket));
        } catch (IOException e) {
            remove(socket, state);
            throw e;
        } catch (UnsupportedOperationException e) {
            throw new IOException("this system has no such sockets", e);
        }
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket)).configureBlocking(false);
            if (socket.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(socket, OWNER_ONLY);
            }
            // Who came in before that may be anybody.
            for (Optional<SocketChannel> early = accept(channel); early.isPresent(); early = accept(channel)) {
                early.get().close();
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Optional<SocketChannel> accept(ServerSocketChannel channel) throws IOException {
        return Optional.ofNullable(channel.accept());
    }

    private static boolean somebodyListens(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobody) {
            return false; // that is the answer
        }
    }

    /** The socket of the watch that works in this state directory, or did; empty if there is none that is ours. */
    static Optional<Path> find(Path state) throws IOException {
        Path socket = state.resolve(SOCKET);
        if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(socket);
        }
        Path elsewhere = state.resolve(ELSEWHERE);
        if (!Files.isRegularFile(elsewhere, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Path named = Path.of(new String(Files.readAllBytes(elsewhere), StandardCharsets.UTF_8));
        return isOurs(named, state) ? Optional.of(named) : Optional.empty();
    }

    /** Whoever may write to the state directory could name any socket: only one that we could have made counts. */
    private static boolean isOurs(Path socket, Path state) throws IOException {
        Path directory = parent(socket);
        return socket.endsWith(SOCKET)
                && String.valueOf(directory.getFileName()).startsWith(DIRECTORY)
                && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(Files.getOwner(state, LinkOption.NOFOLLOW_LINKS))
                && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(PRIVATE);
    }

    /** Takes away a socket, with all that there is of it. */
    private static void remove(Path socket, Path state) throws IOException {
        Files.deleteIfExists(socket);
        if (!socket.startsWith(state)) {
            Files.deleteIfExists(state.resolve(ELSEWHERE));
            Files.deleteIfExists(parent(socket));
        }
    }

    private static Path parent(Path socket) {
        return Optional.ofNullable(socket.getParent()).orElse(socket);
    }

    private static Object key(Path socket) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Objects.requireNonNullElse(attributes.fileKey(), socket);
    }

    /** Ends listening; the socket of a watch that has taken this one's place stays. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS) && key(socket).equals(file)) {
            remove(socket, state);
        }
    }
}
