package io.streamhouse.console.settings.api;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Revisions of documents as entity tags: a change names the one it was based on in {@code If-Match}. */
final class Revisions {

    private Revisions() {}

    static <T> ResponseEntity<T> tagged(ResponseEntity.BodyBuilder answer, T body, long revision) {
        return answer.eTag("\"" + revision + "\"").body(body);
    }

    /** The revision of an {@code If-Match} header; without one, or with a star, the current one. */
    static long basedOn(@Nullable String ifMatch, long current) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return current;
        }
        String number = ifMatch.replaceFirst("^W/", "").replace("\"", "").strip();
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "If-Match holds no revision: " + ifMatch,
                    "Send the ETag that GET answered with");
        }
    }
}
