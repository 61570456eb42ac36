package io.streamhouse.console.views;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Touch;
import io.streamhouse.sql.Touches;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Keeps statements from doing what would silently break a view: dropping what it reads, or writing into its table
 * behind the loop's back.
 */
@Component
class ViewProtection {

    private final Views views;

    ViewProtection(Views views) {
        this.views = views;
    }

    /** @throws ProblemException INVALID_STATEMENT, INVALID_REQUEST, at the name in question */
    void check(String statement, StatementKind kind, DatabaseId current) {
        if (!mayTouch(kind)) {
            return;
        }
        for (Touch touch : Touches.of(statement)) {
            try {
                check(touch, current);
            } catch (ProblemException e) {
                throw new ProblemException(e.problem().at(touch.where()), e);
            }
        }
    }

    private static boolean mayTouch(StatementKind kind) {
        return switch (kind) {
            case INSERT, UPDATE, DELETE, TRUNCATE, STATEMENT_SET, EXECUTE_PLAN, DDL, CREATE_TABLE_AS, OTHER -> true;
            case QUERY,
                    EXPLAIN,
                    COMPILE_PLAN,
                    MATERIALIZED_TABLE,
                    ANALYZE,
                    SET,
                    RESET,
                    USE,
                    SHOW,
                    DESCRIBE,
                    CALL,
                    ADD_JAR,
                    REMOVE_JAR,
                    MODULE,
                    STOP_JOB,
                    CLIENT,
                    EMPTY -> false;
        };
    }

    private void check(Touch touch, DatabaseId current) {
        switch (touch.act()) {
            case WRITE -> named(touch, current).ifPresent(this::checkWrite);
            case ALTER -> named(touch, current).ifPresent(this::checkAlter);
            case DROP -> named(touch, current).ifPresent(this::checkDrop);
            case DROP_DATABASE -> checkDropDatabase(touch, current);
        }
    }

    private void checkWrite(RelationId id) {
        if (views.find(id).isPresent()) {
            throw new ProblemException(
                    ErrorCode.INVALID_STATEMENT,
                    id + " is a materialized view: its rows are its query's, nobody else writes them",
                    "Write into the tables it reads, or change its query: ALTER MATERIALIZED TABLE " + id + " AS …");
        }
    }

    private void checkAlter(RelationId id) {
        if (views.find(id).isPresent()) {
            throw new ProblemException(
                    ErrorCode.INVALID_STATEMENT,
                    id + " is a materialized view: ALTER TABLE would change it behind the back of what keeps it fresh",
                    "ALTER MATERIALIZED TABLE " + id + " SET FRESHNESS, SET REFRESH_MODE, or AS another query");
        }
    }

    private void checkDrop(RelationId id) {
        if (views.find(id).isPresent()) {
            throw new ProblemException(
                    ErrorCode.INVALID_STATEMENT,
                    id + " is a materialized view: dropped as a table, its job would run on",
                    "DROP MATERIALIZED TABLE " + id);
        }
        views.checkDrop(id);
    }

    /** What goes with a database may be read from outside of it, and the views inside have jobs. */
    private void checkDropDatabase(Touch touch, DatabaseId current) {
        List<String> name = touch.name();
        DatabaseId database =
                switch (name.size()) {
                    case 1 -> new DatabaseId(current.catalog(), name.getFirst());
                    default -> new DatabaseId(name.get(0), name.get(1));
                };
        Predicate<ViewState> inside = view -> view.id().databaseId().equals(database);
        List<ViewState> all = views.list();
        Set<String> reading = all.stream()
                .filter(view -> inside.test(view)
                        || view.reads().stream().anyMatch(id -> id.databaseId().equals(database)))
                .map(view -> view.id().toString())
                .collect(Collectors.toSet());
        if (!reading.isEmpty()) {
            throw new ProblemException(Problem.of(
                    ErrorCode.INVALID_REQUEST,
                    "The database " + database + " holds materialized views, or tables that they read: "
                            + reading.stream().sorted().collect(Collectors.joining(", ")),
                    "Drop these views first: DROP MATERIALIZED TABLE …"));
        }
    }

    private static Optional<RelationId> named(Touch touch, DatabaseId current) {
        List<String> parts = touch.name();
        return switch (parts.size()) {
            case 1 -> Optional.of(current.relation(parts.getFirst()));
            case 2 -> Optional.of(new RelationId(current.catalog(), parts.get(0), parts.get(1)));
            case 3 -> Optional.of(new RelationId(parts.get(0), parts.get(1), parts.get(2)));
            default -> Optional.empty();
        };
    }
}
