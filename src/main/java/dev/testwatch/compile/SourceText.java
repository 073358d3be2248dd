package dev.testwatch.compile;

import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A source as it was read, once: what is hashed is what javac sees.
 *
 * @param unreadable why javac cannot be given this text: a byte that is not in the source's encoding, no permission
 */
record SourceText(Path path, long hash, String text, SourceScanner.Scan scan, Optional<Problem> unreadable) {

    /** Empty if there is no such file (any more). */
    static Optional<SourceText> read(Path path, Charset encoding) {
        try {
            return Optional.of(decode(path, Files.readAllBytes(path), encoding));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            var problem =
                    new Problem(Optional.of(path), 0, 0, Problem.Severity.ERROR, "cannot be read: " + e.getMessage());
            return Optional.of(new SourceText(path, 0, "", SourceScanner.scan(""), Optional.of(problem)));
        }
    }

    /** A text that was read and looked at elsewhere. */
    static SourceText given(Path path, String text) {
        return new SourceText(path, 0, text, SourceScanner.scan(""), Optional.empty());
    }

    private static SourceText decode(Path path, byte[] bytes, Charset encoding) {
        var in = ByteBuffer.wrap(bytes);
        var decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            var text = decoder.decode(in).toString();
            return new SourceText(path, ContentHash.of(bytes), text, SourceScanner.scan(text), Optional.empty());
        } catch (CharacterCodingException e) {
            return undecodable(path, bytes, in.position(), encoding);
        }
    }

    private static SourceText undecodable(Path path, byte[] bytes, int offset, Charset encoding) {
        var text = new String(bytes, encoding);
        CharBuffer before = encoding.decode(ByteBuffer.wrap(bytes, 0, offset));
        int lineStart = before.toString().lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        var message = String.format(
                Locale.ROOT,
                "byte 0x%02X at offset %d is not %s, the encoding that the build sets",
                bytes[offset],
                offset,
                encoding.name());
        var problem =
                new Problem(Optional.of(path), line, before.length() - lineStart + 1, Problem.Severity.ERROR, message);
        return new SourceText(path, ContentHash.of(bytes), text, SourceScanner.scan(text), Optional.of(problem));
    }

    /** The column, from 1, of an offset into the text; a tab counts as one. */
    int column(int offset) {
        int start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1));
        return offset - start;
    }

    /** The name of a top-level type that this source would be named for. */
    String expectedClass() {
        var file = String.valueOf(path.getFileName());
        var name = file.endsWith(".java") ? file.substring(0, file.length() - 5) : file;
        return scan.packageName().isEmpty() ? name : scan.packageName() + "." + name;
    }
}
