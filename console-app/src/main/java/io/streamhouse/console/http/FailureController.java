package io.streamhouse.console.http;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The last resort of the servlet container: what no call and no page caught, without its trace. */
@RestController
@Hidden
final class FailureController implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(FailureController.class);

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDocument> failed(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer given ? given : 404;
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            LOG.error("{} failed", request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), failure);
        }
        Problem problem = status >= 500
                ? Problem.of(ErrorCode.INTERNAL, "The console failed at this", "The log in the home folder says more")
                : status == 404
                        ? Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address")
                        : Problem.of(ErrorCode.INVALID_REQUEST, "The request is not one the console takes");
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(ProblemDocument.MEDIA_TYPE))
                .body(ProblemDocument.of(problem).withStatus(status));
    }
}
