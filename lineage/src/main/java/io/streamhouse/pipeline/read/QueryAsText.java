package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.pipeline.write.NodeSql;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes one node of a whole query, which keeps its text but calls what it reads by the names of nodes. */
final class QueryAsText {

    private final Written text;
    private final Growing growing;
    private final Sources sources;

    QueryAsText(Reading reading) {
        text = reading.text();
        growing = reading.growing();
        sources = reading.sources();
    }

    /** @param why one sentence for a person */
    Rows read(Part part, Surroundings around, String why) {
        Set<String> inputs = new LinkedHashSet<>();
        StringBuilder sql = new StringBuilder();
        int base = text.bodyFrom(part);
        String whole = text.body(part);
        int done = base;
        Set<String> own = ownNames(part);
        for (int at : tables(part)) {
            int end = text.pathEnd(at);
            List<String> path = text.path(at, end);
            if (path.size() == 1 && own.contains(path.get(0)) && !around.withs().containsKey(path.get(0))) {
                continue;
            }
            sql.append(whole, done - base, text.from(at) - base);
            done = text.to(end - 1);
            boolean hinted = text.word(end, "FOR") || text.opensHint(end);
            if (hinted && sources.defined(path, around).isEmpty()) {
                // Hints and times of reading can stand behind the relation only.
                sql.append(NodeSql.relation(sources.id(path)));
                continue;
            }
            String name = sources.rows(path, around).node();
            inputs.add(name);
            sql.append(Lexeme.written(name));
            String last = path.get(path.size() - 1);
            boolean inFrom = !text.word(at - 1, "TABLE");
            if (inFrom && !FromClause.isAlias(text, end) && !name.equals(last)) {
                sql.append(" AS ").append(Lexeme.written(last));
            }
        }
        sql.append(whole, done - base, whole.length());
        text.untold(base, base + whole.length());
        return growing.addText(new Step.Query(sql.toString()), List.copyOf(inputs), columns(part), why);
    }

    /** What the query names itself: what stands before {@code AS (}, and before a list of columns there. */
    private Set<String> ownNames(Part part) {
        Set<String> own = new HashSet<>();
        for (int at = part.from(); at < part.to(); at++) {
            if (text.symbol(at, "(") && text.word(at - 1, "AS")) {
                int name = text.symbol(at - 2, ")") ? text.partner(at - 2) - 1 : at - 2;
                if (text.name(name)) {
                    own.add(text.get(name).name());
                }
            }
        }
        return own;
    }

    /** The columns of what a query gives back, where its SELECT names them all. */
    private Optional<List<Known>> columns(Part part) {
        int at = part.from();
        if (!text.word(at, "SELECT")) {
            return Optional.empty();
        }
        at += text.word(at + 1, "DISTINCT") || text.word(at + 1, "ALL") ? 2 : 1;
        List<SelectItem> items = SelectItem.list(text, at, text.fromClause(at, part.to()));
        return items.stream().anyMatch(SelectItem::star)
                ? Optional.empty()
                : Scope.named(items.stream().map(SelectItem::name).toList());
    }

    /** Where a query names relations, those of queries inside of it too. */
    private List<Integer> tables(Part part) {
        List<Integer> found = new ArrayList<>();
        tables(part.from(), part.to(), false, found);
        return found;
    }

    private void tables(int from, int to, boolean opened, List<Integer> found) {
        boolean select = opened;
        boolean inFrom = opened;
        boolean expected = opened;
        int at = from;
        while (at < to) {
            int next = at + 1;
            if (text.word(at, "SELECT")) {
                select = true;
                inFrom = false;
                expected = false;
            } else if (text.isFrom(at) && select) {
                inFrom = true;
                expected = true;
            } else if (text.anyWord(at, SelectClauses.WORDS)
                    || text.anyWord(at, Ending.WORDS)
                    || text.anyWord(at, SetOperations.WORDS)) {
                inFrom = false;
                expected = false;
            } else if (text.word(at, "JOIN") || text.symbol(at, ",") && inFrom) {
                expected = true;
            } else if (text.word(at, "TABLE") && text.name(at + 1)) {
                found.add(at + 1);
                next = text.pathEnd(at + 1);
                expected = false;
            } else if (text.symbol(at, "(")) {
                int close = Math.min(text.partner(at), to);
                boolean query = text.opensQuery(at) || text.word(at + 1, "VALUES");
                tables(at + 1, close, expected && !query, found);
                expected = false;
                next = close + 1;
            } else if (expected && text.name(at)) {
                next = text.pathEnd(at);
                if (!text.symbol(next, "(")) {
                    found.add(at);
                }
                expected = false;
            } else {
                expected &= text.word(at, "LATERAL") || text.word(at, "TABLE");
            }
            at = next;
        }
    }
}
