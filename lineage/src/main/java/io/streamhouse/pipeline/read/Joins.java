package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.Expressions;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.FromClause.Joined;
import io.streamhouse.pipeline.read.FromClause.Table;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Scope.Mapped;
import io.streamhouse.pipeline.read.Scope.Visible;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads FROM: its tables, joined one after the other, and table functions called for each row. */
final class Joins {

    private final Select select;
    private final SelectClauses clauses;
    private final Written text;
    private final TableReader tables;

    Joins(Select select) {
        this.select = select;
        this.clauses = select.clauses();
        this.text = select.text();
        this.tables = new TableReader(select.queries(), select.around());
    }

    /** A table to be joined, and the conditions of WHERE that it is joined by. */
    private record Right(Joined joined, Scope scope, List<Part> conditions) {}

    /**
     * Joins what stands in FROM.
     *
     * @param open the conditions of WHERE; those that tables are joined by are taken out
     * @param simple whether nothing but WHERE comes between FROM and what is asked for
     * @return whether the last join has the columns that the SELECT asks for
     */
    boolean read(FromClause from, List<Part> open, boolean simple) {
        if (from.first().time().isPresent()) {
            throw new Uncovered("FOR SYSTEM_TIME AS OF on the first relation reads it as it was once");
        }
        select.goOn(tables.read(from.first()));
        List<Right> rights = new ArrayList<>();
        for (Joined joined : from.rest()) {
            Scope scope = joined.table().isCall() ? select.scope() : tables.read(joined.table());
            rights.add(new Right(joined, scope, new ArrayList<>()));
        }
        if (rights.isEmpty()) {
            return false;
        }
        if (rights.stream().allMatch(right -> isPlain(right.joined()))) {
            distribute(rights, open);
        }
        Right last = rights.get(rights.size() - 1);
        boolean all = simple && open.isEmpty();
        boolean folds = all && !clauses.hasStar() && !last.joined().table().isCall();
        boolean wholly = all && clauses.isStar() && select.ending().order().isEmpty();
        for (Right right : rights) {
            if (right.joined().table().isCall()) {
                call(right.joined());
            } else {
                join(right, folds && right.equals(last), wholly && right.equals(last));
            }
        }
        return folds;
    }

    /** Whether it makes no difference if a condition stands in WHERE or where the table is joined. */
    private static boolean isPlain(Joined joined) {
        return !joined.table().isCall()
                && joined.kind() == Step.JoinKind.INNER
                && joined.table().time().isEmpty();
    }

    /** Conditions on columns of several relations go where the last of them is joined. */
    private void distribute(List<Right> rights, List<Part> open) {
        List<Scope> scopes = Stream.concat(
                        Stream.of(select.scope()), rights.stream().map(Right::scope))
                .toList();
        for (Part condition : List.copyOf(open)) {
            if (text.holdsQuery(condition) || !isEquation(condition)) {
                continue;
            }
            Set<Integer> used = new HashSet<>();
            boolean clear = true;
            for (int at = condition.from(); at < condition.to(); at++) {
                if (text.startsPath(at) && !text.symbol(text.pathEnd(at), "(")) {
                    List<Integer> owners = owners(at, scopes);
                    clear &= owners.size() == 1;
                    used.addAll(owners);
                }
            }
            if (clear && used.size() > 1) {
                int last = used.stream().mapToInt(one -> one).max().orElseThrow();
                rights.get(last - 1).conditions().add(condition);
                open.remove(condition);
            }
        }
    }

    private boolean isEquation(Part condition) {
        for (int at = condition.from(); at < condition.to(); at = text.next(at)) {
            if (text.symbol(at, "=")) {
                return true;
            }
        }
        return false;
    }

    /** Which of the scopes a name can be of. */
    private List<Integer> owners(int at, List<Scope> scopes) {
        String first = text.get(at).name();
        boolean qualified = text.pathEnd(at) > at + 1;
        List<Integer> owners = new ArrayList<>();
        for (int one = 0; one < scopes.size(); one++) {
            Scope scope = scopes.get(one);
            if (qualified && scope.item(first).isPresent()) {
                return List.of(one);
            }
            if (!scope.having(first).isEmpty()) {
                owners.add(one);
            }
        }
        return owners;
    }

