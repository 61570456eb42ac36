package io.streamhouse.console.pipeline;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets one start, stop or change of a pipeline be done at a time: two at once would run it twice. */
@Component
final class RunTurns {

    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    /** @throws ProblemException INVALID_REQUEST while something else is being done with the pipeline */
    <T> T alone(String pipeline, Supplier<T> act) {
        if (!taken.add(pipeline)) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "Something is being done with this pipeline already, here or in another window",
                    "Wait until it is done");
        }
        try {
            return act.get();
        } finally {
            taken.remove(pipeline);
        }
    }
}
