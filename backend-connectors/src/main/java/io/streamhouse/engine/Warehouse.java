package io.streamhouse.engine;

import io.streamhouse.model.Branch;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.CommitFiles;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.DataFile;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ForeignSuspension;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Partition;
import io.streamhouse.model.Preview;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Row;
import io.streamhouse.model.SchemaVersion;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.TableFacts;
import io.streamhouse.model.Tag;
import io.streamhouse.model.ViewDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A Paimon catalog, read and written without a Flink job.
 *
 * <p>Unknown ids throw {@link io.streamhouse.model.ProblemException} with NOT_FOUND; storage that does not answer or
 * holds what can't be read, with WAREHOUSE_FAILED.
 */
public interface Warehouse extends AutoCloseable {

    CatalogInfo catalog();

    List<DatabaseId> databases();

    /** The relations of a database by name, without reading their schemas. */
    List<RelationRef> relations(DatabaseId database);

    Relation relation(RelationId id);

    /** As {@link #relation}, and no older than this call: another client may have changed it a moment ago. */
    Relation relationNow(RelationId id);

    TableFacts facts(RelationId id);

    /** The latest snapshots, newest first. */
    List<Snapshot> snapshots(RelationId id, int limit);

    /** Live files of the current snapshot. */
    List<DataFile> files(RelationId id, int limit);

    List<Partition> partitions(RelationId id);

    List<Consumer> consumers(RelationId id);

    List<Tag> tags(RelationId id);

    List<Branch> branches(RelationId id);

    /** Every version of the schema, oldest first. */
    List<SchemaVersion> schemas(RelationId id);

    /**
     * The first {@code limit} rows of a table, merged by its key, at a snapshot or the latest one. Stops reading as
     * soon as it has them.
     *
     * @throws io.streamhouse.model.ProblemException NOT_FOUND if the snapshot has expired or never was; NOT_SUPPORTED
     *     for a view
     */
    Preview preview(RelationId id, OptionalLong snapshot, int limit);

    /**
     * Every row of a table at a snapshot or the latest one, handed to {@code sink} one by one.
     *
     * @return the snapshot read; empty for a table never written to
     */
    OptionalLong scan(RelationId id, OptionalLong snapshot, java.util.function.Consumer<Row> sink);

    /**
     * Opens a table for writing. Rows keep their kinds; each commit is one snapshot.
     *
     * @param commitUser names the writer in the table's snapshots; one at a time may write under a name
     */
    TableWriter write(RelationId id, String commitUser);

    /**
     * Creates a materialized view: an empty Paimon table that every Flink client sees as a materialized table, not being
     * refreshed yet. With a primary key it keeps a changelog as its query would produce it; it has a fixed number of
     * buckets ({@code bucket} among its options, otherwise one) and commits a snapshot with every checkpoint.
     *
     * @throws io.streamhouse.model.ProblemException ALREADY_EXISTS; NOT_FOUND for its database; INVALID_STATEMENT if a key
     *     column may be NULL or is no column; NOT_SUPPORTED for a column type that Paimon lacks
     */
    void createView(ViewDefinition view);

    /** @throws io.streamhouse.model.ProblemException NOT_FOUND if there is none, or it is no materialized view */
    ViewDefinition view(RelationId id);

    /** The materialized views of all databases, those of other Flink clients among them. */
    List<RelationId> views();

    /**
     * Writes a view's query, target, mode and comment anew, in one change, if they differ from what is there.
     *
     * @param actual how it is being refreshed now, if it is known
     * @param job the job that keeps it fresh, if there is one: to other Flink clients the view is then ACTIVATED and they
     *     may stop this job by SUSPEND; otherwise it is SUSPENDED
     * @throws io.streamhouse.model.ProblemException NOT_SUPPORTED if its columns or keys are others than those stored
     */
    void alterView(ViewDefinition view, Optional<RefreshMode> actual, Optional<JobId> job);

    /**
     * Whether another Flink client has suspended the view since {@link #alterView} wrote it last, as it is stored now.
     *
     * @throws io.streamhouse.model.ProblemException NOT_FOUND if there is none, or it is no materialized view
     */
    Optional<ForeignSuspension> suspendedByOthers(RelationId id);

