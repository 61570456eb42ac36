package io.streamhouse.refresh;

import io.streamhouse.engine.StateFiles;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.ResumePoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state a view could be resumed from, as files. */
final class KeptState {

    private static final Logger LOG = LoggerFactory.getLogger(KeptState.class);

    private KeptState() {}

    static boolean samePath(String left, String right) {
        return plainPath(left).equals(plainPath(right));
    }

    private static String plainPath(String path) {
        String plain = path.replaceFirst("^file:/+", "/");
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** What has to be deleted to be rid of it: a savepoint is by itself, a checkpoint shares files with its job's others. */
    static String folder(ResumePoint point) {
        String path = point.path().endsWith("/")
                ? point.path().substring(0, point.path().length() - 1)
                : point.path();
        return point.savepoint() ? path : path.substring(0, path.lastIndexOf('/'));
    }

    /** Deletes state that nothing will be resumed from any more. */
    static void letGo(StateFiles files, ResumePoint point) {
        try {
            files.dispose(folder(point));
        } catch (ProblemException e) {
            if (e.problem().code() != ErrorCode.INVALID_REQUEST) {
                throw e;
            }
            // It was made on another engine, whose folders are none of this one's business.
            LOG.info("State of a view is left where it lies: {}", e.problem().what());
        }
    }
}
