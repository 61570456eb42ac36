package io.streamhouse.console.sqlworkspace.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.streamhouse.console.http.JsonValues;
import io.streamhouse.console.sqlworkspace.HistoryEntry;
import io.streamhouse.console.sqlworkspace.SavedScript;
import io.streamhouse.console.sqlworkspace.ScriptRun;
import io.streamhouse.console.sqlworkspace.StatementRun;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Outcome;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the calls of this feature take and answer with. */
final class SqlBodies {

    private SqlBodies() {}

    /**
     * @param executionMode BATCH unless said otherwise
     * @param session a session's id; without one the call has its own
     * @param catalog where unqualified names are looked up from now on
     * @param maxRows 1,000 unless said otherwise, 100,000 at most
     * @param timeout of each statement; 10 minutes for BATCH and 30 seconds for STREAMING unless said otherwise
     */
    record SqlBody(
            @Nullable String sql,
            @Nullable ExecutionMode executionMode,
            @Nullable String session,
            @Nullable String catalog,
            @Nullable String database,
            @Nullable Integer maxRows,
            @Nullable Duration timeout) {}

    record SqlAnswer(List<OutcomeBody> outcomes) {}

    record ColumnBody(String name, String type) {}

    record RowBody(String kind, List<@Nullable Object> values) {}

    record PositionBody(int line, int column) {

        static @Nullable PositionBody of(@Nullable Position position) {
            return position == null ? null : new PositionBody(position.line(), position.column());
        }
    }

    /** @param position in the whole text that was sent */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProblemBody(
            String code,
            String detail,
            @Nullable PositionBody position,
            @Nullable String nextStep) {

        static ProblemBody of(Problem problem) {
            return new ProblemBody(
                    problem.code().name(),
                    problem.what(),
                    PositionBody.of(problem.where().orElse(null)),
                    problem.nextStep().orElse(null));
        }
    }

    /** What came of one statement; which fields there are depends on its kind. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutcomeBody(
            String statement,
            String kind,
            @Nullable List<ColumnBody> columns,
            @Nullable List<RowBody> rows,
            @Nullable Boolean truncated,
            @Nullable String jobId,
            @Nullable ProblemBody problem,
            Duration duration) {

        static OutcomeBody of(StatementRun run, Instant now) {
            String statement = Redactor.text(run.text());
            String job = run.job().map(JobId::value).orElse(null);
            Duration duration = run.elapsed(now);
            return switch (run.outcome()) {
                case Outcome.Rows rows ->
                    new OutcomeBody(
                            statement,
                            "ROWS",
                            rows.columns().stream()
                                    .map(column -> new ColumnBody(column.name(), column.type()))
                                    .toList(),
                            rows.rows().stream()
                                    .map(row -> new RowBody(row.kind().shortForm(), JsonValues.all(row.values())))
                                    .toList(),
                            rows.truncated(),
                            job,
                            null,
                            duration);
                case Outcome.Submitted submitted ->
                    new OutcomeBody(
                            statement,
                            "SUBMITTED",
                            null,
                            null,
                            null,
                            submitted.job().value(),
                            null,
                            duration);
                case Outcome.Done done -> new OutcomeBody(statement, "DONE", null, null, null, job, null, duration);
                case Outcome.Failed failed ->
                    new OutcomeBody(
                            statement, "FAILED", null, null, null, job, ProblemBody.of(failed.problem()), duration);
            };
        }
    }

    /** @param configuration Flink options set at the start */
    record SessionBody(
            @Nullable String catalog,
            @Nullable String database,
            @Nullable Map<String, String> configuration) {}

    /** @param idleTimeout after this long without a statement the session ends */
    record SessionAnswer(String id, Duration idleTimeout) {}

    record RunBody(
            String id,
            String statement,
            String state,
            Duration elapsed,
            @Nullable String jobId) {

        static RunBody of(ScriptRun run, Instant now) {
            return run.current()
                    .map(statement -> new RunBody(
                            run.id(),
                            Redactor.text(statement.text()),
                            statement.state().name(),
                            statement.elapsed(now),
                            statement.job().map(JobId::value).orElse(null)))
                    .orElseGet(() -> new RunBody(run.id(), "", "ENDING", Duration.ZERO, null));
        }
    }

    record HistoryBody(
            long id,
            String statement,
            ExecutionMode executionMode,
            String engine,
            @Nullable String catalog,
            @Nullable String database,
            String actor,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Duration duration,
            String outcome,
            @Nullable Long rows,
            @Nullable String jobId,
            @Nullable String problemCode,
            @Nullable String problem) {

        static HistoryBody of(HistoryEntry entry) {
            return new HistoryBody(
                    entry.id(),
                    entry.statement(),
                    entry.mode(),
                    entry.connection(),
                    entry.namespace().catalog().orElse(null),
                    entry.namespace().database().orElse(null),
                    entry.actor().name(),
                    entry.startedAt(),
                    entry.finishedAt().orElse(null),
                    entry.duration().orElse(null),
                    entry.outcome().name(),
                    entry.rows().orElse(null),
                    entry.job().map(JobId::value).orElse(null),
                    entry.problemCode().map(Enum::name).orElse(null),
                    entry.problem().orElse(null));
        }
    }

    record ScriptBody(@Nullable String name, @Nullable String sql) {}

    record ScriptAnswer(String id, String name, String sql, long revision, String changedBy, Instant changedAt) {

        static ScriptAnswer of(SavedScript script) {
            return new ScriptAnswer(
                    script.id(),
                    script.name(),
                    script.sql(),
                    script.revision(),
                    script.changedBy().name(),
                    script.changedAt());
        }
    }
}