    /** Drops a table or materialized view with all its data. Nothing happens if there is none. */
    void drop(RelationId id);

    /** Sets options of a table, in one change, if they differ from what is there. Running writers take them up late. */
    void setOptions(RelationId id, Map<String, String> set);

    /** The newest snapshot, asked of storage now; empty for a table never written to. */
    Optional<Snapshot> latest(RelationId id);

    /** Empty if it has expired or never was. Snapshots that only a tag keeps are found too. */
    Optional<Snapshot> snapshot(RelationId id, long snapshot);

    /** The snapshots there are from {@code first} on, oldest first, at most {@code limit}. */
    List<Snapshot> snapshotsFrom(RelationId id, long first, int limit);

    /** What a snapshot did to the table's files; empty if it has expired or never was. */
    Optional<CommitFiles> commit(RelationId id, long snapshot);

    /**
     * Bytes of every file in a table's folder: those of older snapshots and metadata too. Lists the whole folder.
     */
    long storedBytes(RelationId id);

    /**
     * The snapshot a consumer reads next; empty if there is no such consumer (any more).
     *
     * <p>A streaming read with a {@code consumer-id} writes it with every completed checkpoint, also when it has not
     * moved, as the position that this checkpoint contains: everything before it has been emitted ahead of the
     * checkpoint's barrier. The reader learns of the completion a moment after the cluster does, so when
     * {@link Jobs#checkpoint} has returned k, the position is that of k as soon as {@link #consumerChangedAt} is later
     * than it was before k was triggered, provided no other checkpoint is taken meanwhile; the view's snapshot of k
     * (its {@code commitIdentifier}) appears independently of that, before or after. As long as the source has no
     * snapshot at all there is nothing to write and no consumer.
     */
    OptionalLong consumer(RelationId id, String consumer);

    /** When a consumer's position was last written; it expires by this time. */
    Optional<Instant> consumerChangedAt(RelationId id, String consumer);

    /**
     * Writes a consumer's position, also to keep it from expiring: snapshots from {@code next} on are kept for it.
     *
     * @param next the snapshot it reads next
     */
    void setConsumer(RelationId id, String consumer, long next);

    /**
     * Removes consumers whose file was left without content. Paimon rewrites a consumer's file in place; a process that
     * is killed in that moment leaves it empty, and every later commit to the table stumbles over it.
     *
     * @return the consumers removed, which no longer keep any snapshot
     */
    List<String> removeBrokenConsumers(RelationId id);

    /** Forgets a consumer. Nothing happens if there is none. */
    void removeConsumer(RelationId id, String consumer);

    /**
     * Keeps a snapshot from expiring. A tag of this name that is there already is left as it is if it names this
     * snapshot.
     *
     * @throws io.streamhouse.model.ProblemException NOT_FOUND if the snapshot has expired or never was; ALREADY_EXISTS if
     *     the tag names another snapshot
     */
    void tag(RelationId id, String name, long snapshot);

    /** Removes a tag. Nothing happens if there is none. */
    void removeTag(RelationId id, String name);

    /**
     * Takes away every snapshot after this one. Their ids will be given to new snapshots; consumers beyond the cut stay
     * where they are and must be dealt with by whoever calls this. No job may write to the table meanwhile.
     *
     * @throws io.streamhouse.model.ProblemException NOT_FOUND if the snapshot has expired or never was
     */
    void rollback(RelationId id, long snapshot);

    @Override
    void close();

    /** Writes rows and commits them together. Not for several threads at once. */
    interface TableWriter extends AutoCloseable {

        /**
         * @throws IllegalArgumentException if the values don't fit the table's stored columns, naming the column
         */
        void add(Row row);

        /**
         * Commits what was added, all or nothing.
         *
         * @param identifier grows with every commit of this user; a repeated one is not committed again
         */
        void commit(long identifier);

        /** The identifier of this user's last commit, to go on after; 0 if there is none. */
        long lastCommitted();

        /** Gives up what was not committed. */
        @Override
        void close();
    }
}
