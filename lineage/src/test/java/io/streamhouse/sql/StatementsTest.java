package io.streamhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT 1 | QUERY",
                "select 1 | QUERY",
                "-- why | EMPTY",
                "/* a */ ; | EMPTY",
                "((SELECT 1) UNION ALL (SELECT 2)) | QUERY",
                "WITH a AS (SELECT 1) SELECT * FROM a | QUERY",
                "VALUES (1) | QUERY",
                "EXECUTE SELECT 1 | QUERY",
                "INSERT INTO a SELECT 1 | INSERT",
                "INSERT OVERWRITE a SELECT 1 | INSERT",
                "EXECUTE INSERT INTO a SELECT 1 | INSERT",
                "UPDATE a SET b = 1 | UPDATE",
                "DELETE FROM a | DELETE",
                "TRUNCATE TABLE a | TRUNCATE",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; END | STATEMENT_SET",
                "BEGIN STATEMENT SET; INSERT INTO a SELECT 1; END | STATEMENT_SET",
                "EXPLAIN SELECT 1 | EXPLAIN",
                "COMPILE PLAN 'f' FOR INSERT INTO a SELECT 1 | COMPILE_PLAN",
                "COMPILE AND EXECUTE PLAN 'f' FOR INSERT INTO a SELECT 1 | EXECUTE_PLAN",
                "EXECUTE PLAN 'f' | EXECUTE_PLAN",
                "CREATE TABLE a (b INT, c AS b + 1) WITH ('x' = 'y') | DDL",
                "CREATE TABLE a WITH ('x' = 'y') AS SELECT 1 | CREATE_TABLE_AS",
                "CREATE TEMPORARY VIEW a AS SELECT 1 | DDL",
                "CREATE MATERIALIZED TABLE a FRESHNESS = INTERVAL '30' SECOND AS SELECT 1 | MATERIALIZED_TABLE",
                "ALTER MATERIALIZED TABLE a SUSPEND | MATERIALIZED_TABLE",
                "DROP MATERIALIZED TABLE IF EXISTS a | MATERIALIZED_TABLE",
                "SHOW MATERIALIZED TABLES | MATERIALIZED_TABLE",
                "SHOW TABLES | SHOW",
                "DROP TABLE a | DDL",
                "SET | SET",
                "SET 'a' = 'b' | SET",
                "RESET | RESET",
                "USE CATALOG c | USE",
                "SHOW TABLES | SHOW",
                "DESC a | DESCRIBE",
                "DESCRIBE a | DESCRIBE",
                "CALL sys.compact('a') | CALL",
                "ADD JAR 'a.jar' | ADD_JAR",
                "REMOVE JAR 'a.jar' | REMOVE_JAR",
                "LOAD MODULE core | MODULE",
                "STOP JOB 'a' | STOP_JOB",
                "QUIT | CLIENT",
                "SELCT 1 | OTHER"
            })
    void tells_what_a_statement_is(String statement, StatementKind kind) {
        assertThat(Statements.kind(statement)).isEqualTo(kind);
    }
}
