package io.streamhouse.console.views;

import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.console.sqlworkspace.StatementInterceptor;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Outcome;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Row;
import io.streamhouse.refresh.NewView;
import io.streamhouse.refresh.ViewState;
import io.streamhouse.sql.MaterializedTableStatement;
import io.streamhouse.sql.MaterializedTableStatement.ChangeQuery;
import io.streamhouse.sql.MaterializedTableStatement.Create;
import io.streamhouse.sql.MaterializedTableStatement.Drop;
import io.streamhouse.sql.MaterializedTableStatement.Refresh;
import io.streamhouse.sql.MaterializedTableStatement.Resume;
import io.streamhouse.sql.MaterializedTableStatement.SetFreshness;
import io.streamhouse.sql.MaterializedTableStatement.SetFreshnessAndMode;
import io.streamhouse.sql.MaterializedTableStatement.SetRefreshMode;
import io.streamhouse.sql.MaterializedTableStatement.Show;
import io.streamhouse.sql.MaterializedTableStatement.Suspend;
import io.streamhouse.sql.MaterializedTables;
import io.streamhouse.sql.StatementKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Flink's statements about materialized tables, carried out here: Flink's own scheduler forgets them at a restart, and
 * it knows no change of freshness or mode.
 */
@Component
class ViewStatements implements StatementInterceptor {

    /** Freshness of a view whose statement names none. */
    private static final FreshnessTarget USUAL = new FreshnessTarget.Within(java.time.Duration.ofMinutes(1));

    private static final OptionalLong ANY_REVISION = OptionalLong.empty();

    private final Views views;
    private final ViewProtection protection;

    ViewStatements(Views views, ViewProtection protection) {
        this.views = views;
        this.protection = protection;
    }

    @Override
    public Optional<Outcome> intercept(Actor actor, String statement, StatementKind kind, Namespace namespace) {
        DatabaseId current = new DatabaseId(
                namespace.catalog().orElseThrow(), namespace.database().orElseThrow());
        Optional<MaterializedTableStatement> read =
                kind == StatementKind.MATERIALIZED_TABLE || kind == StatementKind.SHOW
                        ? MaterializedTables.parse(statement)
                        : Optional.empty();
        if (read.isPresent()) {
            return Optional.of(carryOut(actor, read.get(), current));
        }
        if (kind == StatementKind.MATERIALIZED_TABLE) {
            throw new ProblemException(
                    ErrorCode.NOT_SUPPORTED,
                    "This statement about a materialized table is not carried out here",
                    "CREATE, ALTER, DROP and SHOW MATERIALIZED TABLES are");
        }
        protection.check(statement, kind, current);
        return Optional.empty();
    }

    private Outcome carryOut(Actor actor, MaterializedTableStatement statement, DatabaseId current) {
        switch (statement) {
            case Create create -> create(actor, create, current);
            case SetFreshness set -> {
                ViewState view = views.get(set.id(current));
                views.setFreshness(
                        actor, view.id(), set.freshness(), view.definition().mode(), ANY_REVISION);
            }
            case SetRefreshMode set -> {
                ViewState view = views.get(set.id(current));
                views.setFreshness(actor, view.id(), view.definition().freshness(), set.refreshMode(), ANY_REVISION);
            }
            case SetFreshnessAndMode set ->
                views.setFreshness(actor, set.id(current), set.freshness(), set.refreshMode(), ANY_REVISION);
            case Suspend suspend -> views.suspend(actor, suspend.id(current), ANY_REVISION);
            case Resume resume -> resume(actor, resume, current);
            case Refresh refresh -> refresh(actor, refresh, current);
            case ChangeQuery change ->
                placed(
                        change.queryStart(),
                        () -> views.changeQuery(actor, change.id(current), change.query(), ANY_REVISION));
            case Drop drop -> {
                if (!drop.ifExists() || views.find(drop.id(current)).isPresent()) {
                    views.drop(actor, drop.id(current), ANY_REVISION);
                }
            }
            case Show show -> {
                return show(show, current);
            }
        }
        return new Outcome.Done();
    }

    private void create(Actor actor, Create create, DatabaseId current) {
        if (create.ifNotExists() && views.find(create.id(current)).isPresent()) {
            return;
        }
        NewView request = new NewView(
                create.id(current),
                create.query(),
                create.primaryKey(),
                create.partitionedBy(),
                create.freshness().orElse(USUAL),
                create.refreshMode().orElse(new RequestedMode.Auto()),
                create.comment(),
                current.catalog(),
                current.name(),
                create.options());
        placed(create.queryStart(), () -> views.create(actor, request));
    }

    private void resume(Actor actor, Resume resume, DatabaseId current) {
        if (!resume.options().isEmpty()) {
            throw new ProblemException(
                    ErrorCode.NOT_SUPPORTED,
                    "A view is resumed as it was: options can't be given here",
                    "Leave WITH (…) out");
        }
        views.resume(actor, resume.id(current), ANY_REVISION);
    }

    private void refresh(Actor actor, Refresh refresh, DatabaseId current) {
        if (!refresh.partition().isEmpty()) {
            throw new ProblemException(
                    ErrorCode.NOT_SUPPORTED,
                    "A view is refreshed as a whole: a single partition can't be",
                    "Leave PARTITION (…) out");
        }
        views.refresh(actor, refresh.id(current), ANY_REVISION);
    }

    private Outcome show(Show show, DatabaseId current) {
        DatabaseId database =
                switch (show.database().size()) {
                    case 0 -> current;
                    case 1 -> new DatabaseId(current.catalog(), show.database().getFirst());
                    default ->
                        new DatabaseId(show.database().get(0), show.database().get(1));
                };
        Optional<Pattern> like = show.like().map(ViewStatements::pattern);
        List<Row> rows = views.list().stream()
                .map(view -> view.id())
                .filter(id -> id.databaseId().equals(database))
                .filter(id -> like.map(wanted -> wanted.matcher(id.name()).matches() != show.notLike())
                        .orElse(true))
                .map(id -> Row.insert(id.name()))
                .toList();
        return new Outcome.Rows(List.of(Column.notNull("materialized table name", "STRING")), rows, false);
    }

    /** {@code %} for any text, {@code _} for any character, as in SQL. */
    private static Pattern pattern(String like) {
        StringBuilder regex = new StringBuilder();
        like.codePoints().forEach(sign -> {
            switch (sign) {
                case '%' -> regex.append(".*");
                case '_' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(sign)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Places that the planner finds are in the query; people look at the whole statement. */
    private static void placed(Position queryStart, Runnable act) {
        try {
            act.run();
        } catch (ProblemException e) {
            Problem problem = e.problem();
            throw problem.where()
                    .map(at -> new ProblemException(problem.at(at.within(queryStart)), e))
                    .orElse(e);
        }
    }
}
