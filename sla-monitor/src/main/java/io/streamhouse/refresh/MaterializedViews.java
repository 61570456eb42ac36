package io.streamhouse.refresh;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/**
 * The materialized views and everything that can be done with them. A call changes what is wished; one loop makes it so.
 *
 * <p>Every call throws {@link ProblemException}: NOT_FOUND for a relation that is no materialized view.
 */
public final class MaterializedViews implements AutoCloseable {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param store a database that holds the tables of {@code db/migration} */
    public MaterializedViews(Surroundings surroundings, DataSource store, InstantSource clock) {}

    /** Begins to look after the views there are. */
    public void start() {}

    /**
     * Creates a view and begins to fill it.
     *
     * @throws ProblemException SYNTAX, NOT_FOUND, INVALID_STATEMENT, NOT_SUPPORTED, ALREADY_EXISTS, INVALID_REQUEST;
     *     nothing is created then
     */
    public ViewState create(Actor actor, NewView request) {
        throw notYet();
    }

    /**
     * What {@link #create} would do.
     *
     * @throws ProblemException as {@link #create}
     */
    public CreationPreview previewCreate(NewView request) {
        throw notYet();
    }

    public List<ViewState> list() {
        return List.of();
    }

    public ViewState get(RelationId id) {
        throw notYet();
    }

    /**
     * Changes how fresh the view is to be and how.
     *
     * @param basedOnRevision the revision the caller saw; empty not to check
     * @return the switch that makes it so; empty if the mode stays
     * @throws ProblemException REVISION_CONFLICT, INVALID_REQUEST, NOT_SUPPORTED
     */
    public Optional<UUID> setFreshness(
            Actor actor, RelationId id, FreshnessTarget freshness, RequestedMode mode, OptionalLong basedOnRevision) {
        throw notYet();
    }

    /** What {@link #setFreshness} would do. */
    public SwitchPreview preview(RelationId id, FreshnessTarget freshness, RequestedMode mode) {
        throw notYet();
    }

    /** What {@link #changeQuery} would do. */
    public QueryChange previewQuery(RelationId id, String query) {
        throw notYet();
    }

    /**
     * Gives the view another query; its old content stays readable until the new one takes its place in one commit.
     *
     * @throws ProblemException as {@link #create}; INVALID_REQUEST if the new columns don't fit the table
     */
    public void changeQuery(Actor actor, RelationId id, String query) {
        throw notYet();
    }

    /** Stops refreshing the view, whatever it was doing, without losing its place. */
    public void suspend(Actor actor, RelationId id) {
        throw notYet();
    }

    /** @throws ProblemException INVALID_REQUEST if a view it reads is suspended, naming it */
    public void resume(Actor actor, RelationId id) {
        throw notYet();
    }

    /** Refreshes the view now. Returns the refresh's id at once; {@link #refreshes} tells what came of it. */
    public UUID refresh(Actor actor, RelationId id) {
        throw notYet();
    }

    /** @throws ProblemException INVALID_REQUEST if another view reads it, naming that one */
    public void drop(Actor actor, RelationId id) {
        throw notYet();
    }

    /** Newest first. */
    public List<Switch> switches(RelationId id) {
        throw notYet();
    }

    /** Those that started in the time from {@code from} until before {@code to}, newest first. */
    public List<RefreshRun> refreshes(RelationId id, Instant from, Instant to) {
        throw notYet();
    }

    /**
     * Compares the newest recorded version with the query over its inputs at the positions recorded for it.
     *
     * @throws ProblemException INVALID_REQUEST if there is no recorded version, NOT_FOUND if a snapshot needed is gone
     */
    public Verification verify(RelationId id) {
        throw notYet();
    }

    /**
     * Has {@code listener} called, on a thread of this object, whenever something about a view may have changed.
     *
     * @return closed to be called no more
     */
    public AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** @throws ProblemException INVALID_REQUEST if materialized views read the table, naming them */
    public void checkDrop(RelationId table) {}

    /** Stops looking after the views. Jobs go on; what was half done is finished after the next {@link #start}. */
    @Override
    public void close() {}

    private static ProblemException notYet() {
        return new ProblemException(ErrorCode.NOT_SUPPORTED, "Materialized views can't be had yet.");
    }
}
