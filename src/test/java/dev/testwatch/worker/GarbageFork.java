package dev.testwatch.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Comes in like a fork, and then says what no fork says. */
public final class GarbageFork {

    private GarbageFork() {}

    public static void main(String[] arguments) throws IOException {
        Bootstrap bootstrap = Bootstrap.read(OutputCapture.takeInput());
        try (var socket = new Socket(bootstrap.address(), bootstrap.port())) {
            bootstrap.forks().write(new DataOutputStream(socket.getOutputStream()));
            Token.read(new DataInputStream(socket.getInputStream()));
            var writer = new Frames.Writer(socket.getOutputStream());
            writer.write(new Message.Hello(1, "17", ""));
            writer.write(new Message.Ready());
            socket.getOutputStream().write("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            while (socket.getInputStream().read() >= 0) {
                // Stays until it is thrown out.
            }
        }
    }
}
