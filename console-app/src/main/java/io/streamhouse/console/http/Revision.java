package io.streamhouse.console.http;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A document's revision as HTTP knows it: sent as {@code ETag}, given back as {@code If-Match}.
 *
 * @param number of the revision
 */
public record Revision(long number) {

    private static final Pattern TAG = Pattern.compile("\\s*(?:W/)?\"?(\\d{1,18})\"?\\s*");

    /** The header's value, quotes included. */
    public String etag() {
        return "\"" + number + "\"";
    }

    /**
     * The revision a change is based on.
     *
     * @return empty where the header is missing or says {@code *}: any revision will do
     * @throws ProblemException INVALID_REQUEST
     */
    public static OptionalLong fromIfMatch(@Nullable String header) {
        if (header == null || header.isBlank() || header.trim().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher matcher = TAG.matcher(header);
        if (!matcher.matches()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "If-Match is a revision such as \"3\", not " + header,
                    "Send the ETag of the answer the change is based on");
        }
        return OptionalLong.of(Long.parseLong(matcher.group(1)));
    }
}
