package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads GROUP BY with what is computed for each group, and HAVING. */
final class Groups {

    /** No expression that rows are grouped by has more tokens, where HAVING is searched for one. */
    private static final int LONGEST_KEY = 40;

    private final Select select;
    private final SelectClauses clauses;
    private final Written text;
    private final AggregateCalls aggregates;

    /** What names mean over the rows that are grouped. */
    private final Scope input;

    private final List<NamedExpression> keys = new ArrayList<>();
    private final List<NamedExpression> measures = new ArrayList<>();
    private final List<Known> knownKeys = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    /** The columns of what is grouped by or computed, if only for HAVING. */
    private final Map<ExpressionKey, String> columns = new HashMap<>();

    /** Whether the step's columns are those that the SELECT asks for, in their order. */
    private boolean asAsked = true;

    Groups(Select select) {
        this.select = select;
        this.clauses = select.clauses();
        this.text = select.text();
        this.aggregates = select.reading().aggregates();
        this.input = select.scope();
    }

    void read() {
        List<Part> by =
                clauses.group().map(part -> text.list(part.from(), part.to())).orElse(List.of());
        by.forEach(this::refuseOtherGroups);
        List<SelectItem> items = SelectItem.toldApart(clauses.items());
        asked(items, by);
        unasked(by);
        clauses.having().ifPresent(this::computeFor);
        List<Known> known = new ArrayList<>(knownKeys);
        measures.forEach(measure -> known.add(new Known(measure.name(), false)));
        Rows rows = select.growing()
                .add("grouped", new Step.Aggregate(keys, measures), List.of(input.node()), Optional.of(known));
        select.goOn(Scope.of(rows, ""));
        clauses.having().ifPresent(this::having);
        reduce(items, known.size());
        // Names of before mean nothing behind the groups; the outputs are found by what they were computed from.
        select.goOn(input.at(select.scope().rows()));
        select.project();
    }

    private void refuseOtherGroups(Part key) {
        boolean several = text.anyWord(key.from(), Set.of("ROLLUP", "CUBE", "GROUPING"))
                || text.symbol(key.from(), "(") && text.partner(key.from()) == key.to() - 1;
        if (several) {
            throw new Uncovered("Groups of several kinds at once are not known: GROUPING SETS, ROLLUP, CUBE");
        }
        if (text.anyWord(key.from(), Windows.FUNCTIONS) && text.symbol(key.from() + 1, "(")) {
            throw new Uncovered("A window in GROUP BY is Flink's older form: write TABLE("
                    + text.get(key.from()).text().toUpperCase(Locale.ROOT) + "(…)) in FROM");
        }
    }

    /** What the SELECT asks for: keys by which rows are grouped, and what is computed for each group. */
    private void asked(List<SelectItem> items, List<Part> by) {
        Map<ExpressionKey, Integer> left = new HashMap<>();
        by.forEach(part -> left.merge(key(part), 1, Integer::sum));
        for (SelectItem item : items) {
            Part expression = item.expression();
            if (item.star() || holdsOver(expression)) {
                throw new Uncovered(
                        item.star() ? "A star beside groups is not known" : "OVER beside groups is not known");
            }
            ExpressionKey key = key(expression);
            taken.add(item.name());
            if (left.getOrDefault(key, 0) > 0) {
                left.merge(key, -1, Integer::sum);
                asAsked &= measures.isEmpty();
                by.stream()
                        .filter(part -> text.slice(part).equals(text.slice(expression)))
                        .forEach(part -> text.keep(part.from(), part.to()));
                addKey(expression, key, item.name());
            } else {
                measures.add(new NamedExpression(select.moved(expression).over(input), item.name()));
            }
            select.computes(key, item.name());
        }
    }

    /** Keys that the SELECT does not ask for. */
    private void unasked(List<Part> by) {
        for (Part part : by) {
            ExpressionKey key = key(part);
            if (!columns.containsKey(key)) {
                asAsked = false;
                addKey(
                        part,
                        key,
                        free(text.isPath(part) ? text.get(part.to() - 1).name() : "key"));
            }
        }
    }

