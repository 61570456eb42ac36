package io.streamhouse.sql;

import java.util.List;
import java.util.Map;

/** What completion knows of Flink's dialect beyond names: what follows what, data types, snippets and options. */
final class Catalogue {

    /** An option that a statement can set. */
    record Option(String place, String key, String example, String help) {

        static Option of(String line) {
            String[] parts = line.split(" \\| ", 4);
            return new Option(parts[0], parts[1], parts[2], parts[3]);
        }
    }

    /** A statement or clause to fill in. */
    record Snippet(String label, String help, String insert) {}

    static final List<Option> OPTIONS =
            Functions.Resources.lines("options.txt").stream().map(Option::of).toList();

    static final List<String> TYPES = List.of(
            "STRING",
            "INT",
            "BIGINT",
            "DOUBLE",
            "BOOLEAN",
            "DECIMAL(${precision}, ${scale})",
            "TIMESTAMP(3)",
            "TIMESTAMP_LTZ(3)",
            "DATE",
            "TIME",
            "TINYINT",
            "SMALLINT",
            "FLOAT",
            "BYTES",
            "CHAR(${length})",
            "VARCHAR(${length})",
            "BINARY(${length})",
            "VARBINARY(${length})",
            "ARRAY<${type}>",
            "MAP<${key}, ${value}>",
            "ROW<${name} ${type}>",
            "MULTISET<${type}>",
            "VARIANT");

    static final List<String> STATEMENTS = List.of(
            "SELECT",
            "INSERT INTO",
            "CREATE",
            "WITH",
            "DESCRIBE",
            "SHOW",
            "EXPLAIN",
            "USE",
            "SET",
            "RESET",
            "DROP",
            "ALTER",
            "UPDATE",
            "DELETE FROM",
            "INSERT OVERWRITE",
            "TRUNCATE TABLE",
            "CALL",
            "EXECUTE STATEMENT SET BEGIN",
            "ANALYZE TABLE",
            "VALUES",
            "LOAD MODULE",
            "UNLOAD MODULE",
            "ADD JAR",
            "REMOVE JAR",
            "STOP JOB",
            "COMPILE PLAN",
            "EXECUTE PLAN");

    static final List<Snippet> STATEMENT_SNIPPETS = List.of(
            new Snippet("select … from", "A query", "SELECT ${*}\nFROM ${relation}\nLIMIT 100"),
            new Snippet(
                    "create table",
                    "A Paimon table",
                    "CREATE TABLE ${name} (\n  ${id} BIGINT,\n  ${value} STRING,\n  PRIMARY KEY (${id}) NOT ENFORCED\n)"
                            + " WITH (\n  'bucket' = '${1}'\n)"),
            new Snippet(
                    "create table with watermark",
                    "A table with event time",
                    "CREATE TABLE ${name} (\n  ${id} BIGINT,\n  ${ts} TIMESTAMP(3),\n  WATERMARK FOR ${ts} AS ${ts} -"
                            + " INTERVAL '${5}' SECOND\n)"),
            new Snippet(
                    "create table as",
                    "A table filled by a query",
                    "CREATE TABLE ${name} AS\nSELECT ${*}\nFROM ${relation}"),
            new Snippet(
                    "create materialized table",
                    "A materialized view",
                    "CREATE MATERIALIZED TABLE ${name}\nFRESHNESS = INTERVAL '${30}' SECOND\nAS SELECT ${*}\nFROM ${relation}"),
            new Snippet("create view", "A stored query", "CREATE VIEW ${name} AS\nSELECT ${*}\nFROM ${relation}"),
            new Snippet(
                    "create temporary table datagen",
                    "Made-up rows to try things with",
                    "CREATE TEMPORARY TABLE ${name} (\n  ${id} BIGINT,\n  ${value} STRING\n) WITH (\n  'connector' ="
                            + " 'datagen',\n  'rows-per-second' = '${10}'\n)"),
            new Snippet(
                    "insert into … select",
                    "Writes a query's rows",
                    "INSERT INTO ${target}\nSELECT ${*}\nFROM ${relation}"),
            new Snippet(
                    "statement set",
                    "Several INSERTs as one job",
                    "EXECUTE STATEMENT SET\nBEGIN\n  INSERT INTO ${target} SELECT ${*} FROM ${relation};\nEND"),
            new Snippet(
                    "top n per group",
                    "The first rows of each group",
                    "SELECT *\nFROM (\n  SELECT *, ROW_NUMBER() OVER (PARTITION BY ${key} ORDER BY ${value} DESC) AS row_num\n"
                            + "  FROM ${relation}\n)\nWHERE row_num <= ${3}"));