    private void join(Right given, boolean folds, boolean wholly) {
        Joined joined = given.joined();
        Scope left = select.scope();
        Scope right = select.apart(given.scope(), joined.table().alias());
        List<NamedExpression> columns = List.of();
        Scope next;
        if (folds) {
            columns = select.columns(Optional.of(right));
            next = left.at(new Rows(
                    "", Scope.named(columns.stream().map(NamedExpression::name).toList())));
        } else if (wholly && right.rows().columns().isPresent() && SideBySide.shareNames(left, right)) {
            // Nothing but a star over it: which of two columns of one name is meant is not asked here.
            next = new Scope(new Rows("", Optional.empty()), List.of(new Visible("", Optional.empty())));
        } else {
            SideBySide.Result both = SideBySide.of(select, right, joined.kind());
            columns = both.columns();
            next = both.scope();
        }
        Step step = step(given, right, columns);
        select.goOn(next.at(select.growing()
                .add(
                        "joined",
                        step,
                        List.of(left.node(), right.node()),
                        next.rows().columns())));
        if (folds) {
            select.project();
        }
    }

    private Step step(Right given, Scope right, List<NamedExpression> columns) {
        Joined joined = given.joined();
        if (joined.table().time().isPresent()) {
            return temporal(joined, joined.table().time().get(), right, columns);
        }
        if (given.conditions().isEmpty() && joined.on().isPresent()) {
            Optional<Step> interval = new IntervalCondition(select, right)
                    .step(joined.kind(), joined.on().get(), columns);
            if (interval.isPresent()) {
                return interval.get();
            }
        }
        List<String> conditions = new ArrayList<>();
        joined.on().filter(on -> !isTrue(on)).ifPresent(on -> {
            boolean wrapped = !given.conditions().isEmpty() && Expressions.needsBrackets(text.slice(on));
            String written = select.moved(on).over(select.scope(), right);
            conditions.add(wrapped ? "(" + written + ")" : written);
        });
        given.conditions()
                .forEach(condition -> conditions.add(select.moved(condition).over(select.scope(), right)));
        return new Step.Join(joined.kind(), String.join(" AND ", conditions), columns);
    }

    private boolean isTrue(Part condition) {
        return condition.length() == 1 && text.word(condition.from(), "TRUE");
    }

    /** {@code JOIN rates FOR SYSTEM_TIME AS OF orders.at ON …}. */
    private Step temporal(Joined joined, Part time, Scope right, List<NamedExpression> columns) {
        Part on = joined.on().orElseThrow(() -> new Uncovered("A temporal join needs ON"));
        if (joined.kind() != Step.JoinKind.INNER && joined.kind() != Step.JoinKind.LEFT) {
            throw new Uncovered("A temporal join is an inner or a left one");
        }
        String moment = moment(time);
        return new Step.TemporalJoin(joined.kind(), select.moved(on).over(select.scope(), right), moment, columns);
    }

    /** The left's column for a moment, without what it is qualified with. */
    private String moment(Part time) {
        Scope left = select.scope();
        if (!text.isPath(time)) {
            return select.moved(time).over(left);
        }
        if (time.length() == 1) {
            return text.slice(time);
        }
        String column = text.get(time.to() - 1).name();
        return Lexeme.written(left.item(text.get(time.from()).name())
                .flatMap(item -> item.now(column))
                .orElse(column));
    }

    private void call(Joined joined) {
        Table table = joined.table();
        boolean outer = joined.kind() == Step.JoinKind.LEFT;
        boolean conditional = joined.on().map(on -> !isTrue(on)).orElse(false);
        if (!outer && joined.kind() != Step.JoinKind.INNER || conditional) {
            throw new Uncovered("A table function is called for each row, without a condition");
        }
        if (outer && joined.on().isEmpty()) {
            throw new Uncovered("A table function kept outer needs ON TRUE");
        }
        Scope scope = select.scope();
        String written = select.moved(table.part()).over(scope);
        List<String> names = new ArrayList<>();
        List<Mapped> mapped = new ArrayList<>();
        for (String column : table.columns()) {
            String name = column;
            while (!clauses.isStar() && (scope.has(name) || names.contains(name))) {
                name = name + "_";
            }
            names.add(name);
            mapped.add(new Mapped(column, name));
        }
        Optional<List<Known>> columns = scope.rows()
                .columns()
                .filter(known -> !names.isEmpty())
                .map(known -> {
                    List<Known> more = new ArrayList<>(known);
                    names.forEach(name -> more.add(new Known(name, false)));
                    return more;
                });
        Rows rows = select.growing()
                .add("unfolded", new Step.TableCall(written, names, outer), List.of(scope.node()), columns);
        select.goOn(
                scope.with(rows, new Visible(table.alias(), names.isEmpty() ? Optional.empty() : Optional.of(mapped))));
    }
}
