package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Scope.Mapped;
import io.streamhouse.pipeline.read.Scope.Visible;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a SELECT asks for, row by row. */
final class Projection {

    private final Select select;
    private final SelectClauses clauses;
    private final Set<String> taken = new HashSet<>();
    private final List<NamedExpression> columns = new ArrayList<>();
    private final List<Known> known = new ArrayList<>();

    Projection(Select select) {
        this.select = select;
        this.clauses = select.clauses();
    }

    /** @param numbered whether the rows were numbered just before, and all that may be left out is that number */
    void read(boolean numbered) {
        if (!clauses.distinct() && (clauses.isStar() || numbered && isAllColumns())) {
            return;
        }
        Scope scope = select.scope();
        List<SelectItem> items = clauses.items();
        boolean keepAll = startsWithAll();
        if (keepAll) {
            scope.rows().columns().ifPresent(known::addAll);
            scope.items().stream()
                    .flatMap(item -> item.columns().stream().flatMap(List::stream))
                    .forEach(column -> select.computes(new ExpressionKey(column.now()), column.now()));
        }
        for (SelectItem item : keepAll ? items.subList(1, items.size()) : items) {
            if (item.star()) {
                starred(item);
                continue;
            }
            String name = SelectItem.numbered(item.name(), taken);
            ExpressionKey key = select.key(item.expression());
            columns.add(new NamedExpression(select.moved(item.expression()).over(scope), name));
            known.add(new Known(name, scope.notNull(key.text())));
            select.computes(key, name);
        }
        boolean allKnown = !keepAll || scope.rows().columns().isPresent();
        select.add(
                "computed",
                new Step.Project(keepAll, columns, clauses.distinct()),
                allKnown ? Optional.of(known) : Optional.empty());
        select.project();
    }

    /** Whether it asks for all columns first, and then for more. */
    private boolean startsWithAll() {
        SelectItem first = clauses.items().get(0);
        Scope scope = select.scope();
        boolean only = scope.single() && scope.item(first.qualifier()).isPresent();
        return first.star() && (first.qualifier().isEmpty() || only);
    }

    private void starred(SelectItem star) {
        Scope scope = select.scope();
        List<Visible> of = star.qualifier().isEmpty()
                ? scope.items()
                : List.of(scope.item(star.qualifier())
                        .orElseThrow(() -> new Uncovered("There is no " + star.qualifier() + " in FROM")));
        for (Visible item : of) {
            List<Mapped> mapped = item.columns()
                    .orElseThrow(() -> new Uncovered("The columns of " + item.alias() + " are not known"));
            for (Mapped column : mapped) {
                String name = SelectItem.numbered(column.column(), taken);
                columns.add(new NamedExpression(Lexeme.written(column.now()), name));
                known.add(new Known(name, scope.notNull(column.now())));
                select.computes(new ExpressionKey(column.now()), name);
            }
        }
    }

    /** Whether the columns are those that are there: only the number of a row is left out. */
    private boolean isAllColumns() {
        List<String> all = select.scope().rows().columns().orElse(List.of()).stream()
                .map(Known::name)
                .toList();
        List<SelectItem> items = clauses.items();
        boolean plain = items.stream().allMatch(item -> item.expression().length() == 1 && !item.star());
        return plain && items.stream().map(SelectItem::name).toList().equals(all);
    }
}
