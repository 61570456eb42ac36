package io.streamhouse.sql;

import io.streamhouse.model.Position;
import java.util.List;

/**
 * One thing that a statement is about to write to, change or drop.
 *
 * @param name as it stands in the statement, one part or more, without quotes
 * @param where its name begins
 */
public record Touch(Act act, List<String> name, Position where) {

    /** What is done to it. */
    public enum Act {
        /** INSERT, UPDATE, DELETE, TRUNCATE. */
        WRITE,
        /** ALTER of a table or a view, its renaming included. */
        ALTER,
        /** DROP of a table or a view, and a REPLACE of one, which drops what was there. */
        DROP,
        /** DROP of a database with everything in it. */
        DROP_DATABASE
    }

    public Touch {
        name = List.copyOf(name);
    }
}
