package io.streamhouse.console.catalog.design;

import io.streamhouse.console.catalog.design.TableDesigns.Standing;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.TableDdl;
import io.streamhouse.sql.TableDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** A table in the designer: one that is to be made, or one that stands and is to be altered. */
public final class OpenTable {

    private final TableDesigns designs;
    private final OpenDesign design;
    private final UnsaidProblems unsaid;
    private Optional<Standing> standing;

    private OpenTable(
            TableDesigns designs, TableDesign begun, List<DesignProblem> atFirst, Optional<Standing> standing) {
        this.designs = designs;
        this.design = new OpenDesign(begun);
        this.unsaid = new UnsaidProblems(atFirst);
        this.standing = standing;
    }

    /** @param begun what the new table begins with */
    public static OpenTable anew(TableDesigns designs, TableDesign begun) {
        return new OpenTable(designs, begun, designs.check(begun), Optional.empty());
    }

    /** @throws ProblemException as {@link TableDesigns#standing} */
    public static OpenTable standing(TableDesigns designs, RelationId id) {
        Standing found = designs.standing(id);
        return new OpenTable(designs, found.design(), List.of(), Optional.of(found));
    }

    /**
     * How it stands with the design.
     *
     * @param problems those to be shown
     * @param alteration what it takes to alter the table that stands
     * @param readers what reads that table
     * @param possible whether a person can have it made or altered, for all that is shown
     */
    public record Look(
            List<DesignProblem> problems,
            Optional<TableAlteration> alteration,
            List<String> readers,
            boolean possible) {
        public Look {
            problems = List.copyOf(problems);
            readers = List.copyOf(readers);
        }
    }

    /** What is to be done; nothing is before it is run. */
    public interface Work {

        /**
         * @param done told how many steps of an alteration are done, after each
         * @throws ProblemException as {@link TableDesigns#create} and {@link TableDesigns#alter}
         */
        RelationId run(Actor actor, IntConsumer done);
    }

    public OpenDesign design() {
        return design;
    }

    /** Whether there is a table already, which is to be altered. */
    public boolean stands() {
        return standing.isPresent();
    }

    public Look look() {
        TableDesign now = design.design();
        List<DesignProblem> problems =
                unsaid.said(standing.map(old -> designs.check(old, now)).orElseGet(() -> designs.check(now)));
        Optional<TableAlteration> alteration = alteration();
        boolean possible = design.unreadable().isEmpty() && problems.stream().noneMatch(DesignProblem::blocking);
        boolean something = alteration.filter(TableAlteration::isNothing).isEmpty();
        return new Look(
                problems,
                alteration,
                standing.map(old -> designs.readers(old.id())).orElse(List.of()),
                possible && something);
    }

    private Optional<TableAlteration> alteration() {
        return standing.map(old -> designs.alteration(old, design.design()));
    }

    /** A field was left; {@link UnsaidProblems#left}. */
    public boolean left(String field) {
        return unsaid.left(field);
    }

    /** It is to be made or altered; {@link UnsaidProblems#sayAll}. */
    public boolean sayAll() {
        return unsaid.sayAll();
    }

    /** The design as the statement of another table, to be given a name. */
    public String copy() {
        TableDesign now = design.design();
        List<String> name = new ArrayList<>(now.name());
        name.set(name.size() - 1, name.getLast() + "_2");
        return TableDdl.write(now.withName(name));
    }

    /** The statements that do what is designed. */
    public String sql() {
        return alteration()
                .map(alteration -> String.join(
                        ";\n",
                        alteration.steps().stream()
                                .map(TableAlteration.Step::sql)
                                .toList()))
                .orElseGet(design::text);
    }

    /** What is to be done as the design is now, whatever becomes of it meanwhile. */
    public Work work() {
        String ddl = design.text();
        Optional<TableAlteration> alteration = alteration();
        Optional<RelationId> id = standing.map(Standing::id);
        return (actor, done) -> {
            if (id.isEmpty() || alteration.isEmpty()) {
                return designs.create(actor, ddl);
            }
            designs.alter(actor, alteration.get(), done);
            return id.get();
        };
    }

    /** Something of it may have been done: the table that stands is looked at again. */
    public void lookAgain() {
        standing = standing.map(old -> designs.standing(old.id()));
    }
}
