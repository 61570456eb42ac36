package io.streamhouse.sql;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Position;
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
import java.util.Locale;
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
    private final LineMap lines;
    private int at;

    MaterializedTableParser(String text, Tokens tokens) {
        this.text = text;
        this.tokens = tokens;
        this.lines = LineMap.of(text);
        this.at = significant(tokens, 0);
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
                switch (tokens.text(at).toUpperCase(Locale.ROOT)) {
                    case "CREATE" -> create();
                    case "ALTER" -> alter();
                    case "DROP" -> drop();
                    default -> show();
                };
        if (is(Kind.SEMICOLON)) {
            advance();
        }
        if (!isAtEnd()) {
            throw unexpected("the end of the statement");
        }
        return statement;
    }

    private Create create() {
        advance();
        if (isWord("OR")) {
            throw problem(
                    ErrorCode.NOT_SUPPORTED,
                    "CREATE OR ALTER is not understood here",
                    "Write CREATE MATERIALIZED TABLE, or ALTER MATERIALIZED TABLE … AS for a changed query");
        }
        if (isWord("TEMPORARY")) {
            throw problem(
                    ErrorCode.NOT_SUPPORTED,
                    "A materialized table can't be temporary: what keeps it fresh outlives the session",
                    "Leave TEMPORARY out");
        }
        advance();
        expectWord("TABLE");
        boolean ifNotExists = takeWord("IF");
        if (ifNotExists) {
            expectWord("NOT");
            expectWord("EXISTS");
        }
        List<String> name = name(3);
        List<String> primaryKey = isSymbol("(") ? constraint() : List.of();
        Optional<String> comment = takeWord("COMMENT") ? Optional.of(string()) : Optional.empty();
        Map<String, String> options = new LinkedHashMap<>();
        if (takeWord("DISTRIBUTED")) {
            options.putAll(distribution());
        }
        List<String> partitionedBy = List.of();
        if (takeWord("PARTITIONED")) {
            expectWord("BY");
            partitionedBy = names();
        }
        Asked asked = new Asked();
        if (takeWord("WITH")) {
            options.putAll(asked.from(options()));
        }
        if (isWord("FRESHNESS")) {
            refuseTwice(asked.freshness != null, FRESHNESS_OPTION);
            asked.freshness = freshnessClause();
        }
        if (isWord("REFRESH_MODE")) {
            refuseTwice(asked.mode != null, MODE_OPTION);
            asked.mode = modeClause();
        }
        if (!isWord("AS")) {
            throw unexpected(nextClauses(options, asked));
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
                position(query));
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
            throw problem(
                    ErrorCode.INVALID_STATEMENT,
                    tokens.text(at).toUpperCase(Locale.ROOT) + " is given twice: here and as the option '" + option
                            + "'",
                    "Leave one of the two out");
        }
    }

    private MaterializedTableStatement alter() {
        advance();
        advance();
        expectWord("TABLE");
        List<String> name = name(3);
        if (takeWord("SET")) {
            return set(name);
        }
        if (takeWord("SUSPEND")) {
            return new Suspend(name);
        }
        if (takeWord("RESUME")) {
            return new Resume(name, takeWord("WITH") ? options().values() : Map.of());
        }
        if (takeWord("REFRESH")) {
            return new Refresh(name, takeWord("PARTITION") ? partition() : Map.of());
        }
        if (isWord("AS")) {
            int query = query();
            return new ChangeQuery(name, queryText(query), position(query));
        }
        if (isWord("RESET") || isWord("ADD") || isWord("MODIFY") || isWord("DROP") || isWord("RENAME")) {
            throw problem(
                    ErrorCode.NOT_SUPPORTED,
                    "ALTER MATERIALIZED TABLE … " + tokens.text(at).toUpperCase(Locale.ROOT)
                            + " is not carried out here",
                    "What can be altered: SET FRESHNESS, SET REFRESH_MODE, SUSPEND, RESUME, REFRESH, AS query");
        }
        throw unexpected("SET, SUSPEND, RESUME, REFRESH or AS");
    }

    private MaterializedTableStatement set(List<String> name) {
        if (isWord("FRESHNESS")) {
            return new SetFreshness(name, freshnessClause());
        }
        if (isWord("REFRESH_MODE")) {
            return new SetRefreshMode(name, modeClause());
        }
        if (!isSymbol("(")) {
            throw unexpected("FRESHNESS, REFRESH_MODE or ('" + FRESHNESS_OPTION + "' = …)");
        }
        int open = at;
        Options options = options();
        Asked asked = new Asked();
        Map<String, String> others = asked.from(options);
        if (!others.isEmpty()) {
            String other = others.keySet().iterator().next();
            throw problemAt(
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
        throw problemAt(tokens.from(open), ErrorCode.SYNTAX, "These brackets hold no option", null);
    }

    private Drop drop() {
        advance();
        advance();
        expectWord("TABLE");
        boolean ifExists = takeWord("IF");
        if (ifExists) {
            expectWord("EXISTS");
        }
        return new Drop(name(3), ifExists);
    }

    private Show show() {
        advance();
        advance();
        expectWord("TABLES");
        List<String> database = takeWord("FROM") || takeWord("IN") ? name(2) : List.of();
        boolean not = takeWord("NOT");
        if (not && !isWord("LIKE")) {
            throw unexpected("LIKE");
        }
        Optional<String> like = takeWord("LIKE") ? Optional.of(string()) : Optional.empty();
        return new Show(database, like, not);
    }

    /** {@code (PRIMARY KEY (a, b) NOT ENFORCED)}: columns themselves come from the query. */
    private List<String> constraint() {
        expectSymbol("(");
        if (takeWord("CONSTRAINT")) {
            name(1);
        }
        if (!isWord("PRIMARY")) {
            throw problem(
                    ErrorCode.NOT_SUPPORTED,
                    "Only a PRIMARY KEY can stand here: the columns of a materialized table are its query's",
                    "Write (PRIMARY KEY (…) NOT ENFORCED), and name columns in the query with AS");
        }
        advance();
        expectWord("KEY");
        List<String> key = names();
        if (takeWord("NOT")) {
            expectWord("ENFORCED");
        }
        expectSymbol(")");
        return key;
    }

    /** {@code DISTRIBUTED [BY [HASH] (a, b)] INTO n BUCKETS}, as Paimon's options. */
    private Map<String, String> distribution() {
        Map<String, String> options = new LinkedHashMap<>();
        if (takeWord("BY")) {
            if (isWord("RANGE")) {
                throw problem(
                        ErrorCode.NOT_SUPPORTED, "Buckets are made by hash here, not by RANGE", "Write BY HASH (…)");
            }
            takeWord("HASH");
            options.put("bucket-key", String.join(",", names()));
        }
        if (takeWord("INTO")) {
            int token = at;
            if (!is(Kind.NUMBER)) {
                throw unexpected("a number of buckets");
            }
            advance();
            options.put("bucket", tokens.text(token));
            expectWord("BUCKETS");
        }
        return options;
    }

    private FreshnessTarget freshnessClause() {
        advance();
        expectSymbol("=");
        int interval = at;
        if (!isWord("INTERVAL")) {
            throw problem(
                    ErrorCode.SYNTAX,
                    "Expected INTERVAL, found " + found(),
                    INTERVAL_FORM + "; DOWNSTREAM and ON_DEMAND as the option '" + FRESHNESS_OPTION + "'");
        }
        advance();
        boolean negative = takeSymbol("-");
        if (!is(Kind.STRING)) {
            throw unexpected("a number in quotes");
        }
        int number = at;
        String digits = string().strip();
        long count = wholeNumber(digits, number);
        Duration one = unit();
        return within(() -> new FreshnessTarget.Within(one.multipliedBy(negative ? -count : count)), interval);
    }

    private long wholeNumber(String digits, int token) {
        if (!digits.matches("[+-]?\\d{1,9}")) {
            throw problemAt(tokens.from(token), ErrorCode.SYNTAX, "'" + digits + "' is no whole number", INTERVAL_FORM);
        }
        return Long.parseLong(digits);
    }

    private Duration unit() {
        String unit = is(Kind.WORD) ? tokens.text(at).toUpperCase(Locale.ROOT) : "";
        Duration one =
                switch (unit) {
                    case "SECOND", "SECONDS" -> Duration.ofSeconds(1);
                    case "MINUTE", "MINUTES" -> Duration.ofMinutes(1);
                    case "HOUR", "HOURS" -> Duration.ofHours(1);
                    case "DAY", "DAYS" -> Duration.ofDays(1);
                    default -> throw unexpected("SECOND, MINUTE, HOUR or DAY");
                };
        advance();
        return one;
    }

    private RequestedMode modeClause() {
        advance();
        expectSymbol("=");
        String word = is(Kind.WORD) ? tokens.text(at).toUpperCase(Locale.ROOT) : "";
        if (word.equals("INCREMENTAL") || word.equals("AUTO")) {
            throw problem(
                    ErrorCode.SYNTAX,
                    "Flink's grammar has no REFRESH_MODE = " + word,
                    "Write the option '" + MODE_OPTION + "' = '" + word + "'");
        }
        if (!word.equals("CONTINUOUS") && !word.equals("FULL")) {
            throw unexpected("CONTINUOUS or FULL");
        }
        advance();
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
            throw new ProblemException(refused.problem().at(position(tokens.from(token))), refused);
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
        expectSymbol("(");
        do {
            int key = at;
            String name = string();
            expectSymbol("=");
            String value = string();
            if (values.put(name, value) != null) {
                throw problemAt(
                        tokens.from(key),
                        ErrorCode.INVALID_STATEMENT,
                        "The option '" + name + "' is given twice",
                        null);
            }
            places.put(name, key);
        } while (takeSymbol(","));
        expectSymbol(")");
        return new Options(values, places);
    }

    private Map<String, String> partition() {
        Map<String, String> values = new LinkedHashMap<>();
        expectSymbol("(");
        do {
            String column = name(1).get(0);
            expectSymbol("=");
            int value = at;
            if (is(Kind.STRING)) {
                values.put(column, string());
            } else if (is(Kind.NUMBER) || is(Kind.WORD)) {
                advance();
                values.put(column, tokens.text(value));
            } else {
                throw unexpected("a value");
            }
        } while (takeSymbol(","));
        expectSymbol(")");
        return values;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        expectSymbol("(");
        do {
            names.add(name(1).get(0));
        } while (takeSymbol(","));
        expectSymbol(")");
        return names;
    }

    private List<String> name(int mostParts) {
        List<String> parts = new ArrayList<>();
        do {
            boolean reserved = is(Kind.WORD) && Reserved.isReserved(tokens.text(at));
            if (isAtEnd() || !tokens.isName(at) || reserved || tokens.name(at).isEmpty()) {
                throw reserved
                        ? problem(
                                ErrorCode.SYNTAX,
                                "Expected a name, found " + found(),
                                "As a name it is written `" + tokens.text(at) + "`")
                        : unexpected("a name");
            }
            if (parts.size() == mostParts) {
                throw unexpected("a name of at most " + mostParts + (mostParts == 1 ? " part" : " parts"));
            }
            parts.add(tokens.name(at));
            advance();
        } while (takeSymbol("."));
        return List.copyOf(parts);
    }

    private String string() {
        if (!is(Kind.STRING)) {
            throw unexpected("text in single quotes");
        }
        String raw = tokens.text(at);
        if (!raw.startsWith("'")) {
            throw problem(ErrorCode.NOT_SUPPORTED, "A prefix before quotes means nothing here", "Leave it out");
        }
        advance();
        return raw.substring(1, raw.length() - 1).replace("''", "'");
    }

    /** Checks the query behind AS and goes to its end; gives the offset where it starts. */
    private int query() {
        int as = at;
        advance();
        if (isAtEnd() || is(Kind.SEMICOLON)) {
            throw problemAt(tokens.from(as), ErrorCode.SYNTAX, "The statement ends too soon: a query is missing", null);
        }
        int from = tokens.from(at);
        while (!isAtEnd() && !is(Kind.SEMICOLON)) {
            advance();
        }
        String query = text.substring(from, end());
        if (Statements.kind(query) != StatementKind.QUERY) {
            throw problemAt(
                    from, ErrorCode.INVALID_STATEMENT, "A query is expected here: SELECT, WITH or VALUES", null);
        }
        StatementCheck.check(query).ifPresent(mistake -> {
            throw new ProblemException(Problem.of(ErrorCode.SYNTAX, mistake.message())
                    .at(mistake.from().within(position(from))));
        });
        return from;
    }

    private String queryText(int from) {
        return text.substring(from, end());
    }

    /** Where the token before this one ends. */
    private int end() {
        int last = at - 1;
        while (last > 0 && tokens.kind(last) == Kind.COMMENT) {
            last--;
        }
        return tokens.to(last);
    }

    private boolean isAtEnd() {
        return at >= tokens.count();
    }

    private boolean is(Kind kind) {
        return !isAtEnd() && tokens.kind(at) == kind;
    }

    private boolean isWord(String word) {
        return is(tokens, at, word);
    }

    private boolean isSymbol(String symbol) {
        return !isAtEnd() && tokens.isSymbol(at, symbol);
    }

    private void advance() {
        at = significant(tokens, at + 1);
    }

    private boolean takeWord(String word) {
        boolean found = isWord(word);
        if (found) {
            advance();
        }
        return found;
    }

    private boolean takeSymbol(String symbol) {
        boolean found = isSymbol(symbol);
        if (found) {
            advance();
        }
        return found;
    }

    private void expectWord(String word) {
        if (!takeWord(word)) {
            throw unexpected(word);
        }
    }

    private void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    private String found() {
        if (isAtEnd()) {
            return "the end of the statement";
        }
        String token = tokens.text(at).lines().findFirst().orElse("");
        return "'" + (token.length() <= 40 ? token : token.substring(0, 40) + "…") + "'";
    }

    private ProblemException unexpected(String wanted) {
        return problem(ErrorCode.SYNTAX, "Expected " + wanted + ", found " + found(), null);
    }

    private ProblemException problem(ErrorCode code, String what, @Nullable String nextStep) {
        return problemAt(isAtEnd() ? text.length() : tokens.from(at), code, what, nextStep);
    }

    private ProblemException problemAt(int offset, ErrorCode code, String what, @Nullable String nextStep) {
        return new ProblemException(
                new Problem(code, what, Optional.of(position(offset)), Optional.ofNullable(nextStep)));
    }

    private Position position(int offset) {
        return lines.position(offset);
    }
}
