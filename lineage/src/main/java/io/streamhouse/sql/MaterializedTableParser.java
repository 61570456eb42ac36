package io.streamhouse.sql;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.sql.MaterializedTableStatement.ChangeQuery;
import io.streamhouse.sql.MaterializedTableStatement.Create;
import io.streamhouse.sql.MaterializedTableStatement.Drop;
import io.streamhouse.sql.MaterializedTableStatement.Refresh;
import io.streamhouse.sql.MaterializedTableStatement.Resume;
import io.streamhouse.sql.MaterializedTableStatement.SetFreshness;
import io.streamhouse.sql.MaterializedTableStatement.SetFreshnessAndMode;
import io.streamhouse.sql.MaterializedTableStatement.SetRefreshMode;
import io.streamhouse.sql.MaterializedTableStatement.Show;
import io.streamhouse.sql.MaterializedTableStatement.Suspend;
import io.streamhouse.sql.Tokens.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one statement about materialized tables, token by token; the query in it is left to Flink's parser. */
final class MaterializedTableParser {

    private static final String FRESHNESS_OPTION = "streamhouse.freshness";
    private static final String MODE_OPTION = "streamhouse.refresh-mode";
    private static final String INTERVAL_FORM = "A freshness is written INTERVAL '30' SECOND";

    private final String text;
    private final Tokens tokens;
    private final TokenCursor cursor;

    MaterializedTableParser(String text, Tokens tokens) {
        this.text = text;
        this.tokens = tokens;
        this.cursor = new TokenCursor(text, tokens);
    }

    /** Whether the first words say that the statement is about materialized tables, and not only shows its DDL. */
    static boolean concerns(Tokens tokens) {
        int first = significant(tokens, 0);
        int second = significant(tokens, first + 1);
        if (first >= tokens.count() || second >= tokens.count()) {
            return false;
        }
        if (is(tokens, first, "CREATE") && is(tokens, second, "OR")) {
            second = significant(tokens, significant(tokens, second + 1) + 1);
        } else if (is(tokens, first, "CREATE") && is(tokens, second, "TEMPORARY")) {
            second = significant(tokens, second + 1);
        }
        boolean starts = is(tokens, first, "CREATE")
                || is(tokens, first, "ALTER")
                || is(tokens, first, "DROP")
                || is(tokens, first, "SHOW");
        return starts && is(tokens, second, "MATERIALIZED");
    }

    private static boolean is(Tokens tokens, int token, String word) {
        return token < tokens.count() && tokens.isWord(token, word);
    }

    private static int significant(Tokens tokens, int token) {
        int next = token;
        while (next < tokens.count() && tokens.kind(next) == Kind.COMMENT) {
            next++;
        }
        return next;
    }

    MaterializedTableStatement parse() {
        MaterializedTableStatement statement =
                switch (cursor.word()) {
                    case "CREATE" -> create();
                    case "ALTER" -> alter();
                    case "DROP" -> drop();
                    default -> show();
                };
        if (cursor.is(Kind.SEMICOLON)) {
            cursor.advance();
        }
        if (!cursor.isAtEnd()) {
            throw cursor.unexpected("the end of the statement");
        }
        return statement;
    }

    private Create create() {
        cursor.advance();
        if (cursor.isWord("OR")) {
            throw cursor.problem(
                    ErrorCode.NOT_SUPPORTED,
                    "CREATE OR ALTER is not understood here",
                    "Write CREATE MATERIALIZED TABLE, or ALTER MATERIALIZED TABLE … AS for a changed query");
        }
        if (cursor.isWord("TEMPORARY")) {
            throw cursor.problem(
                    ErrorCode.NOT_SUPPORTED,
                    "A materialized table can't be temporary: what keeps it fresh outlives the session",
                    "Leave TEMPORARY out");
        }
        cursor.advance();
        cursor.expectWord("TABLE");
        boolean ifNotExists = cursor.takeWord("IF");
        if (ifNotExists) {
            cursor.expectWord("NOT");
            cursor.expectWord("EXISTS");
        }
        List<String> name = name(3);
        List<String> primaryKey = cursor.isSymbol("(") ? constraint() : List.of();
        Optional<String> comment = cursor.takeWord("COMMENT") ? Optional.of(string()) : Optional.empty();
        Map<String, String> options = new LinkedHashMap<>();
        if (cursor.takeWord("DISTRIBUTED")) {
            options.putAll(distribution());
        }
        List<String> partitionedBy = List.of();
        if (cursor.takeWord("PARTITIONED")) {
            cursor.expectWord("BY");
            partitionedBy = names();
        }
        Asked asked = new Asked();
        if (cursor.takeWord("WITH")) {
            options.putAll(asked.from(options()));
        }
        if (cursor.isWord("FRESHNESS")) {
            refuseTwice(asked.freshness != null, FRESHNESS_OPTION);
            asked.freshness = freshnessClause();
        }
        if (cursor.isWord("REFRESH_MODE")) {
            refuseTwice(asked.mode != null, MODE_OPTION);
            asked.mode = modeClause();
        }
        if (!cursor.isWord("AS")) {
            throw cursor.unexpected(nextClauses(options, asked));
        }
        int query = query();
        return new Create(
                name,
                ifNotExists,
                primaryKey,
                comment,
                partitionedBy,
                Map.copyOf(options),
                Optional.ofNullable(asked.freshness),
                Optional.ofNullable(asked.mode),
                queryText(query),
                cursor.position(query));
    }

