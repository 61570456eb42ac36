package io.streamhouse.console.catalog.design;

import io.streamhouse.console.catalog.CatalogChanges;
import io.streamhouse.console.catalog.CatalogContents;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.console.catalog.RelationReaders;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.OptionInfo;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.sql.TableDdl;
import io.streamhouse.sql.TableDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Makes tables as they are designed, and alters them to what they should be. */
@Service
public class TableDesigns {

    private final Catalogs catalogs;
    private final CatalogChanges changes;
    private final ObjectProvider<RelationReaders> readers;

    public TableDesigns(Catalogs catalogs, CatalogChanges changes, ObjectProvider<RelationReaders> readers) {
        this.catalogs = catalogs;
        this.changes = changes;
        this.readers = readers;
    }

    /**
     * A table as it stands.
     *
     * @param empty whether it never held a row
     */
    public record Standing(RelationId id, TableDesign design, boolean empty) {}

    /** The databases that a table can be made in. */
    public List<DatabaseId> databases() {
        return catalogs.contents().stream()
                .map(CatalogContents::databases)
                .flatMap(List::stream)
                .map(CatalogContents.DatabaseContents::id)
                .toList();
    }

    /** A table to begin with. */
    public TableDesign begin(DatabaseId database, TableIntent intent) {
        TableDesign design = TableDesign.named(List.of(database.catalog(), database.name(), ""))
                .withColumns(List.of(
                        TableDesign.Column.of("id", "BIGINT", !intent.keyed()),
                        TableDesign.Column.of("updated_at", "TIMESTAMP(3)", true)));
        return intent.applied(design);
    }

    /** @throws ProblemException NOT_FOUND; NOT_SUPPORTED for what is no table of Paimon's */
    public Standing standing(RelationId id) {
        RelationOverview overview = catalogs.relation(id);
        if (overview.kind() != RelationKind.TABLE || !overview.stored()) {
            throw new ProblemException(
                    ErrorCode.NOT_SUPPORTED,
                    id + " is no table that can be altered here",
                    overview.kind() == RelationKind.MATERIALIZED_VIEW
                            ? "Change the query or the freshness of a materialized view on its own page"
                            : "Only tables that Paimon keeps can be");
        }
        boolean empty = overview.facts().filter(facts -> facts.snapshots() == 0).isPresent();
        return new Standing(id, TableDdl.read(overview.ddl()), empty);
    }

    /** What is wrong with a design that is to become a table. */
    public List<DesignProblem> check(TableDesign design) {
        List<DesignProblem> problems = new ArrayList<>(DesignCheck.of(design));
        if (design.name().stream().anyMatch(String::isBlank)) {
            return problems;
        }
        if (design.name().size() != 3) {
            problems.add(DesignProblem.blocking("name", "The name says catalog and database too"));
            return problems;
        }
        RelationId id = id(design);
        if (!databases().contains(id.databaseId())) {
            problems.add(DesignProblem.blocking("name", "There is no database " + id.databaseId()));
        } else if (catalogs.relations().stream().anyMatch(known -> known.id().equals(id))) {
            problems.add(DesignProblem.blocking("name", "There is a relation " + id + " already"));
        }
        return problems;
    }

    /** What is wrong with a design that a table is to be altered to. */
    public List<DesignProblem> check(Standing standing, TableDesign design) {
        List<DesignProblem> problems = new ArrayList<>(DesignCheck.of(design));
        alteration(standing, design)
                .obstacles()
                .forEach(obstacle ->
                        problems.add(DesignProblem.blocking(obstacle.field(), obstacle.what(), obstacle.way())));
        return problems;
    }

    /** What it takes to alter a table to a design. */
    public TableAlteration alteration(Standing standing, TableDesign design) {
        return AlterationPlan.between(standing.id(), standing.design(), design, standing.empty());
    }

    /** What reads the table, and may break when a column goes; empty if nothing does or it is not known. */
    public List<String> readers(RelationId id) {
        return readers.stream()
                .flatMap(knowing -> knowing.hurtBy(id).stream())
                .flatMap(List::stream)
                .map(RelationReaders.Hurt::name)
                .distinct()
                .toList();
    }

    /** Every option a table can be given. */
    public List<OptionInfo> options() {
        return TableOptionNames.all();
    }

    /**
     * Creates the table.
     *
     * @param ddl its statement, as it was written
     * @throws ProblemException SYNTAX, INVALID_REQUEST, or what the engine says
     */
    public RelationId create(Actor actor, String ddl) {
        TableDesign design = TableDdl.read(ddl);
        Optional<DesignProblem> wrong =
                check(design).stream().filter(DesignProblem::blocking).findFirst();
        if (wrong.isPresent()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    wrong.get().what(),
                    wrong.get().nextStep().orElse("Change the design"));
        }
        changes.createTable(actor, ddl);
        return id(design);
    }

    /**
     * Carries out an alteration, step by step; a step that fails is the last.
     *
     * @param done told how many steps are done, after each
     * @throws ProblemException INVALID_REQUEST if not all of it can be had in place, and then nothing was done; what the
     *     engine says
     */
    public void alter(Actor actor, TableAlteration alteration, IntConsumer done) {
        if (!alteration.obstacles().isEmpty()) {
            TableAlteration.Obstacle first = alteration.obstacles().getFirst();
            throw new ProblemException(ErrorCode.INVALID_REQUEST, first.what(), first.way());
        }
        int count = 0;
        for (TableAlteration.Step step : alteration.steps()) {
            changes.alterTable(actor, step.sql());
            done.accept(++count);
        }
    }

    private static RelationId id(TableDesign design) {
        return new RelationId(
                design.name().get(0), design.name().get(1), design.name().get(2));
    }
}
