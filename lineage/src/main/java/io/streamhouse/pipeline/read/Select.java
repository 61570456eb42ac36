package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A SELECT on its way to become steps, shared by all that read a part of it: what is written, and how far it has come,
 * which is what names mean over the step made last.
 */
final class Select {

    private final QueryReader queries;
    private final Reading reading;
    private final SelectClauses clauses;
    private final Surroundings around;
    private final Ending ending;

    /** What the query computes and what its column is called, to find it again where it is ordered or numbered by. */
    private final Map<ExpressionKey, String> outputs = new HashMap<>();

    private boolean projected;
    private Scope scope = new Scope(new Rows("", Optional.empty()), List.of());

    Select(QueryReader queries, SelectClauses clauses, Surroundings around, Ending ending) {
        this.queries = queries;
        this.reading = queries.reading();
        this.clauses = clauses;
        this.around = around;
        this.ending = ending;
    }

    QueryReader queries() {
        return queries;
    }

    Reading reading() {
        return reading;
    }

    Written text() {
        return reading.text();
    }

    Growing growing() {
        return reading.growing();
    }

    SelectClauses clauses() {
        return clauses;
    }

    Surroundings around() {
        return around;
    }

    Ending ending() {
        return ending;
    }

    /** What names mean over the step made last. */
    Scope scope() {
        return scope;
    }

    void goOn(Scope next) {
        scope = next;
    }

    /** The step made last has the columns that the SELECT asks for, and no others. */
    void project() {
        projected = true;
    }

    boolean isProjected() {
        return projected;
    }

    /** Adds a step over the one made last; names mean the same after it. */
    void add(String called, Step step, Optional<List<Known>> columns) {
        scope = scope.at(reading.growing().add(called, step, List.of(scope.node()), columns));
    }

    /** Adds a step over the one made last and another; names mean the same after it. */
    void join(String called, Step step, Scope right, Optional<List<Known>> columns) {
        scope = scope.at(reading.growing().add(called, step, List.of(scope.node(), right.node()), columns));
    }

    void filter(String condition) {
        add("filtered", new Step.Filter(condition), scope.rows().columns());
    }

    MovedExpression moved(Part expression) {
        return new MovedExpression(reading.text(), expression, around.outer());
    }

    ExpressionKey key(Part expression) {
        return ExpressionKey.of(reading.text(), expression, List.of(scope));
    }

    /** The column that an expression is computed into. */
    Optional<String> output(ExpressionKey expression) {
        return Optional.ofNullable(outputs.get(expression));
    }

    void computes(ExpressionKey expression, String column) {
        outputs.put(expression, column);
    }

    /** What the SELECT asks for, as columns of a step over the one made last and perhaps another. */
    List<NamedExpression> columns(Optional<Scope> right) {
        List<NamedExpression> columns = new ArrayList<>();
        List<Scope> scopes = right.map(other -> List.of(scope, other)).orElse(List.of(scope));
        for (SelectItem item : SelectItem.toldApart(clauses.items())) {
            columns.add(new NamedExpression(moved(item.expression()).over(scope, right), item.name()));
            computes(ExpressionKey.of(reading.text(), item.expression(), scopes), item.name());
        }
        return columns;
    }

    /** The rows to join; those of the step made last get a second name. */
    Scope apart(Scope right, String alias) {
        if (!right.node().equals(scope.node())) {
            return right;
        }
        Step again = new Step.Project(true, List.of(), false);
        Growing growing = reading.growing();
        List<String> inputs = List.of(right.node());
        Optional<List<Known>> columns = right.rows().columns();
        boolean free = !alias.isEmpty() && growing.find(alias).isEmpty();
        return right.at(
                free ? growing.add(alias, again, inputs, "", columns) : growing.add("again", again, inputs, columns));
    }

    /** A query inside of a condition, which must not ask for columns of this one. */
    Scope asked(Part query) {
        Set<String> outer = new HashSet<>(around.outer());
        scope.items().forEach(item -> {
            outer.add(item.alias());
            item.columns().ifPresent(columns -> columns.forEach(column -> outer.add(column.column())));
        });
        Written text = reading.text();
        Rows rows = queries.covered(text.unwrapped(query), new Surroundings(around.withs(), outer));
        reading.growing().note(rows.node(), text.untold(text.from(query.from()), text.to(query.to() - 1)));
        return Scope.of(rows, "");
    }

    /** Where the SELECT ends, and what its rows are ordered by. */
    int end() {
        List<SortKey> order = ending.order();
        return order.isEmpty()
                ? clauses.body().to()
                : order.get(order.size() - 1).expression().to();
    }
}
