package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Ordering.Nulls;
import io.streamhouse.pipeline.read.Written.Part;
import java.util.List;

/** What stands between two commas of an ORDER BY, as written. */
record SortKey(Part expression, boolean descending, Nulls nulls) {

    static List<SortKey> list(Written text, int from, int to) {
        return text.list(from, to).stream().map(part -> of(text, part)).toList();
    }

    private static SortKey of(Written text, Part part) {
        int end = part.to();
        Nulls nulls = Nulls.AS_USUAL;
        if (text.word(end - 2, "NULLS")) {
            nulls = text.word(end - 1, "FIRST") ? Nulls.FIRST : Nulls.LAST;
            end -= 2;
        }
        boolean descending = text.word(end - 1, "DESC");
        if (descending || text.word(end - 1, "ASC")) {
            end--;
        }
        return new SortKey(new Part(part.from(), end), descending, nulls);
    }

    /** The same for a node. @param written the expression as it stands there */
    Ordering by(String written) {
        return new Ordering(written, descending, nulls);
    }
}
