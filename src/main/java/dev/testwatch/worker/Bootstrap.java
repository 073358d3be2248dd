package dev.testwatch.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;

/**
 * What a fork reads from its standard input before anything else, and all that ever comes there: who reads on, in
 * whatever way, is at the end.
 *
 * @param forks the token by which the parent knows the fork
 * @param parents the token by which the fork knows the parent
 */
public record Bootstrap(InetAddress address, int port, Token forks, Token parents) {

    private static final int LIMIT = 1024;
    private static final int HANDSHAKE_MILLIS = 30_000;

    /** Writes one length-prefixed block. */
    public void write(OutputStream out) throws IOException {
        var block = new ByteArrayOutputStream();
        var data = new DataOutputStream(block);
        data.writeByte(Frames.VERSION);
        byte[] raw = address.getAddress();
        data.writeByte(raw.length);
        data.write(raw);
        data.writeShort(port);
        forks.write(data);
        parents.write(data);
        var framed = new ByteArrayOutputStream();
        new DataOutputStream(framed).writeInt(block.size());
        block.writeTo(framed);
        framed.writeTo(out);
        out.flush();
    }

    /**
     * Reads what {@link #write} wrote and not one byte more.
     *
     * @throws IOException also if the block is none or of another version
     */
    public static Bootstrap read(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        int length = data.readInt();
        if (length < 0 || length > LIMIT) {
            throw new IOException("no bootstrap block on standard input");
        }
        byte[] block = new byte[length];
        data.readFully(block);
        var fields = new DataInputStream(new ByteArrayInputStream(block));
        int version = fields.readUnsignedByte();
        if (version != Frames.VERSION) {
            throw new IOException("protocol version " + version + ", not " + Frames.VERSION);
        }
        byte[] address = new byte[fields.readUnsignedByte()];
        fields.readFully(address);
        int port = fields.readUnsignedShort();
        return new Bootstrap(InetAddress.getByAddress(address), port, Token.read(fields), Token.read(fields));
    }

    /**
     * Connects to the parent; both ends prove who they are before anything else is said.
     *
     * @throws IOException if nobody listens there, or somebody else
     */
    public Socket connect() throws IOException {
        var socket = new Socket(Proxy.NO_PROXY);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), HANDSHAKE_MILLIS);
        socket.setSoTimeout(HANDSHAKE_MILLIS);
        forks.write(new DataOutputStream(socket.getOutputStream()));
        Token answer = Token.read(new DataInputStream(socket.getInputStream()));
        if (!parents.matches(answer)) {
            socket.close();
            throw new IOException("who listens on port " + port + " is not testwatch");
        }
        socket.setSoTimeout(0);
        return socket;
    }
}
