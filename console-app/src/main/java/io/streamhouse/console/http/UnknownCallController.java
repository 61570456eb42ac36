package io.streamhouse.console.http;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Below {@code /api/v1} an address that is no call gets a problem document, not the console's page. */
@RestController
@Hidden
final class UnknownCallController {

    @RequestMapping("/api/v1/**")
    ProblemDocument unknown(HttpServletRequest request) {
        throw new ProblemException(
                ErrorCode.NOT_FOUND,
                "There is no call " + request.getMethod() + " " + request.getRequestURI(),
                "GET /api/v1/openapi lists them all, /api/docs lets you try them");
    }
}
