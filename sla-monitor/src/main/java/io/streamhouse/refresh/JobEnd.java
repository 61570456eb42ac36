package io.streamhouse.refresh;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobFailure;
import io.streamhouse.model.Problem;
import java.util.List;

/** Why a job has failed, and whose fault that was: the view's own, or that of the cluster it ran on. */
final class JobEnd {

    private static final List<String> NO_SLOT = List.of(
            "NoResourceAvailableException",
            "Pending slot request timed out",
            "Slot request bulk is not fulfillable",
            "TimeoutException: Timeout has occurred");

    private static final List<String> MEMBER_LOST = List.of(
            "is no longer reachable",
            "Heartbeat of TaskManager",
            "heartbeat of TaskManager",
            "RemoteTransportException",
            "PartitionConnectionException",
            "LocalTransportException",
            "TaskExecutor is shutting down",
            "The TaskExecutor is shutting down",
            "was unregistered",
            "No TaskExecutor registered");

    /** Only what no second try can change: a state that storage failed to yield is asked for again before it is given up. */
    private static final List<String> STATE_REFUSED =
            List.of("StateMigrationException", "Cannot map checkpoint/savepoint state", "Cannot map operator state");

    private JobEnd() {}

    /** Whether the job could not go on from its state, and never will. */
    static boolean refusesState(JobFailure failure) {
        return STATE_REFUSED.stream().anyMatch(failure.stackTrace()::contains);
    }

    static Problem why(JobFailure failure) {
        String trace = failure.stackTrace();
        if (NO_SLOT.stream().anyMatch(trace::contains)) {
            return Problem.of(
                    ErrorCode.NO_SLOTS,
                    "The cluster gave its job no slot: all are taken, or a task manager is missing",
                    "It is tried again by itself. Stop a job on the Jobs page, or give the cluster more slots");
        }
        if (MEMBER_LOST.stream().anyMatch(trace::contains)) {
            return Problem.of(
                    ErrorCode.ENGINE_FAILED,
                    "The cluster lost a task manager that worked for it: " + failure.rootCause(),
                    "It is tried again by itself");
        }
        return Problem.of(ErrorCode.EXECUTION_FAILED, failure.rootCause());
    }
}
