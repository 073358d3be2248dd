package dev.testwatch.fork;

import dev.testwatch.worker.Bootstrap;
import dev.testwatch.worker.Token;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where one fork comes in, on a port of the loopback address. Anybody on this machine may knock; who does not know the
 * token is turned away, and the door stays open for the fork.
 */
final class Door implements AutoCloseable {

    private static final int KNOCK_MILLIS = 5_000;
    private static final int BACKLOG = 16;

    private final ServerSocket server;
    private final Bootstrap bootstrap;
    private final CompletableFuture<Socket> admitted = new CompletableFuture<>();

    private Door(ServerSocket server, Bootstrap bootstrap) {
        this.server = server;
        this.bootstrap = bootstrap;
    }

    static Door open() throws IOException {
        var server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        return new Door(
                server, new Bootstrap(server.getInetAddress(), server.getLocalPort(), Token.random(), Token.random()));
    }

    /** What the fork must be told to be let in. */
    Bootstrap bootstrap() {
        return bootstrap;
    }

    /** Waits for the fork; empty if it does not come in time or the door is closed. */
    Optional<Socket> admit(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!admitted.isDone()) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    break;
                }
                server.setSoTimeout((int) left);
                Socket socket = server.accept();
                Threads.start("testwatch-handshake", () -> handshake(socket));
            }
        } catch (IOException over) {
            // The door was closed: by the fork that came in, by its death, by whoever needs it no longer, or by time.
        } finally {
            close();
        }
        return Optional.ofNullable(admitted.getNow(null));
    }

    private void handshake(Socket socket) {
        boolean stays = false;
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(KNOCK_MILLIS);
            Token token = Token.read(new DataInputStream(socket.getInputStream()));
            if (bootstrap.forks().matches(token)) {
                socket.setSoTimeout(0);
                bootstrap.parents().write(new DataOutputStream(socket.getOutputStream()));
                stays = admitted.complete(socket);
                close();
            }
        } catch (IOException e) {
            // Whoever it was, it was not the fork.
        } finally {
            if (!stays) {
                closeQuietly(socket);
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(server);
    }

    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }
}
