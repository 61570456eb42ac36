package io.streamhouse.cost;

import io.streamhouse.model.JobId;
import io.streamhouse.store.UsageAccount;
import java.util.Optional;

/** Tells whom a job works for. Asked for every job at every look: answers from memory. */
public interface Attribution {

    /** Empty if it is not known here. */
    Optional<UsageAccount> of(JobId job);

    /** The first answer that this one or the other has. */
    default Attribution or(Attribution other) {
        return job -> of(job).or(() -> other.of(job));
    }
}
