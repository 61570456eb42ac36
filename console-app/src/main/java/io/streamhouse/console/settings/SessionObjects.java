package io.streamhouse.console.settings;

import io.streamhouse.model.Identifiers;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a session was told that only the session knows: temporary tables, views and functions, catalogs of its own,
 * modules and jars. A statement that needs some of it can be run again only after them.
 */
final class SessionObjects {

    /** Enough for any script that a person writes. */
    private static final int MOST_KEPT = 500;

    /** Flink's own catalog lives in the session's memory: whatever is in it is as temporary. */
    private static final String IN_MEMORY = "default_catalog";

    private static final String BLANK = "(?:\\s++|--[^\\n]*+\\n|/\\*.*?\\*/)";

    private static final String NAME = "(?:`(?:[^`]|``)*`|[\\w$]+)(?:\\.(?:`(?:[^`]|``)*`|[\\w$]+))*";

    private static final Pattern OBJECT = Pattern.compile(
            BLANK + "*(?<verb>CREATE|DROP|ALTER)" + BLANK + "+(?:OR" + BLANK + "+(?:REPLACE|ALTER)" + BLANK + "+)?"
                    + "(?<temporary>TEMPORARY" + BLANK + "+(?:SYSTEM" + BLANK + "+)?)?"
                    + "(?<kind>TABLE|VIEW|FUNCTION|CATALOG|DATABASE)" + BLANK + "+"
                    + "(?:IF" + BLANK + "+(?:NOT" + BLANK + "+)?EXISTS" + BLANK + "+)?(?<name>" + NAME + ").*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private record Kept(SessionStatement statement, String object, String name) {}

    private final List<Kept> kept = new CopyOnWriteArrayList<>();

    /** Takes in a statement that has ended well. */
    void ran(String sql, Optional<String> catalog, Optional<String> database) {
        StatementKind kind = Statements.kind(sql);
        if (kind == StatementKind.ADD_JAR || kind == StatementKind.MODULE) {
            keep(new Kept(new SessionStatement(sql, catalog, database), "", ""));
        } else if (kind == StatementKind.DDL) {
            Matcher object = OBJECT.matcher(sql);
            if (object.matches()) {
                object(sql, object, catalog, database);
            }
        }
    }

    private void object(String sql, Matcher object, Optional<String> catalog, Optional<String> database) {
        List<String> parts = Identifiers.split(object.group("name"));
        String kind = object.group("kind").toUpperCase(Locale.ROOT);
        boolean inMemory = parts.size() == 3
                ? parts.getFirst().equals(IN_MEMORY)
                : catalog.filter(IN_MEMORY::equals).isPresent();
        boolean ofSession = object.group("temporary") != null || kind.equals("CATALOG") || inMemory;
        if (!ofSession) {
            return;
        }
        String key = kind + " " + String.join(".", parts);
        if (object.group("verb").equalsIgnoreCase("DROP")) {
            kept.removeIf(one -> one.object().equals(key));
        } else {
            keep(new Kept(new SessionStatement(sql, catalog, database), key, parts.getLast()));
        }
    }

    private void keep(Kept statement) {
        if (kept.size() < MOST_KEPT) {
            kept.add(statement);
        }
    }

    /** The session was opened anew: it knows none of it any more. */
    void lost() {
        kept.clear();
    }

    /**
     * What a statement needs, in the order it ran: everything whose name it or something it needs has in it. More than it
     * needs at worst, but not the secrets of what it has nothing to do with.
     */
    List<SessionStatement> neededBy(String sql, Optional<String> catalog) {
        StringBuilder text = new StringBuilder(sql);
        catalog.ifPresent(name -> text.append('\n').append(name));
        Deque<SessionStatement> needed = new ArrayDeque<>();
        for (Kept one : kept.reversed()) {
            if (text.indexOf(one.name()) >= 0) {
                needed.addFirst(one.statement());
                text.append('\n').append(one.statement().sql());
                one.statement().catalog().ifPresent(name -> text.append('\n').append(name));
            }
        }
        return List.copyOf(needed);
    }
}
