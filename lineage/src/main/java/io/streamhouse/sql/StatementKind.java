package io.streamhouse.sql;

/** What a statement is for, as far as its first words tell. */
public enum StatementKind {
    /** SELECT, WITH, VALUES. */
    QUERY,
    INSERT,
    UPDATE,
    DELETE,
    TRUNCATE,
    /** Several INSERTs as one job: {@code EXECUTE STATEMENT SET BEGIN … END}, {@code BEGIN STATEMENT SET; … END;}. */
    STATEMENT_SET,
    EXPLAIN,
    COMPILE_PLAN,
    EXECUTE_PLAN,
    /** A table made and filled in one go: it runs a job as an INSERT does. */
    CREATE_TABLE_AS,
    /** Anything about MATERIALIZED TABLE, Flink's name for a materialized view. */
    MATERIALIZED_TABLE,
    /** CREATE, ALTER, DROP of whatever else. */
    DDL,
    ANALYZE,
    SET,
    RESET,
    USE,
    SHOW,
    DESCRIBE,
    CALL,
    ADD_JAR,
    REMOVE_JAR,
    /** LOAD and UNLOAD MODULE. */
    MODULE,
    STOP_JOB,
    /** HELP, CLEAR, QUIT: of Flink's command line, without a meaning here. */
    CLIENT,
    /** Nothing but comments. */
    EMPTY,
    OTHER;

    /** Whether the statement may start a job that goes on after it has answered. */
    public boolean mayLeaveJob() {
        return switch (this) {
            case INSERT,
                    UPDATE,
                    DELETE,
                    STATEMENT_SET,
                    EXECUTE_PLAN,
                    COMPILE_PLAN,
                    CREATE_TABLE_AS,
                    MATERIALIZED_TABLE,
                    CALL -> true;
            default -> false;
        };
    }

    /** Whether the statement may change what the catalogs hold, so that what was read of them is out of date. */
    public boolean changesCatalog() {
        return switch (this) {
            case DDL, CREATE_TABLE_AS, MATERIALIZED_TABLE -> true;
            default -> false;
        };
    }
}