    static final List<Snippet> WINDOWS = List.of(
            new Snippet(
                    "TABLE(TUMBLE(…))",
                    "Fixed windows",
                    "TABLE(TUMBLE(TABLE ${relation}, DESCRIPTOR(${ts}), INTERVAL '${1}' MINUTE))"),
            new Snippet(
                    "TABLE(HOP(…))",
                    "Sliding windows",
                    "TABLE(HOP(TABLE ${relation}, DESCRIPTOR(${ts}), INTERVAL '${1}' MINUTE, INTERVAL '${10}' MINUTE))"),
            new Snippet(
                    "TABLE(CUMULATE(…))",
                    "Growing windows",
                    "TABLE(CUMULATE(TABLE ${relation}, DESCRIPTOR(${ts}), INTERVAL '${1}' MINUTE, INTERVAL '${1}' HOUR))"),
            new Snippet(
                    "TABLE(SESSION(…))",
                    "Windows that end with a pause",
                    "TABLE(SESSION(TABLE ${relation} PARTITION BY ${key}, DESCRIPTOR(${ts}), INTERVAL '${5}' MINUTE))"));

    static final Snippet OPTIONS_HINT =
            new Snippet("/*+ OPTIONS(…) */", "Options for this reading only", "/*+ OPTIONS('${key}' = '${value}') */");

    static final Snippet WATERMARK = new Snippet(
            "WATERMARK FOR", "Event time of the table", "WATERMARK FOR ${ts} AS ${ts} - INTERVAL '${5}' SECOND");

