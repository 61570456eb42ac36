package io.streamhouse.console.security;

import io.streamhouse.console.http.ProblemDocument;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses what pages of other origins send, before anything else sees it: calls, forms, WebSockets, embedded pages; and
 * tells the browser what our own pages may do.
 */
final class OriginFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(OriginFilter.class);

    /**
     * Vaadin starts its client from inline scripts and runs what the server sends it with {@code new Function}, so both
     * must be allowed; nothing may be loaded from or sent to elsewhere, and nobody may frame us.
     */
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            + "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
            + "form-action 'self'; frame-ancestors 'none'";

    private static final Set<String> OUR_SITES = Set.of("same-origin", "none");

    private final AllowedHosts hosts;
    private final JsonMapper json;

    OriginFilter(AllowedHosts hosts, JsonMapper json) {
        this.hosts = hosts;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader(HttpHeaders.HOST);
        if (!hosts.answers(host)) {
            refuse(
                    request,
                    response,
                    Problem.of(
                            ErrorCode.FORBIDDEN,
                            "The console does not answer to the name " + host,
                            "If it should, start it with --allowed-hosts=" + name(host)));
            return;
        }
        if (!hosts.ours(request.getHeader(HttpHeaders.ORIGIN), host) || embeddedElsewhere(request)) {
            refuse(
                    request,
                    response,
                    Problem.of(ErrorCode.FORBIDDEN, "A page of another origin may not talk to the console"));
            return;
        }
        response.setHeader("Content-Security-Policy", CONTENT_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        chain.doFilter(request, response);
    }

    /** A link from elsewhere may lead here; a script, picture or frame of another page may not be us. */
    private static boolean embeddedElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null
                && !OUR_SITES.contains(site)
                && !("navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                        && "document".equals(request.getHeader("Sec-Fetch-Dest")));
    }

    private static String name(@Nullable String host) {
        return host == null ? "" : host.replaceFirst(":\\d+$", "");
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        LOG.warn(
                "Refused {} {} from {} at {}",
                request.getMethod(),
                request.getRequestURI(),
                request.getHeader(HttpHeaders.ORIGIN),
                request.getHeader(HttpHeaders.HOST));
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream()
                .write(json.writeValueAsString(ProblemDocument.of(problem)).getBytes(StandardCharsets.UTF_8));
    }
}
