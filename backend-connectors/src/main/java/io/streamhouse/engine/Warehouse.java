package io.streamhouse.engine;

import io.streamhouse.model.Branch;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.DataFile;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Partition;
import io.streamhouse.model.Preview;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Row;
import io.streamhouse.model.SchemaVersion;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.TableFacts;
import io.streamhouse.model.Tag;
import java.util.List;
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
