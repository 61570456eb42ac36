package io.streamhouse.console.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Redactor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A problem as the HTTP API tells it (RFC 9457): in the body of a refused call, and inside answers that hold the fate
 * of several statements. Secrets in its texts are hidden.
 *
 * @param title the kind of problem in words, the same for all of one code
 * @param status the HTTP status that goes with it
 * @param detail what is wrong
 * @param code stable, for programs
 * @param position where in the text that was sent, if it has a place
 * @param nextStep what to do about it, if there is something
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDocument(
        String title,
        int status,
        String detail,
        ErrorCode code,
        @Nullable Position position,
        @Nullable String nextStep) {

    /** The media type of a body that is nothing but a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemDocument of(Problem problem) {
        return new ProblemDocument(
                title(problem.code()),
                status(problem.code()).value(),
                Redactor.text(problem.what()),
                problem.code(),
                problem.where().orElse(null),
                problem.nextStep().map(Redactor::text).orElse(null));
    }

    ProblemDocument withStatus(int other) {
        return new ProblemDocument(title, other, detail, code, position, nextStep);
    }

    static HttpStatus status(ErrorCode code) {
        return switch (code) {
            case SYNTAX, INVALID_REQUEST -> HttpStatus.BAD_REQUEST;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case ALREADY_EXISTS, REVISION_CONFLICT, CANCELLED -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case INVALID_STATEMENT, NOT_SUPPORTED, EXECUTION_FAILED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NO_SLOTS, ENGINE_STARTING -> HttpStatus.SERVICE_UNAVAILABLE;
            case ENGINE_UNREACHABLE, ENGINE_FAILED, WAREHOUSE_FAILED -> HttpStatus.BAD_GATEWAY;
            case TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
            case DISK_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static String title(ErrorCode code) {
        return switch (code) {
            case SYNTAX -> "The statement can't be read";
            case NOT_FOUND -> "There is no such thing";
            case ALREADY_EXISTS -> "It is there already";
            case INVALID_STATEMENT -> "The statement is not valid";
            case INVALID_REQUEST -> "The request is not valid";
            case NOT_SUPPORTED -> "The engine can't do this";
            case REVISION_CONFLICT -> "It was changed in the meantime";
            case EXECUTION_FAILED -> "The statement failed";
            case CANCELLED -> "It was cancelled";
            case FORBIDDEN -> "This is not allowed";
            case TIMEOUT -> "It took too long";
            case TOO_LARGE -> "It is too large";
            case NO_SLOTS -> "The engine has no free slot";
            case DISK_FULL -> "The disk is full";
            case ENGINE_STARTING -> "The engine is starting";
            case ENGINE_UNREACHABLE -> "The engine does not answer";
            case ENGINE_FAILED -> "The engine failed";
            case WAREHOUSE_FAILED -> "The warehouse failed";
            case INTERNAL -> "The console failed";
        };
    }
}
