package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.sql.Lexeme;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads WHERE: a filter, and joins for the conditions that ask another query. */
final class Conditions {

    private final Select select;
    private final SelectClauses clauses;
    private final Written text;

    Conditions(Select select) {
        this.select = select;
        this.clauses = select.clauses();
        this.text = select.text();
    }

    /**
     * Filters by what is still to filter by.
     *
     * @param all the conditions that stand in WHERE
     * @param open those of them that no step holds yet
     * @param simple whether nothing comes between WHERE and what is asked for
     * @return whether the last step has the columns that the SELECT asks for
     */
    boolean read(List<Part> all, List<Part> open, boolean simple) {
        List<Part> plain =
                open.stream().filter(condition -> !text.holdsQuery(condition)).toList();
        List<Part> asking = open.stream().filter(text::holdsQuery).toList();
        if (!plain.isEmpty()) {
            // The whole clause as it stands, comments between conditions too, where all of it is left.
            select.filter(
                    plain.size() == all.size()
                            ? written(clauses.where().orElseThrow())
                            : String.join(
                                    "\n  AND ",
                                    plain.stream().map(this::written).toList()));
        }
        boolean folded = false;
        for (int at = 0; at < asking.size(); at++) {
            folded = ask(asking.get(at), simple && at == asking.size() - 1);
        }
        return folded;
    }

    private String written(Part condition) {
        return select.moved(condition).over(select.scope());
    }

    /** A condition that asks another query. */
    private boolean ask(Part condition, boolean mayFold) {
        boolean not = text.word(condition.from(), "NOT");
        int at = condition.from() + (not ? 1 : 0);
        if (text.word(at, "EXISTS") && closes(at + 1, condition)) {
            return exists(new Part(at + 2, condition.to() - 1), not, mayFold);
        }
        int in = text.find(condition.from(), condition.to(), Set.of("IN"));
        if (!not && in < condition.to() && closes(in + 1, condition) && text.holdsQuery(new Part(in, condition.to()))) {
            among(condition, in);
        } else {
            compare(condition);
        }
        return false;
    }

    /** Whether what opens here closes where the condition ends. */
    private boolean closes(int open, Part condition) {
        return text.symbol(open, "(") && text.partner(open) == condition.to() - 1;
    }

    /** {@code [NOT] EXISTS (SELECT …)}. */
    private boolean exists(Part asked, boolean not, boolean mayFold) {
        Part inner = text.unwrapped(asked);
        if (!SelectClauses.isAll(text, inner)) {
            throw new Uncovered("EXISTS asks a query of a form that is not known");
        }
        SelectClauses other = SelectClauses.read(text, inner);
        boolean grouped = other.isGrouped(select.reading().aggregates())
                || other.qualify().isPresent();
        FromClause from = FromClause.read(text, other.from());
        if (grouped || !from.rest().isEmpty() || from.first().time().isPresent()) {
            throw new Uncovered("EXISTS asks more than one relation for rows");
        }
        Scope read = new TableReader(select.queries(), select.around()).read(from.first());
        Scope right = select.apart(read, from.first().alias());
        Scope left = select.scope();
        Step.JoinKind kind = not ? Step.JoinKind.ANTI : Step.JoinKind.SEMI;
        boolean folds = mayFold && left.single() && !clauses.hasStar();
        List<NamedExpression> columns = folds ? select.columns(Optional.empty()) : List.of();
        Step step = other.where()
                .flatMap(condition -> new IntervalCondition(select, right).step(kind, condition, columns))
                .orElseGet(() -> new Step.Join(
                        kind,
                        other.where()
                                .map(condition -> select.moved(condition).over(left, right))
                                .orElse(""),
                        columns));
        Optional<List<Known>> known = folds
                ? Scope.named(columns.stream().map(NamedExpression::name).toList())
                : left.rows().columns();
        select.join(not ? "without" : "with_match", step, right, known);
        if (folds) {
            select.project();
        }
        return folds;
    }

    /** {@code value [NOT] IN (SELECT …)}. */
    private void among(Part condition, int in) {
        boolean not = text.word(in - 1, "NOT");
        Part value = new Part(condition.from(), not ? in - 1 : in);
        if (text.symbol(value.from(), "(")
                && text.list(value.from() + 1, text.partner(value.from())).size() > 1) {
            throw new Uncovered("IN for several columns at once is not known");
        }
        Scope right = select.apart(select.asked(new Part(in + 2, condition.to() - 1)), "");
        Scope left = select.scope();
        Known asked = right.rows()
                .columns()
                .filter(columns -> columns.size() == 1)
                .orElseThrow(() -> new Uncovered("IN asks a query whose column is not known"))
                .get(0);
        String column = select.key(value).text();
        if (not && !(text.isPath(value) && left.notNull(column) && asked.notNull())) {
            throw new Uncovered("NOT IN a query is true of nothing as soon as that has a NULL");
        }
        boolean both = text.isPath(value)
                && value.length() == 1
                && right.has(text.get(value.from()).name());
        String compared = both ? left.column(column) : select.moved(value).over(left, right);
        select.join(
                not ? "without" : "with_match",
                new Step.Join(
                        not ? Step.JoinKind.ANTI : Step.JoinKind.SEMI,
                        compared + " = " + right.column(asked.name()),
                        List.of()),
                right,
                left.rows().columns());
    }

    /** A condition on values that other queries give. */
    private void compare(Part condition) {
        MovedExpression expression = select.moved(condition);
        Optional<List<Known>> before = select.scope().rows().columns();
        new ScalarQueries(select).answer(condition, expression);
        select.filter(expression.over(select.scope()));
        if (clauses.hasStar()) {
            // A star means the columns of FROM, not what was asked for beside them.
            List<NamedExpression> columns = before.orElse(List.of()).stream()
                    .map(column -> new NamedExpression(Lexeme.written(column.name()), column.name()))
                    .toList();
            select.add("computed", new Step.Project(false, columns, false), before);
        }
    }
}
