package io.streamhouse.gateway;

import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Row;
import io.streamhouse.model.ValueText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** An operation of the gateway and its pages. */
final class GatewayStatement implements StatementHandle {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayStatement.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The gateway answers at once, with nothing if there is nothing; so it is asked again, less and less often. */
    private static final long FIRST_PAUSE_NANOS = 4_000_000;

    private static final long LONGEST_PAUSE_NANOS = 100_000_000;

    /** A page this full is followed by the next at once; smaller ones are left to grow a little. */
    private static final int FULL_PAGE = 500;

    private static final long SMALL_PAGE_PAUSE_NANOS = 30_000_000;

    private final GatewayEngine engine;
    private final GatewayClient gateway;
    private final GatewaySession session;
    private final String sessionHandle;
    private final boolean sessionRenewed;
    private final ReentrantLock fetching = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile Request request;
    private volatile String operation;
    private volatile boolean cancelled;
    private volatile @Nullable JobId reportedJob;

    private long token;
    private String rowFormat = "JSON";
    private @Nullable ResultColumns columns;
    private @Nullable Fetched end;
    private long notBeforeNanos = System.nanoTime();

    GatewayStatement(
            GatewayEngine engine,
            GatewayClient gateway,
            GatewaySession session,
            Request request,
            String sessionHandle,
            String operation,
            boolean sessionRenewed) {
        this.engine = engine;
        this.gateway = gateway;
        this.session = session;
        this.request = request;
        this.sessionHandle = sessionHandle;
        this.operation = operation;
        this.sessionRenewed = sessionRenewed;
    }

    /**
     * A statement as it is sent.
     *
     * @param job the id its job is to have, for a statement that may have one
     * @param jobGiven whether the caller chose that id, so that no other will do
     */
    record Request(
            String sql,
            StatementShape shape,
            ExecutionMode mode,
            StatementOptions options,
            Optional<JobId> job,
            boolean jobGiven) {

        Request withoutOperatorNames() {
            return new Request(
                    sql,
                    shape,
                    mode,
                    options.withoutOperatorNames(),
                    job.map(refused -> GatewaySession.newJobId()),
                    false);
        }
    }

