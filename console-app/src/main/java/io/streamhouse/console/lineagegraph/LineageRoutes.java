package io.streamhouse.console.lineagegraph;

import io.streamhouse.model.RelationId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where lineage is shown. */
public final class LineageRoutes {

    /** The page. */
    public static final String PAGE = "lineage";

    private LineageRoutes() {}

    /** The lineage of a relation, or of one of its columns. */
    public static String of(RelationId relation, Optional<String> column) {
        return PAGE + "?relation=" + encoded(relation.toString())
                + column.map(name -> "&column=" + encoded(name)).orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
