package io.streamhouse.sql;

import io.streamhouse.model.Position;
import java.util.ArrayList;
import java.util.List;

/** Finds mistakes of syntax, by Flink's own parser. */
public final class Diagnostics {

    private Diagnostics() {}

    /** The mistakes of a script, at most one for each statement, in order. */
    public static List<Diagnostic> check(String script) {
        List<Diagnostic> found = new ArrayList<>();
        for (Slice slice : Scripts.split(script)) {
            StatementCheck.check(slice.text()).ifPresent(mistake -> found.add(placed(mistake, slice.start())));
        }
        return List.copyOf(found);
    }

    private static Diagnostic placed(Diagnostic mistake, Position start) {
        return new Diagnostic(mistake.from().within(start), mistake.to().within(start), mistake.message());
    }
}
