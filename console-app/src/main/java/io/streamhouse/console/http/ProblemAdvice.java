package io.streamhouse.console.http;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever a call of the HTTP API throws into a problem document; a stack trace goes to the log only. */
@RestControllerAdvice(basePackages = "io.streamhouse.console")
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDocument> refused(ProblemException refused, WebRequest request) {
        Problem problem = refused.problem();
        if (problem.code().kind() != ErrorCode.Kind.USER) {
            LOG.warn("{}: {}", problem.code(), problem.what(), refused);
        }
        ProblemDocument document = ProblemDocument.of(problem);
        if (problem.code() == ErrorCode.REVISION_CONFLICT && request.getHeader(HttpHeaders.IF_MATCH) != null) {
            document = document.withStatus(HttpStatus.PRECONDITION_FAILED.value());
        }
        HttpHeaders headers = new HttpHeaders();
        if (problem.code() == ErrorCode.ENGINE_STARTING) {
            headers.set(HttpHeaders.RETRY_AFTER, "2");
        }
        return answer(document, headers);
    }

    /** Arguments that the model itself refuses: a name without dots, a limit below zero. */
    @ExceptionHandler({IllegalArgumentException.class, DateTimeParseException.class})
    ResponseEntity<ProblemDocument> invalid(RuntimeException invalid) {
        LOG.debug("Invalid request", invalid);
        String what = Optional.ofNullable(invalid.getMessage()).orElse("A value of the request is not valid");
        return answer(ProblemDocument.of(Problem.of(ErrorCode.INVALID_REQUEST, what)), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> unexpected(Exception failure) {
        return answer(ProblemDocument.of(internal(failure)), new HttpHeaders());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Throwable cause = failure.getCause();
        Problem problem;
        if (cause instanceof JacksonException unreadable) {
            problem = unreadable(unreadable);
        } else if (status.is5xxServerError()) {
            problem = internal(failure);
        } else if (body instanceof org.springframework.http.ProblemDetail said && said.getDetail() != null) {
            problem = Problem.of(code(status), said.getDetail());
        } else {
            problem = Problem.of(code(status), "The request is not one this call takes");
        }
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.parseMediaType(ProblemDocument.MEDIA_TYPE))
                .body(ProblemDocument.of(problem).withStatus(status.value()));
    }

    private static ErrorCode code(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.TOO_LARGE;
            default -> ErrorCode.INVALID_REQUEST;
        };
    }

    private static Problem unreadable(JacksonException unreadable) {
        Problem problem =
                switch (unreadable) {
                    case UnrecognizedPropertyException unknown ->
                        Problem.of(
                                ErrorCode.INVALID_REQUEST,
                                "There is no field “" + unknown.getPropertyName() + "” here",
                                "The fields are "
                                        + (unknown.getKnownPropertyIds() == null
                                                ? "in the API's document"
                                                : unknown.getKnownPropertyIds().stream()
                                                        .map(String::valueOf)
                                                        .sorted()
                                                        .collect(Collectors.joining(", "))));
                    case InvalidFormatException format -> format(format);
                    case MismatchedInputException mismatch ->
                        Problem.of(
                                ErrorCode.INVALID_REQUEST,
                                "The value of “" + path(mismatch) + "” is missing or not of the type it should be");
                    case StreamReadException broken ->
                        Problem.of(ErrorCode.INVALID_REQUEST, "The body is not valid JSON");
                    default -> Problem.of(ErrorCode.INVALID_REQUEST, "The body can't be read");
                };
        var place = unreadable.getLocation();
        return place != null && place.getLineNr() > 0 && place.getColumnNr() > 0
                ? problem.at(new Position(place.getLineNr(), place.getColumnNr()))
                : problem;
    }

    private static Problem format(InvalidFormatException format) {
        String what = "“" + format.getValue() + "” is no value for “" + path(format) + "”";
        Class<?> wanted = format.getTargetType();
        Object[] constants = wanted == null ? null : wanted.getEnumConstants();
        return constants == null
                ? Problem.of(ErrorCode.INVALID_REQUEST, what)
                : Problem.of(
                        ErrorCode.INVALID_REQUEST,
                        what,
                        "It takes "
                                + Arrays.stream(constants).map(Object::toString).collect(Collectors.joining(", ")));
    }

    private static String path(JacksonException failure) {
        return failure.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    /** Our own fault: the answer names a number under which the log has the trace. */
    private static Problem internal(Throwable failure) {
        String number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("Failure {}", number, failure);
        return Problem.of(
                ErrorCode.INTERNAL,
                "The console failed at this",
                "Try again; if it happens again, look for " + number + " in the log in the home folder");
    }

    private static ResponseEntity<ProblemDocument> answer(ProblemDocument document, HttpHeaders headers) {
        return ResponseEntity.status(document.status())
                .headers(headers)
                .contentType(MediaType.parseMediaType(ProblemDocument.MEDIA_TYPE))
                .body(document);
    }
}