    private static String nextClauses(Map<String, String> options, Asked asked) {
        if (asked.mode != null) {
            return "AS and a query";
        }
        if (asked.freshness != null) {
            return "REFRESH_MODE or AS";
        }
        return options.isEmpty() ? "COMMENT, PARTITIONED BY, WITH, FRESHNESS, REFRESH_MODE or AS" : "FRESHNESS or AS";
    }

    private void refuseTwice(boolean given, String option) {
        if (given) {
            throw cursor.problem(
                    ErrorCode.INVALID_STATEMENT,
                    cursor.word() + " is given twice: here and as the option '" + option + "'",
                    "Leave one of the two out");
        }
    }

    private MaterializedTableStatement alter() {
        cursor.advance();
        cursor.advance();
        cursor.expectWord("TABLE");
        List<String> name = name(3);
        if (cursor.takeWord("SET")) {
            return set(name);
        }
        if (cursor.takeWord("SUSPEND")) {
            return new Suspend(name);
        }
        if (cursor.takeWord("RESUME")) {
            return new Resume(name, cursor.takeWord("WITH") ? options().values() : Map.of());
        }
        if (cursor.takeWord("REFRESH")) {
            return new Refresh(name, cursor.takeWord("PARTITION") ? partition() : Map.of());
        }
        if (cursor.isWord("AS")) {
            int query = query();
            return new ChangeQuery(name, queryText(query), cursor.position(query));
        }
        if (cursor.isWord("RESET")
                || cursor.isWord("ADD")
                || cursor.isWord("MODIFY")
                || cursor.isWord("DROP")
                || cursor.isWord("RENAME")) {
            throw cursor.problem(
                    ErrorCode.NOT_SUPPORTED,
                    "ALTER MATERIALIZED TABLE … " + cursor.word() + " is not carried out here",
                    "What can be altered: SET FRESHNESS, SET REFRESH_MODE, SUSPEND, RESUME, REFRESH, AS query");
        }
        throw cursor.unexpected("SET, SUSPEND, RESUME, REFRESH or AS");
    }

    private MaterializedTableStatement set(List<String> name) {
        if (cursor.isWord("FRESHNESS")) {
            return new SetFreshness(name, freshnessClause());
        }
        if (cursor.isWord("REFRESH_MODE")) {
            return new SetRefreshMode(name, modeClause());
        }
        if (!cursor.isSymbol("(")) {
            throw cursor.unexpected("FRESHNESS, REFRESH_MODE or ('" + FRESHNESS_OPTION + "' = …)");
        }
        int open = cursor.at();
        Options options = options();
        Asked asked = new Asked();
        Map<String, String> others = asked.from(options);
        if (!others.isEmpty()) {
            String other = others.keySet().iterator().next();
            throw cursor.problemAt(
                    tokens.from(options.token(other)),
                    ErrorCode.NOT_SUPPORTED,
                    "The option '" + other + "' of a materialized table can't be set here",
                    "Options that can: '" + FRESHNESS_OPTION + "' and '" + MODE_OPTION + "'");
        }
        FreshnessTarget freshness = asked.freshness;
        RequestedMode mode = asked.mode;
        if (freshness != null && mode != null) {
            return new SetFreshnessAndMode(name, freshness, mode);
        }
        if (freshness != null) {
            return new SetFreshness(name, freshness);
        }
        if (mode != null) {
            return new SetRefreshMode(name, mode);
        }
        throw cursor.problemAt(tokens.from(open), ErrorCode.SYNTAX, "These brackets hold no option", null);
    }

    private Drop drop() {
        cursor.advance();
        cursor.advance();
        cursor.expectWord("TABLE");
        boolean ifExists = cursor.takeWord("IF");
        if (ifExists) {
            cursor.expectWord("EXISTS");
        }
        return new Drop(name(3), ifExists);
    }

