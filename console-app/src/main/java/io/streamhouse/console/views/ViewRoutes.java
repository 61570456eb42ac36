package io.streamhouse.console.views;

import io.streamhouse.model.RelationId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the pages about materialized views are. */
public final class ViewRoutes {

    /** The list. */
    public static final String LIST = "materialized-views";

    /** The form for another one. */
    public static final String NEW = LIST + "/new";

    private ViewRoutes() {}

    /** The form for another one, with this query in it. */
    public static String create(String query) {
        return NEW + "?query=" + encoded(query);
    }

    /** The form for another one that sums up a table. */
    public static String summarise(RelationId table) {
        return NEW + "?table=" + encoded(table.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The page of a view. */
    public static String of(RelationId view) {
        // A slash in a quoted name stays one: servers refuse it encoded, and the route takes the whole rest of the
        // path.
        return LIST + "/"
                + URLEncoder.encode(view.toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
    }
}
