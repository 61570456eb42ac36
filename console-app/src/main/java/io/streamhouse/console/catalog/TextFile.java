package io.streamhouse.console.catalog;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a text file in its encoding, counting bytes, and never more of one record than a record may have. */
final class TextFile extends Reader {

    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private final CountingStream bytes;
    private final Reader text;
    private final long size;
    private final String charset;
    private long sinceRecord;
    private boolean first = true;

    private TextFile(CountingStream bytes, Charset charset, long size) {
        this.bytes = bytes;
        this.size = size;
        this.charset = charset.name();
        this.text = new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** @throws ProblemException INVALID_REQUEST for an encoding that does not exist */
    static TextFile open(Path file, String charset) throws IOException {
        Charset known;
        try {
            known = Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new ProblemException(
                    io.streamhouse.model.Problem.of(
                            ErrorCode.INVALID_REQUEST,
                            "There is no text encoding " + charset,
                            "Use UTF-8, ISO-8859-1, windows-1252 or UTF-16"),
                    unknown);
        }
        return new TextFile(
                new CountingStream(new BufferedInputStream(Files.newInputStream(file))), known, Files.size(file));
    }

    /** UTF-16 by its mark, UTF-8 if every byte of the file fits it, else the encoding of old Windows programs. */
    static Charset guess(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4096);
            if (start.length >= 2 && (start[0] & 0xFF) == 0xFF && (start[1] & 0xFF) == 0xFE) {
                return StandardCharsets.UTF_16;
            }
            if (start.length >= 2 && (start[0] & 0xFF) == 0xFE && (start[1] & 0xFF) == 0xFF) {
                return StandardCharsets.UTF_16;
            }
            for (byte b : start) {
                if (b == 0) {
                    throw new ProblemException(
                            ErrorCode.INVALID_REQUEST,
                            "This is not a text file: it has zero bytes",
                            "Bring a CSV, JSON lines or Parquet file; unpack archives and export spreadsheets first");
                }
            }
        }
        return isUtf8(file) ? StandardCharsets.UTF_8 : FALLBACK;
    }

    private static boolean isUtf8(Path file) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
        CharBuffer chars = CharBuffer.allocate(64 * 1024);
        try (InputStream in = Files.newInputStream(file)) {
            while (true) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                boolean end = read < 0;
                bytes.limit(bytes.position() + Math.max(0, read)).position(0);
                chars.clear();
                CoderResult result = decoder.decode(bytes, chars, end);
                if (result.isError()) {
                    return false;
                }
                if (end) {
                    return true;
                }
                bytes.compact();
            }
        }
    }

    /** From here on a new record is read. */
    void recordBegins() {
        sinceRecord = 0;
    }

    double share() {
        return size == 0 ? 1 : Math.min(1.0, (double) bytes.count / size);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = text.read(buffer, offset, length);
        } catch (CharacterCodingException wrong) {
            throw new ProblemException(
                    io.streamhouse.model.Problem.of(
                            ErrorCode.INVALID_REQUEST,
                            "The file is not " + charset + " near byte " + bytes.count,
                            "Choose the encoding it was written in, such as windows-1252 or UTF-16"),
                    wrong);
        }
        if (read > 0) {
            sinceRecord += read;
            if (sinceRecord > FileRecords.LONGEST_RECORD) {
                throw new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "A record has more than " + (FileRecords.LONGEST_RECORD >> 20) + " million characters",
                        "Look for a quote that is never closed, or for missing line ends");
            }
            if (first) {
                first = false;
                if (buffer[offset] == '\uFEFF') { // the byte order mark is no part of the text
                    System.arraycopy(buffer, offset + 1, buffer, offset, read - 1);
                    return read == 1 ? read(buffer, offset, length) : read - 1;
                }
            }
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private static final class CountingStream extends FilterInputStream {

        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                count++;
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                count += read;
            }
            return read;
        }
    }
}