    private Show show() {
        cursor.advance();
        cursor.advance();
        cursor.expectWord("TABLES");
        List<String> database = cursor.takeWord("FROM") || cursor.takeWord("IN") ? name(2) : List.of();
        boolean not = cursor.takeWord("NOT");
        if (not && !cursor.isWord("LIKE")) {
            throw cursor.unexpected("LIKE");
        }
        Optional<String> like = cursor.takeWord("LIKE") ? Optional.of(string()) : Optional.empty();
        return new Show(database, like, not);
    }

    /** {@code (PRIMARY KEY (a, b) NOT ENFORCED)}: columns themselves come from the query. */
    private List<String> constraint() {
        cursor.expectSymbol("(");
        if (cursor.takeWord("CONSTRAINT")) {
            name(1);
        }
        if (!cursor.isWord("PRIMARY")) {
            throw cursor.problem(
                    ErrorCode.NOT_SUPPORTED,
                    "Only a PRIMARY KEY can stand here: the columns of a materialized table are its query's",
                    "Write (PRIMARY KEY (…) NOT ENFORCED), and name columns in the query with AS");
        }
        cursor.advance();
        cursor.expectWord("KEY");
        List<String> key = names();
        if (cursor.takeWord("NOT")) {
            cursor.expectWord("ENFORCED");
        }
        cursor.expectSymbol(")");
        return key;
    }

    /** {@code DISTRIBUTED [BY [HASH] (a, b)] INTO n BUCKETS}, as Paimon's options. */
    private Map<String, String> distribution() {
        Map<String, String> options = new LinkedHashMap<>();
        if (cursor.takeWord("BY")) {
            if (cursor.isWord("RANGE")) {
                throw cursor.problem(
                        ErrorCode.NOT_SUPPORTED, "Buckets are made by hash here, not by RANGE", "Write BY HASH (…)");
            }
            cursor.takeWord("HASH");
            options.put("bucket-key", String.join(",", names()));
        }
        if (cursor.takeWord("INTO")) {
            int token = cursor.at();
            if (!cursor.is(Kind.NUMBER)) {
                throw cursor.unexpected("a number of buckets");
            }
            cursor.advance();
            options.put("bucket", tokens.text(token));
            cursor.expectWord("BUCKETS");
        }
        return options;
    }

    private FreshnessTarget freshnessClause() {
        cursor.advance();
        cursor.expectSymbol("=");
        int interval = cursor.at();
        if (!cursor.isWord("INTERVAL")) {
            throw cursor.problem(
                    ErrorCode.SYNTAX,
                    "Expected INTERVAL, found " + cursor.found(),
                    INTERVAL_FORM + "; DOWNSTREAM and ON_DEMAND as the option '" + FRESHNESS_OPTION + "'");
        }
        cursor.advance();
        boolean negative = cursor.takeSymbol("-");
        if (!cursor.is(Kind.STRING)) {
            throw cursor.unexpected("a number in quotes");
        }
        int number = cursor.at();
        String digits = string().strip();
        long count = wholeNumber(digits, number);
        Duration one = unit();
        return within(() -> new FreshnessTarget.Within(one.multipliedBy(negative ? -count : count)), interval);
    }

    private long wholeNumber(String digits, int token) {
        if (!digits.matches("[+-]?\\d{1,9}")) {
            throw cursor.problemAt(
                    tokens.from(token), ErrorCode.SYNTAX, "'" + digits + "' is no whole number", INTERVAL_FORM);
        }
        return Long.parseLong(digits);
    }

    private Duration unit() {
        String unit = cursor.word();
        Duration one =
                switch (unit) {
                    case "SECOND", "SECONDS" -> Duration.ofSeconds(1);
                    case "MINUTE", "MINUTES" -> Duration.ofMinutes(1);
                    case "HOUR", "HOURS" -> Duration.ofHours(1);
                    case "DAY", "DAYS" -> Duration.ofDays(1);
                    default -> throw cursor.unexpected("SECOND, MINUTE, HOUR or DAY");
                };
        cursor.advance();
        return one;
    }

    private RequestedMode modeClause() {
        cursor.advance();
        cursor.expectSymbol("=");
        String word = cursor.word();
        if (word.equals("INCREMENTAL") || word.equals("AUTO")) {
            throw cursor.problem(
                    ErrorCode.SYNTAX,
                    "Flink's grammar has no REFRESH_MODE = " + word,
                    "Write the option '" + MODE_OPTION + "' = '" + word + "'");
        }
        if (!word.equals("CONTINUOUS") && !word.equals("FULL")) {
            throw cursor.unexpected("CONTINUOUS or FULL");
        }
        cursor.advance();
        return new RequestedMode.Pinned(RefreshMode.valueOf(word));
    }

    /** What is asked of a view's refresh, in clauses or in options. */
    private final class Asked {

        private @Nullable FreshnessTarget freshness;
        private @Nullable RequestedMode mode;

