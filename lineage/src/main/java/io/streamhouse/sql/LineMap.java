package io.streamhouse.sql;

import io.streamhouse.model.Position;
import java.util.Arrays;

/**
 * Turns offsets of a text into lines and columns and back. A line ends with LF, CR or CRLF, as it does for Flink's
 * parser and for the editor, so that all three mean the same place.
 */
public final class LineMap {

    private final int[] lineStarts;
    private final int length;

    private LineMap(int[] lineStarts, int length) {
        this.lineStarts = lineStarts;
        this.length = length;
    }

    public static LineMap of(String text) {
        int[] starts = new int[Math.max(16, text.length() / 32)];
        int lines = 1;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '\n' && c != '\r') {
                continue;
            }
            if (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at++;
            }
            if (lines == starts.length) {
                starts = Arrays.copyOf(starts, lines * 2);
            }
            starts[lines++] = at + 1;
        }
        return new LineMap(Arrays.copyOf(starts, lines), text.length());
    }

    /** The line and column of an offset; the end of the text has one too. */
    public Position position(int offset) {
        if (offset < 0 || offset > length) {
            throw new IndexOutOfBoundsException("Offset " + offset + " of a text of " + length);
        }
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, offset - lineStarts[line] + 1);
    }

    /** The offset of a position; a line or column beyond the text is taken as the text's end. */
    public int offset(Position position) {
        if (position.line() > lineStarts.length) {
            return length;
        }
        return Math.min(length, lineStarts[position.line() - 1] + position.column() - 1);
    }

    public int lines() {
        return lineStarts.length;
    }
}
