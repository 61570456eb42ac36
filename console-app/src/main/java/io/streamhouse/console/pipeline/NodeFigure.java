package io.streamhouse.console.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What the running job says of a node. */
public sealed interface NodeFigure {

    /**
     * Figures of the task that does what the node says.
     *
     * @param recordsIn rows that came into the task since it was started
     * @param recordsOut rows that went out of it
     * @param busy share of the time that its busiest part works, 0 to 1
     * @param backPressure share of the time that its worst part waits for those after it, 0 to 1
     * @param watermark the lowest, as an ISO 8601 instant; empty before the first and where event time plays no part
     * @param lateRecords rows that came too late for their window and were dropped; empty where nothing counts them
     * @param stateBytes size of its state at the last checkpoint
     * @param sharedWith nodes that the same task does as well, so that these are their figures too
     */
    record Known(
            String task,
            long recordsIn,
            long recordsOut,
            OptionalDouble busy,
            OptionalDouble backPressure,
            Optional<String> watermark,
            OptionalLong lateRecords,
            OptionalLong stateBytes,
            List<String> sharedWith)
            implements NodeFigure {

        public Known {
            sharedWith = List.copyOf(sharedWith);
        }
    }

    /** @param why a sentence for a person */
    record Unknown(String why) implements NodeFigure {}
}