    /** What follows a word, or the two words before the cursor. */
    static final Map<String, List<String>> FOLLOWERS = Map.ofEntries(
            Map.entry(
                    "CREATE",
                    List.of(
                            "TABLE",
                            "VIEW",
                            "MATERIALIZED TABLE",
                            "TEMPORARY TABLE",
                            "TEMPORARY VIEW",
                            "DATABASE",
                            "CATALOG",
                            "FUNCTION",
                            "TEMPORARY FUNCTION",
                            "MODEL")),
            Map.entry("CREATE TEMPORARY", List.of("TABLE", "VIEW", "FUNCTION", "SYSTEM FUNCTION")),
            Map.entry(
                    "DROP",
                    List.of(
                            "TABLE",
                            "VIEW",
                            "MATERIALIZED TABLE",
                            "DATABASE",
                            "CATALOG",
                            "FUNCTION",
                            "TEMPORARY TABLE",
                            "TEMPORARY VIEW")),
            Map.entry("ALTER", List.of("TABLE", "VIEW", "MATERIALIZED TABLE", "DATABASE", "CATALOG", "FUNCTION")),
            Map.entry("CREATE MATERIALIZED", List.of("TABLE")),
            Map.entry("DROP MATERIALIZED", List.of("TABLE")),
            Map.entry("ALTER MATERIALIZED", List.of("TABLE")),
            Map.entry(
                    "SHOW",
                    List.of(
                            "TABLES",
                            "DATABASES",
                            "CATALOGS",
                            "VIEWS",
                            "FUNCTIONS",
                            "COLUMNS FROM",
                            "CREATE TABLE",
                            "CREATE VIEW",
                            "PARTITIONS",
                            "JOBS",
                            "JARS",
                            "MODULES",
                            "CURRENT CATALOG",
                            "CURRENT DATABASE",
                            "PROCEDURES",
                            "MODELS",
                            "MATERIALIZED TABLES",
                            "USER FUNCTIONS")),
            Map.entry("SHOW CREATE", List.of("TABLE", "VIEW", "MATERIALIZED TABLE", "CATALOG")),
            Map.entry("SHOW CURRENT", List.of("CATALOG", "DATABASE")),
            Map.entry("SHOW COLUMNS", List.of("FROM", "IN")),
            Map.entry("SHOW TABLES", List.of("FROM", "IN", "LIKE")),
            Map.entry("SHOW VIEWS", List.of("FROM", "IN", "LIKE")),
            Map.entry("SHOW MATERIALIZED", List.of("TABLES")),
            Map.entry("MATERIALIZED TABLES", List.of("FROM", "IN", "LIKE")),
            Map.entry("FRESHNESS =", List.of("INTERVAL")),
            Map.entry("REFRESH_MODE =", List.of("CONTINUOUS", "FULL")),
            Map.entry("SHOW DATABASES", List.of("FROM", "IN", "LIKE")),
            Map.entry(
                    "EXPLAIN",
                    List.of(
                            "SELECT",
                            "INSERT INTO",
                            "CHANGELOG_MODE",
                            "ESTIMATED_COST",
                            "PLAN_ADVICE",
                            "JSON_EXECUTION_PLAN",
                            "STATEMENT SET BEGIN")),
            Map.entry("EXECUTE", List.of("STATEMENT SET BEGIN", "PLAN")),
            Map.entry("STATEMENT SET", List.of("BEGIN")),
            Map.entry("SET BEGIN", List.of("INSERT INTO")),
            Map.entry("INSERT", List.of("INTO", "OVERWRITE")),
            Map.entry("TRUNCATE", List.of("TABLE")),
            Map.entry("ANALYZE", List.of("TABLE")),
            Map.entry("DELETE", List.of("FROM")),
            Map.entry("GROUP", List.of("BY")),
            Map.entry("ORDER", List.of("BY")),
            Map.entry("PARTITION", List.of("BY")),
            Map.entry("PARTITIONED", List.of("BY")),
            Map.entry("LEFT", List.of("JOIN", "OUTER JOIN")),
            Map.entry("RIGHT", List.of("JOIN", "OUTER JOIN")),
            Map.entry("FULL", List.of("JOIN", "OUTER JOIN")),
            Map.entry("OUTER", List.of("JOIN")),
            Map.entry("INNER", List.of("JOIN")),
            Map.entry("CROSS", List.of("JOIN")),
            Map.entry("IS", List.of("NULL", "NOT NULL", "TRUE", "FALSE", "DISTINCT FROM")),
            Map.entry("IS NOT", List.of("NULL", "DISTINCT FROM")),
            Map.entry("UNION", List.of("ALL", "SELECT")),
            Map.entry("UNION ALL", List.of("SELECT")),
            Map.entry("NULLS", List.of("FIRST", "LAST")),
            Map.entry("PRIMARY", List.of("KEY")),
            Map.entry("NOT ENFORCED", List.of()),
            Map.entry("USE", List.of("CATALOG", "MODULES")),
            Map.entry("ADD", List.of("JAR")),
            Map.entry("STOP", List.of("JOB")),
            Map.entry("DROP TABLE", List.of("IF EXISTS")),
            Map.entry("DROP VIEW", List.of("IF EXISTS")),
            Map.entry("CREATE TABLE", List.of("IF NOT EXISTS")),
            Map.entry("CREATE VIEW", List.of("IF NOT EXISTS")),
            Map.entry("CREATE DATABASE", List.of("IF NOT EXISTS")),
            Map.entry("FOR", List.of("SYSTEM_TIME AS OF")),
            Map.entry("WATERMARK FOR", List.of()),
            Map.entry("SYSTEM_TIME", List.of("AS OF")));

