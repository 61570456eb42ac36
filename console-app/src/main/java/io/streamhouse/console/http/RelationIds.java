package io.streamhouse.console.http;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;

/** Reads the ids of relations that callers send. */
public final class RelationIds {

    private RelationIds() {}

    /**
     * @param what it is to be, as a refusal calls it: {@code A view}
     * @throws ProblemException INVALID_REQUEST if it is not {@code catalog.database.name}
     */
    public static RelationId parse(String what, String id) {
        try {
            return RelationId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(
                            ErrorCode.INVALID_REQUEST,
                            what + " is named catalog.database.name, not " + id,
                            "Quote a part that holds a dot with backticks"),
                    e);
        }
    }
}
