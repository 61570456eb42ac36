package io.streamhouse.console.catalog.design;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where tables are designed. */
public final class DesignRoutes {

    /** The page; behind it stands the name of a table to alter, or {@code new}. */
    public static final String PAGE = "tables";

    /** The form for another table. */
    public static final String NEW = PAGE + "/new";

    private DesignRoutes() {}

    /** The form for another table of a database. */
    public static String create(DatabaseId database) {
        return NEW + "?database=" + encoded(database.toString());
    }

    /** The form for another table that begins with this statement. */
    public static String create(String ddl) {
        return NEW + "?ddl=" + encoded(ddl);
    }

    /** The form that alters a table. */
    public static String alter(RelationId table) {
        // A slash in a quoted name stays one: servers refuse it encoded.
        return PAGE + "/" + encoded(table.toString()).replace("%2F", "/");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