    /** What {@code CREATE MATERIALIZED TABLE name} may go on with. */
    static final List<String> CREATE_MATERIALIZED_TABLE = List.of(
            "FRESHNESS = INTERVAL", "AS", "REFRESH_MODE =", "WITH", "COMMENT", "PARTITIONED BY", "NOT ENFORCED");

    /** What {@code ALTER MATERIALIZED TABLE name} may go on with. */
    static final List<String> ALTER_MATERIALIZED_TABLE =
            List.of("SET FRESHNESS = INTERVAL", "SET REFRESH_MODE =", "SUSPEND", "RESUME", "REFRESH", "AS");

    /** What {@code ALTER MATERIALIZED TABLE name SET} may go on with. */
    static final List<String> SET_MATERIALIZED_TABLE = List.of("FRESHNESS = INTERVAL", "REFRESH_MODE =");

    /** What a finished expression, relation or list may be followed by, by the clause it stands in. */
    static final Map<String, List<String>> CONTINUATIONS = Map.ofEntries(
            Map.entry("SELECT", List.of("FROM", "AS", "OVER", "AND", "OR", "FILTER")),
            Map.entry(
                    "FROM",
                    List.of(
                            "WHERE",
                            "JOIN",
                            "LEFT JOIN",
                            "GROUP BY",
                            "ORDER BY",
                            "LIMIT",
                            "AS",
                            "INNER JOIN",
                            "CROSS JOIN",
                            "FULL JOIN",
                            "RIGHT JOIN",
                            "UNION ALL",
                            "FOR SYSTEM_TIME AS OF",
                            "CROSS JOIN UNNEST",
                            "MATCH_RECOGNIZE")),
            Map.entry("JOIN", List.of("ON", "AS", "USING", "FOR SYSTEM_TIME AS OF")),
            Map.entry(
                    "ON",
                    List.of(
                            "AND",
                            "OR",
                            "WHERE",
                            "JOIN",
                            "LEFT JOIN",
                            "GROUP BY",
                            "ORDER BY",
                            "LIMIT",
                            "IS NULL",
                            "IS NOT NULL",
                            "UNION ALL")),
            Map.entry(
                    "WHERE",
                    List.of(
                            "AND",
                            "OR",
                            "IS NULL",
                            "IS NOT NULL",
                            "IN",
                            "LIKE",
                            "BETWEEN",
                            "NOT IN",
                            "GROUP BY",
                            "ORDER BY",
                            "LIMIT",
                            "UNION ALL")),
            Map.entry("GROUP", List.of("HAVING", "ORDER BY", "LIMIT", "UNION ALL")),
            Map.entry("HAVING", List.of("AND", "OR", "ORDER BY", "LIMIT")),
            Map.entry("ORDER", List.of("DESC", "ASC", "LIMIT", "NULLS LAST", "NULLS FIRST")),
            Map.entry("LIMIT", List.of("OFFSET")),
            Map.entry("INTO", List.of("SELECT", "VALUES", "PARTITION")),
            Map.entry("CASE", List.of("WHEN", "THEN", "ELSE", "END", "AND", "OR", "IS NULL")),
            Map.entry("UPDATE", List.of("SET", "WHERE")),
            Map.entry("OVER", List.of("ORDER BY", "ROWS BETWEEN", "RANGE BETWEEN", "DESC", "ASC")),
            Map.entry(
                    "DEFINITION",
                    List.of(
                            "NOT NULL",
                            "PRIMARY KEY",
                            "COMMENT",
                            "METADATA",
                            "AS",
                            "WITH",
                            "PARTITIONED BY",
                            "DISTRIBUTED BY",
                            "LIKE",
                            "NOT ENFORCED")));

    /** What an expression may start with, beside names and functions. */
    static final List<String> OPERANDS = List.of(
            "CASE", "NOT", "NULL", "TRUE", "FALSE", "INTERVAL", "EXISTS", "DATE", "TIMESTAMP", "ARRAY", "MAP", "ROW");

    private Catalogue() {}
}