    @Override
    public Fetched fetch(Duration patience) {
        fetching.lock();
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            long pause = FIRST_PAUSE_NANOS;
            while (true) {
                if (cancelled) {
                    return ended(new Failed(Problem.of(ErrorCode.CANCELLED, "The statement was cancelled.")));
                }
                if (end != null) {
                    return end;
                }
                waitUntil(Math.min(notBeforeNanos, deadline));
                if (notBeforeNanos <= System.nanoTime()) {
                    Fetched fetched = next();
                    if (!(fetched instanceof Waiting)) {
                        return fetched;
                    }
                    notBeforeNanos = System.nanoTime() + pause;
                    pause = Math.min(pause * 3 / 2, LONGEST_PAUSE_NANOS);
                }
                if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
                    return new Waiting();
                }
            }
        } finally {
            fetching.unlock();
        }
    }

    private void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime();
                left > 0 && !cancelled && !Thread.currentThread().isInterrupted();
                left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_PAUSE_NANOS));
        }
    }

    private Fetched next() {
        try {
            return read(ask());
        } catch (GatewayException e) {
            return nothing(e);
        }
    }

    private Fetched nothing(GatewayException failure) {
        boolean nobodyWaits = cancelled || Thread.currentThread().isInterrupted();
        return switch (failure) {
            case GatewayException.Refused refused -> {
                if (refused.notExpressibleInJson() && rowFormat.equals("JSON")) {
                    rowFormat = "PLAIN_TEXT";
                    yield new Waiting();
                }
                yield cancelled ? new Waiting() : failed(refused);
            }
            case GatewayException.Unreachable unreachable ->
                nobodyWaits ? new Waiting() : ended(new Failed(engine.problem(unreachable)));
        };
    }

    private JsonNode ask() throws GatewayException {
        String path = path() + "/result/" + token + "?rowFormat=" + rowFormat;
        try {
            return gateway.get(path, PATIENCE);
        } catch (GatewayException.Unreachable e) {
            // A page may be asked for twice: one lost answer is no reason to lose the result.
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return gateway.get(path, PATIENCE);
        }
    }

    private String path() {
        return "/v4/sessions/" + sessionHandle + "/operations/" + operation;
    }

    private Fetched read(JsonNode answer) {
        String resultType = answer.path("resultType").asString();
        if (resultType.equals("NOT_READY")) {
            return new Waiting();
        }
        JsonNode jobId = answer.get("jobID");
        if (jobId != null && !jobId.isNull()) {
            reportedJob = new JobId(jobId.asString());
        }
        JsonNode results = answer.path("results");
        ResultColumns known = columns;
        if (known == null) {
            known = ResultColumns.of(results.path("columns"), session.zone());
            columns = known;
        }
        boolean isQuery = answer.path("isQueryResult").asBoolean(false);
        boolean hasResult = isQuery
                || (answer.path("resultKind").asString("").equals("SUCCESS_WITH_CONTENT") && reportedJob == null);
        if (resultType.equals("EOS")) {
            return ended(complete(known, isQuery, hasResult));
        }
        token = nextToken(answer);
        List<Row> rows = hasResult ? known.rows(results.path("data")) : List.of();
        if (rows.isEmpty()) {
            return new Waiting();
        }
        notBeforeNanos = System.nanoTime() + (rows.size() >= FULL_PAGE ? 0 : SMALL_PAGE_PAUSE_NANOS);
        return new Page(known.columns(), rows);
    }

    private long nextToken(JsonNode answer) {
        String uri = answer.path("nextResultUri").asString("");
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? token + 1 : Long.parseLong(last);
    }

    private Complete complete(ResultColumns known, boolean isQuery, boolean hasResult) {
        if (request.shape().changesSession()) {
            session.changed(request.shape());
        }
        boolean runsOn = !isQuery && request.mode() == ExecutionMode.STREAMING;
        return new Complete(
                hasResult ? known.columns() : List.of(),
                isQuery,
                runsOn ? Optional.ofNullable(reportedJob) : Optional.empty());
    }

    private Fetched failed(GatewayException.Refused refused) {
        if (request.options().namesOperators()
                && !request.jobGiven()
                && refused.text().contains("Hash collision on user-specified ID")) {
            return retryWithoutOperatorNames();
        }
        LOG.debug("Statement failed: {}", refused.text());
        if (refused.sessionUnknown() || refused.operationUnknown()) {
            return ended(new Failed(Problem.of(
                    ErrorCode.ENGINE_FAILED,
                    "The engine was restarted, or its session closed, while the statement ran.",
                    "Run the statement again.")));
        }
        FailureReport report = new FailureReport(refused.text());
        if (report.rootIsLost() && request.job().isPresent()) {
            report = engine.failure(request.job().get()).map(FailureReport::new).orElse(report);
        }
        return ended(new Failed(report.problem()));
    }

    /** Nothing has run yet: the job was refused for the same name appearing twice in it. */
    private Fetched retryWithoutOperatorNames() {
        Request plain = request.withoutOperatorNames();
        try {
            closeOperation();
            operation = session.execute(sessionHandle, plain);
            request = plain;
            return new Waiting();
        } catch (GatewayException e) {
            return ended(new Failed(engine.problem(e)));
        }
    }

    private Fetched ended(Fetched how) {
        end = how;
        return how;
    }

    /** The first value of a short answer; empty if it fails or has none. */
    Optional<String> firstValue(Duration patience) {
        return fetch(patience) instanceof Page page
                        && page.rows().getFirst().values().getFirst() instanceof Object value
                ? Optional.of(ValueText.of(value))
                : Optional.empty();
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (!runsOnByItself()) {
            awaitDeployed();
            try {
                gateway.post(path() + "/cancel", Map.of(), PATIENCE);
            } catch (GatewayException e) {
                LOG.debug("Nothing left to cancel", e);
            }
        }
        close();
    }

    private void awaitDeployed() {
        if (request.shape().isQuery()) {
            request.job().ifPresent(engine::awaitDeployed);
        }
    }

    /** Whether the statement has handed its work to a job that is meant to outlive it. */
    private boolean runsOnByItself() {
        return end instanceof Complete complete && complete.submitted().isPresent();
    }

    @Override
    public Optional<JobId> job() {
        return Optional.ofNullable(reportedJob);
    }

    @Override
    public boolean sessionRenewed() {
        return sessionRenewed;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (end == null && !cancelled) {
            awaitDeployed();
        }
        closeOperation();
        if (leavesAJobBehind()) {
            request.job().ifPresent(engine::makeSureGone);
        }
    }

    /** A query not read to its end, or a batch write not waited for. */
    private boolean leavesAJobBehind() {
        if (end instanceof Complete
                || (!cancelled
                        && end instanceof Failed failed
                        && failed.problem().code().kind() != ErrorCode.Kind.ENGINE)) {
            return false;
        }
        boolean feedsSomebody = request.shape().isQuery() || request.mode() == ExecutionMode.BATCH;
        return feedsSomebody || cancelled;
    }

    private void closeOperation() {
        try {
            gateway.delete(path() + "/close", PATIENCE);
        } catch (GatewayException e) {
            LOG.debug("The operation was gone already", e);
        }
    }
}
