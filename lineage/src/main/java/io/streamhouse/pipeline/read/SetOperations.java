package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.Step.SetKind;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads queries put together by UNION, INTERSECT and EXCEPT. */
final class SetOperations {

    /** What stands between two of them. */
    static final Set<String> WORDS = Set.of("UNION", "EXCEPT", "MINUS", "INTERSECT");

    private final QueryReader queries;
    private final Written text;
    private final Growing growing;

    SetOperations(QueryReader queries) {
        this.queries = queries;
        this.text = queries.reading().text();
        this.growing = queries.reading().growing();
    }

    /** Puts them together, INTERSECT first, the others from left to right. */
    Rows read(Part body, Surroundings around) {
        List<Part> operands = new ArrayList<>();
        List<SetKind> kinds = new ArrayList<>();
        int start = body.from();
        for (int at = body.from(); at < body.to(); at = text.next(at)) {
            if (text.anyWord(at, WORDS)) {
                operands.add(new Part(start, at));
                kinds.add(kind(at));
                start = at + (text.word(at + 1, "ALL") || text.word(at + 1, "DISTINCT") ? 2 : 1);
            }
        }
        operands.add(new Part(start, body.to()));
        List<Rows> rows = new ArrayList<>();
        operands.forEach(operand -> rows.add(queries.query(operand, around, Optional.empty(), List.of())));
        intersect(rows, kinds);
        return combine(rows, kinds);
    }

    private SetKind kind(int at) {
        boolean all = text.word(at + 1, "ALL");
        if (text.word(at, "UNION")) {
            return all ? SetKind.UNION_ALL : SetKind.UNION;
        }
        if (all) {
            throw new Uncovered(text.get(at).text().toUpperCase(Locale.ROOT) + " ALL counts rows that are alike");
        }
        return text.word(at, "INTERSECT") ? SetKind.INTERSECT : SetKind.EXCEPT;
    }

    /** Leaves no INTERSECT: those that follow each other from left to right, the last such group first. */
    private void intersect(List<Rows> rows, List<SetKind> kinds) {
        int at = kinds.lastIndexOf(SetKind.INTERSECT);
        while (at >= 0) {
            int first = at;
            while (first > 0 && kinds.get(first - 1) == SetKind.INTERSECT) {
                first--;
            }
            for (int one = first; one <= at; one++) {
                rows.set(first, combined(SetKind.INTERSECT, List.of(rows.get(first), rows.remove(first + 1))));
            }
            kinds.subList(first, at + 1).clear();
            at = kinds.lastIndexOf(SetKind.INTERSECT);
        }
    }

    private Rows combine(List<Rows> rows, List<SetKind> kinds) {
        Rows left = rows.get(0);
        int at = 0;
        while (at < kinds.size()) {
            SetKind kind = kinds.get(at);
            int most = new Step.SetOperation(kind).mostInputs();
            List<Rows> inputs = new ArrayList<>(List.of(left, rows.get(++at)));
            while (at < kinds.size() && kinds.get(at) == kind && inputs.size() < most) {
                inputs.add(rows.get(++at));
            }
            left = combined(kind, inputs);
        }
        return left;
    }

    private Rows combined(SetKind kind, List<Rows> inputs) {
        String called =
                switch (kind) {
                    case UNION, UNION_ALL -> "together";
                    case INTERSECT -> "in_both";
                    case EXCEPT -> "remaining";
                };
        return growing.add(
                called,
                new Step.SetOperation(kind),
                inputs.stream().map(Rows::node).toList(),
                inputs.get(0)
                        .columns()
                        .map(known -> known.stream()
                                .map(column -> new Known(column.name(), false))
                                .toList()));
    }
}
