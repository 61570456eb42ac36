package io.streamhouse.engine;

import io.streamhouse.model.Column;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One running statement and its result. Closing it, finished or not, frees what the engine holds for it: a SELECT's job
 * is cancelled; a job that an INSERT submitted runs on.
 */
public interface StatementHandle extends AutoCloseable {

    /**
     * The next part of the result. Waits up to {@code patience} for something to say, and returns {@link Waiting} if
     * there is nothing yet.
     */
    Fetched fetch(Duration patience);

    /** Ends the statement; a job of it that feeds a result, or that is still being waited for, is cancelled. */
    void cancel();

    /** The statement's job, once it is known and if it has one. */
    Optional<JobId> job();

    /** Whether the session had to be renewed to run this statement, so that its temporary objects were lost. */
    boolean sessionRenewed();

    @Override
    void close();

    /** What a fetch found. */
    sealed interface Fetched {}

    /** Nothing yet: still planning, or no new row. */
    record Waiting() implements Fetched {}

    /** Rows, with the columns known from the first time on. More may follow. */
    record Page(List<Column> columns, List<Row> rows) implements Fetched {}

    /**
     * The end of the result.
     *
     * @param columns empty for a statement without a result
     * @param submitted the job that runs on, for an INSERT in streaming mode
     */
    record Complete(List<Column> columns, boolean isQuery, Optional<JobId> submitted) implements Fetched {}

    /** It failed or was cancelled. */
    record Failed(Problem problem) implements Fetched {}
}