    private void addKey(Part expression, ExpressionKey key, String name) {
        columns.putIfAbsent(key, name);
        keys.add(new NamedExpression(select.moved(expression).over(input), name));
        knownKeys.add(new Known(name, input.notNull(key.text())));
    }

    private String free(String name) {
        String free = name;
        while (!taken.add(free)) {
            free = free + "_";
        }
        return free;
    }

    /** Computes for each group what only HAVING asks for. */
    private void computeFor(Part having) {
        int at = having.from();
        while (at < having.to()) {
            int end = text.opensQuery(at) ? at : aggregates.end(at);
            Part piece = new Part(at, end);
            if (end > at && select.output(key(piece)).isEmpty() && !columns.containsKey(key(piece))) {
                asAsked = false;
                String name = free(text.get(at).text().toLowerCase(Locale.ROOT) + "_1");
                columns.put(key(piece), name);
                measures.add(new NamedExpression(select.moved(piece).over(input), name));
            }
            at = behind(at, end);
        }
    }

    private void having(Part condition) {
        MovedExpression expression = select.moved(condition);
        new ScalarQueries(select).answer(condition, expression);
        int at = condition.from();
        while (at < condition.to()) {
            int end = text.opensQuery(at) ? at : computedEnd(at, condition.to());
            if (end > at) {
                Part piece = new Part(at, end);
                String name =
                        column(key(piece)).orElseThrow(() -> new Uncovered("HAVING asks for what is not computed"));
                expression.replace(piece, Lexeme.written(name));
            } else if (text.startsPath(at)) {
                // The bracket of a call is no part of an expression inside of it.
                end = text.pathEnd(at) + 1;
                if (!text.symbol(end - 1, "(")) {
                    throw new Uncovered("HAVING asks for what is neither grouped by nor computed");
                }
            }
            at = behind(at, end);
        }
        select.filter(expression.over(select.scope()));
    }

    /** Behind what was found here; behind the query that stands here or the token, if nothing was. */
    private int behind(int at, int end) {
        if (end > at) {
            return end;
        }
        return text.opensQuery(at) ? text.partner(at) + 1 : at + 1;
    }

    /** Behind a call of an aggregate function or the longest expression grouped by; {@code at} if neither is here. */
    private int computedEnd(int at, int to) {
        int aggregate = aggregates.end(at);
        if (aggregate > at || text.symbol(at - 1, ".")) {
            return aggregate;
        }
        for (int end = Math.min(to, at + LONGEST_KEY); end > at; end--) {
            if (!text.symbol(end, ".") && column(key(new Part(at, end))).isPresent()) {
                return end;
            }
        }
        return at;
    }

    private Optional<String> column(ExpressionKey key) {
        return select.output(key).or(() -> Optional.ofNullable(columns.get(key)));
    }

    /** Leaves what the SELECT asks for. @param size how many columns the groups have */
    private void reduce(List<SelectItem> items, int size) {
        Scope scope = select.scope();
        // What HAVING asked other queries for beside the groups is not in the result.
        boolean more = scope.rows().columns().map(List::size).orElse(0) > size;
        if (!asAsked || more) {
            List<String> names = items.stream().map(SelectItem::name).toList();
            List<NamedExpression> asked = names.stream()
                    .map(name -> new NamedExpression(Lexeme.written(name), name))
                    .toList();
            select.add("computed", new Step.Project(false, asked, clauses.distinct()), Scope.named(names));
        } else if (clauses.distinct()) {
            select.add(
                    "distinct_rows",
                    new Step.Project(true, List.of(), true),
                    scope.rows().columns());
        }
    }

    private ExpressionKey key(Part expression) {
        return ExpressionKey.of(text, expression, List.of(input));
    }

    private boolean holdsOver(Part part) {
        for (int at = part.from(); at < part.to(); at++) {
            if (text.word(at, "OVER")) {
                return true;
            }
        }
        return false;
    }
}
