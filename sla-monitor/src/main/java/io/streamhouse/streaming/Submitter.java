package io.streamhouse.streaming;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.JobId;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import io.streamhouse.store.LedgerJob;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Submits a statement again, in a session made like the one it was first submitted in. */
final class Submitter {

    static final String RECOVERY_PATH = "execution.state-recovery.path";

    private static final String JOB_ID = "$internal.pipeline.job-id";

    /** The part of an EXPLAIN that tells what runs; what comes before it changes with every table's statistics. */
    private static final String PLAN = "== Optimized Execution Plan ==";

    private static final Pattern EXECUTE = Pattern.compile(
            "^(?:\\s++|--[^\\n]*+\\n|/\\*.*?\\*/)*EXECUTE\\s", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final BooleanSupplier closed;

    Submitter(BooleanSupplier closed) {
        this.closed = closed;
    }

    /**
     * Returns when the cluster has the job.
     *
     * @param from the state to start from; empty for none
     * @param plan the plan that the state belongs to, if it is known
     * @param named whether its operators are given names
     * @return false, with nothing submitted, if the statement has another plan now
     * @throws ProblemException whatever the engine has against it
     */
    boolean submit(
            Engine engine,
            SessionSettings usual,
            LedgerJob.Origin origin,
            JobId job,
            Optional<ResumePoint> from,
            Optional<String> plan,
            boolean named) {
        Map<String, String> options = new HashMap<>();
        options.put(JOB_ID, job.value());
        from.ifPresent(point -> {
            options.put(RECOVERY_PATH, point.path());
            // The state stays ours: it is deleted when nothing needs it any more.
            options.put("execution.state-recovery.claim-mode", "NO_CLAIM");
        });
        if (!named) {
            options.put("paimon.*.*.*.source.operator-uid.suffix", "");
            options.put("paimon.*.*.*.sink.operator-uid.suffix", "");
        }
        try (EngineSession session = open(engine, usual, origin)) {
            if (from.isPresent() && plan.isPresent() && !plan.equals(plan(session, origin))) {
                return false;
            }
            run(session, origin.statement(), ExecutionMode.STREAMING, options);
            return true;
        }
    }

    /**
     * A hash of the plan that a statement has now; empty for one that can't be explained.
     *
     * @throws ProblemException whatever the engine has against it
     */
    Optional<String> plan(Engine engine, SessionSettings usual, LedgerJob.Origin origin) {
        try (EngineSession session = open(engine, usual, origin)) {
            return plan(session, origin);
        }
    }

    private Optional<String> plan(EngineSession session, LedgerJob.Origin origin) {
        StatementKind kind = Statements.kind(origin.statement());
        if (kind != StatementKind.INSERT && kind != StatementKind.STATEMENT_SET) {
            return Optional.empty();
        }
        String explain = "EXPLAIN " + EXECUTE.matcher(origin.statement()).replaceFirst("");
        String told = run(session, explain, ExecutionMode.STREAMING, Map.of());
        int execution = told.indexOf(PLAN);
        return execution < 0 ? Optional.empty() : Optional.of(Digest.hex(told.substring(execution), 32));
    }

    /** A session like the one the statement was first submitted in. */
    private EngineSession open(Engine engine, SessionSettings usual, LedgerJob.Origin origin) {
        Map<String, String> configuration = new HashMap<>(usual.configuration());
        configuration.putAll(origin.configuration());
        configuration.keySet().removeIf(key -> key.equals(RECOVERY_PATH) || key.startsWith("$internal."));
        EngineSession session = engine.open(
                origin.actor(),
                new SessionSettings(usual.catalogs(), usual.currentCatalog(), usual.currentDatabase(), configuration));
        boolean ready = false;
        try {
            for (LedgerJob.Preparation preparation : origin.preparations()) {
                use(session, preparation.catalog(), preparation.database());
                run(session, preparation.statement(), ExecutionMode.BATCH, Map.of());
            }
            use(session, origin.catalog(), origin.database());
            ready = true;
            return session;
        } finally {
            if (!ready) {
                session.close();
            }
        }
    }

    /** In so many words, since a session whose database is gone would silently look up names in another. */
    private void use(EngineSession session, Optional<String> catalog, Optional<String> database) {
        catalog.ifPresent(
                name -> run(session, "USE CATALOG " + Identifiers.quote(name), ExecutionMode.BATCH, Map.of()));
        database.ifPresent(name -> run(session, "USE " + Identifiers.quote(name), ExecutionMode.BATCH, Map.of()));
    }

    /** Runs a statement to its end; what it answers, as text. */
    private String run(EngineSession session, String sql, ExecutionMode mode, Map<String, String> options) {
        StringBuilder answer = new StringBuilder();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (StatementHandle statement = session.submit(sql, mode, options)) {
            while (System.nanoTime() < deadline) {
                if (closed.getAsBoolean()) {
                    throw new ProblemException(ErrorCode.CANCELLED, "The console is stopping");
                }
                switch (statement.fetch(LOOK)) {
                    case StatementHandle.Complete ignored -> {
                        return answer.toString();
                    }
                    case StatementHandle.Failed failed -> throw new ProblemException(failed.problem());
                    case StatementHandle.Page page -> page.rows().forEach(row -> answer.append(row.values()));
                    case StatementHandle.Waiting ignored -> {}
                }
            }
        }
        throw new ProblemException(ErrorCode.TIMEOUT, "The engine did not start the statement within three minutes");
    }
}
