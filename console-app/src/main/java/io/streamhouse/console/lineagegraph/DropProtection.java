package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.RelationKeeper;
import io.streamhouse.console.catalog.RelationReaders;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.console.sqlworkspace.StatementInterceptor;
import io.streamhouse.lineage.Change;
import io.streamhouse.lineage.Impact;
import io.streamhouse.lineage.Impact.Concerned;
import io.streamhouse.lineage.Impact.Effect;
import io.streamhouse.lineage.Impact.Script;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Outcome;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.sql.LostColumns;
import io.streamhouse.sql.StatementKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Keeps what others read from being dropped unawares. A statement that would break a view, a materialized view or a
 * streaming statement is refused, and says whom it would break: a statement can't be asked back. The Catalog page can:
 * there only materialized views are in the way, and all others are named before somebody confirms.
 *
 * <p>The graph may be a moment behind: what it says is looked up again before anybody is refused for it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DropProtection implements StatementInterceptor, RelationKeeper, RelationReaders {

    private static final int MOST_NAMED = 5;
    private static final int MOST_COLUMNS = 5;

    private final GraphKeeper keeper;
    private final NamingScripts scripts;
    private final Catalogs catalogs;

    DropProtection(GraphKeeper keeper, NamingScripts scripts, Catalogs catalogs) {
        this.keeper = keeper;
        this.scripts = scripts;
        this.catalogs = catalogs;
    }

    @Override
    public Optional<Outcome> intercept(Actor actor, String statement, StatementKind kind, Namespace namespace) {
        if (kind != StatementKind.DDL && kind != StatementKind.MATERIALIZED_TABLE && kind != StatementKind.OTHER) {
            return Optional.empty();
        }
        DatabaseId current = new DatabaseId(
                namespace.catalog().orElseThrow(), namespace.database().orElseThrow());
        LostColumns.of(statement)
                .ifPresent(lost -> FlowTracer.named(lost.relation(), current).ifPresent(id -> check(id, lost)));
        return Optional.empty();
    }

    private void check(RelationId id, LostColumns lost) {
        List<Change> changes = lost.columns().isEmpty()
                ? List.of(new Change.DropRelation(id))
                : lost.columns().stream()
                        .map(column -> (Change) new Change.DropColumn(id, column))
                        .toList();
        for (Change change : changes) {
            List<String> broken = new ArrayList<>();
            breaking(change).forEach(one -> broken.add(words(one, change)));
            for (Script script : scripts.streaming(change)) {
                broken.add("the streaming statement into " + script.name());
            }
            if (!broken.isEmpty()) {
                Problem problem = Problem.of(
                        ErrorCode.INVALID_REQUEST,
                        "Dropping " + what(change) + " breaks " + listed(broken),
                        "Change or drop first what reads it"
                                + (lost.columns().isEmpty() ? ", or drop it in the Catalog page, which asks" : ""));
                throw new ProblemException(problem.at(lost.where()));
            }
        }
    }

    /** What would break right away, as far as it is still there and still reads it. */
    private List<Concerned> breaking(Change change) {
        Optional<Impact> impact = keeper.graph().impact(change);
        return impact.stream()
                .flatMap(known -> known.relations().stream())
                .filter(one -> one.effect() == Effect.BREAKS)
                .filter(one -> asKnown(one.id()))
                .toList();
    }

    /** Whether a relation is as the graph knows it; one that has changed or gone since has no say. */
    private boolean asKnown(RelationId id) {
        try {
            var before = catalogs.storedDefinition(id).map(Definitions.Shape::of);
            return before.isPresent()
                    && catalogs.stored(id).map(Definitions.Shape::of).equals(before);
        } catch (ProblemException e) {
            return true;
        }
    }

    @Override
    public Optional<String> page(RelationId id) {
        return Optional.empty();
    }

    /** A materialized view is kept by the console: nobody may take away what it reads. */
    @Override
    public void checkDrop(RelationId id) {
        Change change = new Change.DropRelation(id);
        List<String> kept = breaking(change).stream()
                .filter(one -> one.distance() == 1)
                .filter(one -> one.kind()
                        .filter(RelationKind.MATERIALIZED_VIEW::equals)
                        .isPresent())
                .map(one -> words(one, change))
                .toList();
        if (!kept.isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "Dropping " + id + " breaks " + listed(kept),
                    "Drop what reads it first");
        }
    }

    @Override
    public boolean drop(Actor actor, RelationId id) {
        return false;
    }

    @Override
    public Optional<List<Hurt>> hurtBy(RelationId id) {
        if (keeper.state().upToDate().isEmpty()) {
            return Optional.empty();
        }
        Change change = new Change.DropRelation(id);
        Stream<Hurt> relations = keeper.graph().impact(change).stream()
                .flatMap(impact -> impact.relations().stream())
                .map(one -> new Hurt(one.id().toString(), how(one)));
        Stream<Hurt> named = scripts.of(change).stream()
                .map(script -> new Hurt("The " + script.kind() + " “" + script.name() + "”", "names it"));
        return Optional.of(Stream.concat(relations, named).toList());
    }

    private static String how(Concerned one) {
        return switch (one.effect()) {
            case BREAKS -> "breaks" + columns(one);
            case GOES_STALE -> "gets no new rows" + columns(one);
            case CHANGES -> "changes" + columns(one);
            case UNKNOWN -> "may be concerned: nobody can tell";
        };
    }

    private static String what(Change change) {
        return switch (change) {
            case Change.DropRelation drop -> drop.relation().toString();
            case Change.DropColumn drop -> drop.relation() + "." + drop.column();
            case Change.ChangeColumn other -> other.relation() + "." + other.column();
        };
    }

    private static String words(Concerned one, Change change) {
        return change instanceof Change.DropColumn || one.columns().size() <= MOST_COLUMNS
                ? one.id() + columns(one)
                : one.id().toString();
    }

    private static String columns(Concerned one) {
        List<String> few = one.columns().stream().limit(MOST_COLUMNS).toList();
        int more = one.columns().size() - few.size();
        return few.isEmpty() ? "" : " (" + String.join(", ", few) + (more > 0 ? " and " + more + " more" : "") + ")";
    }

    private static String listed(List<String> all) {
        List<String> few = all.stream().limit(MOST_NAMED).toList();
        int more = all.size() - few.size();
        return String.join(", ", few) + (more > 0 ? " and " + more + " more" : "");
    }
}