        /** Takes what is asked by options, and gives back the other options. */
        Map<String, String> from(Options options) {
            Map<String, String> others = new LinkedHashMap<>(options.values());
            String target = others.remove(FRESHNESS_OPTION);
            if (target != null) {
                freshness = within(() -> FreshnessTarget.parse(target), options.token(FRESHNESS_OPTION));
            }
            String wish = others.remove(MODE_OPTION);
            if (wish != null) {
                mode = within(() -> RequestedMode.parse(wish), options.token(MODE_OPTION));
            }
            return others;
        }
    }

    /** Runs what may refuse a value, and says where the value stands. */
    private <T> T within(Supplier<T> reading, int token) {
        try {
            return reading.get();
        } catch (ProblemException refused) {
            throw new ProblemException(refused.problem().at(cursor.position(tokens.from(token))), refused);
        }
    }

    /** @param tokens where each key stands */
    private record Options(Map<String, String> values, Map<String, Integer> tokens) {

        int token(String key) {
            return tokens.getOrDefault(key, 0);
        }
    }

    private Options options() {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        cursor.expectSymbol("(");
        do {
            int key = cursor.at();
            String name = string();
            cursor.expectSymbol("=");
            String value = string();
            if (values.put(name, value) != null) {
                throw cursor.problemAt(
                        tokens.from(key),
                        ErrorCode.INVALID_STATEMENT,
                        "The option '" + name + "' is given twice",
                        null);
            }
            places.put(name, key);
        } while (cursor.takeSymbol(","));
        cursor.expectSymbol(")");
        return new Options(values, places);
    }

    private Map<String, String> partition() {
        Map<String, String> values = new LinkedHashMap<>();
        cursor.expectSymbol("(");
        do {
            String column = name(1).get(0);
            cursor.expectSymbol("=");
            int value = cursor.at();
            if (cursor.is(Kind.STRING)) {
                values.put(column, string());
            } else if (cursor.is(Kind.NUMBER) || cursor.is(Kind.WORD)) {
                cursor.advance();
                values.put(column, tokens.text(value));
            } else {
                throw cursor.unexpected("a value");
            }
        } while (cursor.takeSymbol(","));
        cursor.expectSymbol(")");
        return values;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        cursor.expectSymbol("(");
        do {
            names.add(name(1).get(0));
        } while (cursor.takeSymbol(","));
        cursor.expectSymbol(")");
        return names;
    }

    private List<String> name(int mostParts) {
        List<String> parts = new ArrayList<>();
        do {
            boolean reserved = cursor.is(Kind.WORD) && Reserved.isReserved(cursor.text());
            if (!cursor.isName() || reserved || tokens.name(cursor.at()).isEmpty()) {
                throw reserved
                        ? cursor.problem(
                                ErrorCode.SYNTAX,
                                "Expected a name, found " + cursor.found(),
                                "As a name it is written `" + cursor.text() + "`")
                        : cursor.unexpected("a name");
            }
            if (parts.size() == mostParts) {
                throw cursor.unexpected("a name of at most " + mostParts + (mostParts == 1 ? " part" : " parts"));
            }
            parts.add(cursor.takeName());
        } while (cursor.takeSymbol("."));
        return List.copyOf(parts);
    }

    private String string() {
        if (!cursor.is(Kind.STRING)) {
            throw cursor.unexpected("text in single quotes");
        }
        if (!cursor.text().startsWith("'")) {
            throw cursor.problem(ErrorCode.NOT_SUPPORTED, "A prefix before quotes means nothing here", "Leave it out");
        }
        return cursor.takeString();
    }

    /** Checks the query behind AS and goes to its end; gives the offset where it starts. */
    private int query() {
        int as = cursor.at();
        cursor.advance();
        if (cursor.isAtEnd() || cursor.is(Kind.SEMICOLON)) {
            throw cursor.problemAt(
                    tokens.from(as), ErrorCode.SYNTAX, "The statement ends too soon: a query is missing", null);
        }
        int from = cursor.from();
        while (!cursor.isAtEnd() && !cursor.is(Kind.SEMICOLON)) {
            cursor.advance();
        }
        String query = text.substring(from, cursor.endBefore());
        if (Statements.kind(query) != StatementKind.QUERY) {
            throw cursor.problemAt(
                    from, ErrorCode.INVALID_STATEMENT, "A query is expected here: SELECT, WITH or VALUES", null);
        }
        StatementCheck.check(query).ifPresent(mistake -> {
            throw new ProblemException(Problem.of(ErrorCode.SYNTAX, mistake.message())
                    .at(mistake.from().within(cursor.position(from))));
        });
        return from;
    }

    private String queryText(int from) {
        return text.substring(from, cursor.endBefore());
    }
}
