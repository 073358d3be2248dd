// outcome: timed-out
// state: red
// says: WaitsForASocketTest
package shop;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Waits where it cannot be interrupted. */
class WaitsForASocketTest {
    @Test
    void misbehaves() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            socket.getInputStream().read();
        }
    }
}
