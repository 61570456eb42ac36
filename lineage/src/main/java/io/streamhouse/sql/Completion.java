package io.streamhouse.sql;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Schema;
import io.streamhouse.sql.Scope.Field;
import io.streamhouse.sql.Scope.Source;
import io.streamhouse.sql.Suggestion.Kind;
import io.streamhouse.sql.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One completion: decides by the words before the cursor what may stand there. */
final class Completion {

    private static final int FEW_RELATIONS = 300;

    private static final Set<String> BEFORE_OPERAND = Set.of(
            "SELECT",
            "DISTINCT",
            "ALL",
            "WHERE",
            "ON",
            "AND",
            "OR",
            "NOT",
            "HAVING",
            "BY",
            "WHEN",
            "THEN",
            "ELSE",
            "CASE",
            "BETWEEN",
            "LIKE",
            "SET",
            "VALUES",
            "OF",
            ",",
            "(",
            "=",
            "<",
            ">",
            "<=",
            ">=",
            "<>",
            "!=",
            "+",
            "-",
            "/",
            "%",
            "||",
            "[",
            "=>");

    private static final Set<String> BEFORE_RELATION =
            Set.of("FROM", "JOIN", "INTO", "OVERWRITE", "DESCRIBE", "EXTENDED", "PARTITIONS");

    private static final Set<String> WRITES = Set.of("INTO", "OVERWRITE", "UPDATE");

    private static final Set<String> CLAUSES = Set.of(
            "SELECT", "FROM", "JOIN", "ON", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "INTO", "UPDATE", "CASE");

    private static final Set<String> EXPRESSION_FROM = Set.of("EXTRACT", "TRIM", "SUBSTRING", "OVERLAY");

    private final Place place;
    private final Words words;
    private final int cursor;
    private final CompletionSource source;
    private final Candidates candidates;

    Completion(Place place, CompletionSource source) {
        this.place = place;
        this.words = place.words();
        this.cursor = words.cursor();
        this.source = source;
        this.candidates = new Candidates(place);
    }

    List<Suggestion> suggestions(int most) {
        if (place.isInString() || isInOptions()) {
            options();
        } else if (!place.qualifiers().isEmpty()) {
            qualified();
        } else {
            unqualified();
        }
        return candidates.bestFirst(most);
    }

    // ---- where the cursor stands

    private Word before(int back) {
        return words.get(cursor - back);
    }

    private boolean follows(String... uppers) {
        for (int at = 0; at < uppers.length; at++) {
            if (!words.is(cursor - uppers.length + at, uppers[at])) {
                return false;
            }
        }
        return true;
    }

    private String head() {
        return cursor > 0 ? words.get(0).upper() : "";
    }

    /** The bracket around the cursor that is still open; -1 if there is none. */
    private int enclosing() {
        return enclosing(cursor);
    }

    private int enclosing(int from) {
        int depth = 0;
        for (int at = from - 1; at >= 0; at--) {
            if (words.is(at, ")")) {
                depth++;
            } else if (words.is(at, "(") && depth-- == 0) {
                return at;
            }
        }
        return -1;
    }

    private boolean isInOptions() {
        int open = enclosing();
        return open > 0 && (words.is(open - 1, "WITH") || words.is(open - 1, "OPTIONS"));
    }

    /** The clause the cursor stands in, as {@link Catalogue#CONTINUATIONS} names it; empty if there is none. */
    private String clause() {
        int depth = 0;
        int cases = 0;
        for (int at = cursor - 1; at >= 0; at--) {
            String word = words.get(at).upper();
            if (word.equals(")")) {
                depth++;
            } else if (word.equals("(") && depth > 0) {
                depth--;
            } else if (depth > 0) {
                continue;
            } else if (word.equals("(") && words.is(at - 1, "OVER")) {
                return "OVER";
            } else if (word.equals("(") && isDefinition(at)) {
                return "DEFINITION";
            } else if (word.equals("END")) {
                cases++;
            } else if (word.equals("CASE") && cases-- > 0) {
                continue;
            } else if (word.equals("FROM") && takesFrom(at)) {
                continue;
            } else if (CLAUSES.contains(word)) {
                return word;
            }
        }
        return head().equals("CREATE") && cursor > 2 ? "DEFINITION" : "";
    }

    private boolean takesFrom(int from) {
        int open = enclosing(from);
        return open > 0 && words.isAny(open - 1, EXPRESSION_FROM);
    }

    private boolean isDefinition(int open) {
        return head().equals("CREATE") && words.get(open - 1).isName() && words.is(tableBefore(open), "TABLE");
    }

    /** Before the name, with its dots and IF NOT EXISTS, that ends before {@code open}. */
    private int tableBefore(int open) {
        int at = open - 2;
        while (words.is(at, ".")) {
            at -= 2;
        }
        return words.is(at, "EXISTS") ? at - 3 : at;
    }

    private boolean isRelationPlace() {
        String word = before(1).upper();
        if (word.equals("FROM")) {
            boolean lists = head().equals("SHOW") && !words.is(1, "COLUMNS");
            return !lists && !takesFrom(cursor - 1) && !follows("DISTINCT", "FROM");
        }
        if (BEFORE_RELATION.contains(word)) {
            return true;
        }
        boolean first = cursor == 1;
        if (first && (word.equals("UPDATE") || word.equals("DESC"))) {
            return true;
        }
        if (word.equals("TABLE") || word.equals("VIEW")) {
            return !head().equals("CREATE") || enclosing() > 0;
        }
        if (word.equals("IN") && head().equals("SHOW")) {
            return words.is(1, "COLUMNS");
        }
        if (word.equals("EXISTS")) {
            return (head().equals("DROP") || head().equals("ALTER"))
                    && !words.is(1, "DATABASE")
                    && !words.is(1, "CATALOG");
        }
        return word.equals(",") && clause().equals("FROM") && enclosing() < fromBefore();
    }

    private int fromBefore() {
        for (int at = cursor - 1; at >= 0; at--) {
            if (words.is(at, "FROM")) {
                return at;
            }
        }
        return -1;
    }

    private boolean isDatabasePlace() {
        boolean lists =
                head().equals("SHOW") && (words.is(1, "TABLES") || words.is(1, "VIEWS") || words.is(2, "TABLES"));
        return lists && (follows("FROM") || follows("IN"))
                || cursor == 1 && head().equals("USE")
                || follows("DATABASE") && !head().equals("CREATE")
                || follows("DATABASE", "IF", "EXISTS");
    }

    /** Behind {@code ALTER MATERIALIZED TABLE name}, or its SET. */
    private boolean isViewAltered() {
        boolean alters = head().equals("ALTER") && words.is(1, "MATERIALIZED") && cursor > 3;
        int name = follows("SET") ? cursor - 2 : cursor - 1;
        return alters && words.get(name).isName() && (words.is(name - 1, "TABLE") || words.is(name - 1, "."));
    }

    private boolean isCatalogPlace() {
        return follows("CATALOG") && !head().equals("CREATE")
                || follows("CATALOG", "IF", "EXISTS")
                || head().equals("SHOW") && words.is(1, "DATABASES") && (follows("FROM") || follows("IN"));
    }

    private boolean isOperandPlace() {
        if (before(1).upper().equals("*")) {
            String earlier = before(2).upper();
            return !Set.of("SELECT", "DISTINCT", "ALL", ".", "(", ",").contains(earlier);
        }
        return BEFORE_OPERAND.contains(before(1).upper()) || before(1).upper().equals("FROM") && takesFrom(cursor - 1);
    }

    // ---- what may stand there

    private void unqualified() {
        if (cursor == 0 || follows("STATEMENT", "SET", "BEGIN")) {
            statements();
        }
        if (cursor == 0) {
            return;
        }
        String pair = before(2).upper() + " " + before(1).upper();
        List<String> followers = Catalogue.FOLLOWERS.getOrDefault(
                pair, Catalogue.FOLLOWERS.getOrDefault(before(1).upper(), List.of()));
        keywords(followers, 0);
        if (isCatalogPlace()) {
            source.catalogs().forEach(catalog -> candidates.name(catalog, Kind.CATALOG, "catalog", 10));
        } else if (isDatabasePlace()) {
            databases(source.currentCatalog(), 10);
            source.catalogs().forEach(catalog -> candidates.name(catalog, Kind.CATALOG, "catalog", 40));
        } else if (isRelationPlace()) {
            relations();
        } else if (isTypePlace()) {
            Catalogue.TYPES.forEach(type -> candidates.text(bare(type), Kind.KEYWORD, "type", type, 10));
        } else if (clause().equals("DEFINITION")) {
            definition();
        } else if (isViewAltered()) {
            keywords(follows("SET") ? Catalogue.SET_MATERIALIZED_TABLE : Catalogue.ALTER_MATERIALIZED_TABLE, 0);
        } else if (isOperandPlace()) {
            operand();
        } else if (followers.isEmpty()) {
            continuation();
        }
    }

    private static String bare(String type) {
        int bracket = type.indexOf("${");
        return bracket < 0 ? type : type.substring(0, bracket - 1);
    }

    private void keywords(List<String> keywords, int likelihood) {
        for (int at = 0; at < keywords.size(); at++) {
            candidates.keyword(keywords.get(at), likelihood + at);
        }
    }

    private void statements() {
        keywords(Catalogue.STATEMENTS, 0);
        for (Catalogue.Snippet snippet : Catalogue.STATEMENT_SNIPPETS) {
            candidates.text(snippet.label(), Kind.SNIPPET, snippet.help(), snippet.insert(), 100);
        }
    }

    private boolean isTypePlace() {
        int open = enclosing();
        if (follows("AS") && open > 0) {
            return words.is(open - 1, "CAST") || words.is(open - 1, "TRY_CAST");
        }
        boolean defines = clause().equals("DEFINITION") && open > 0 && isDefinition(open);
        boolean named = before(1).isName()
                && (before(2).upper().equals("(") || before(2).upper().equals(","));
        return defines
                && named
                && !Set.of("PRIMARY", "WATERMARK", "CONSTRAINT")
                        .contains(before(1).upper());
    }

    private void definition() {
        int open = enclosing();
        boolean inTable = open > 0 && isDefinition(open);
        if (inTable && (before(1).upper().equals("(") || before(1).upper().equals(","))) {
            keywords(List.of("PRIMARY KEY", "CONSTRAINT"), 10);
            candidates.text("WATERMARK FOR", Kind.SNIPPET, Catalogue.WATERMARK.help(), Catalogue.WATERMARK.insert(), 5);
        } else if (open > 0 && !inTable || follows("WATERMARK", "FOR")) {
            definedColumns().forEach(column -> candidates.name(column, Kind.COLUMN, "", 0));
            if (open > 0) {
                functions(50);
            }
        } else if (follows("AS") && open < 0) {
            keywords(List.of("SELECT", "WITH"), 0);
        } else if (isOperandPlace() || follows("AS")) {
            definedColumns().forEach(column -> candidates.name(column, Kind.COLUMN, "", 0));
            functions(50);
        } else {
            boolean view = words.is(1, "MATERIALIZED");
            keywords(
                    view
                            ? Catalogue.CREATE_MATERIALIZED_TABLE
                            : Catalogue.CONTINUATIONS.getOrDefault("DEFINITION", List.of()),
                    0);
        }
    }

    private List<String> definedColumns() {
        List<String> columns = new ArrayList<>();
        for (int at = 1; at < words.size(); at++) {
            boolean starts = (words.is(at - 1, "(") && isDefinition(at - 1))
                    || words.is(at - 1, ",") && enclosing(at) > 0 && isDefinition(enclosing(at));
            if (starts && words.get(at).isName() && !words.isAny(at, Set.of("PRIMARY", "WATERMARK", "CONSTRAINT"))) {
                columns.add(words.get(at).name());
            }
        }
        return columns;
    }

    private void operand() {
        int open = enclosing();
        if (open > 1 && isTargetList(open)) {
            columnsOf(pathBefore(open)).forEach(field -> candidates.name(field.name(), Kind.COLUMN, field.type(), 0));
            keywords(List.of("SELECT"), 90);
            return;
        }
        Scope scope = scope();
        if (follows("ON")) {
            joinConditions(scope);
        }
        columns(scope);
        if (follows("SELECT")) {
            keywords(List.of("DISTINCT"), 30);
        }
        if (follows("(")) {
            keywords(List.of("SELECT"), 35);
        }
        functions(50);
        keywords(Catalogue.OPERANDS, 60);
    }

    private boolean isTargetList(int open) {
        int at = open - 1;
        while (words.is(at - 1, ".")) {
            at -= 2;
        }
        return words.get(at).isName() && (words.is(at - 1, "INTO") || words.is(at - 1, "OVERWRITE"));
    }

    private List<String> pathBefore(int open) {
        List<String> path = new ArrayList<>();
        int at = open - 1;
        path.add(words.get(at).name());
        while (words.is(at - 1, ".")) {
            at -= 2;
            path.add(0, words.get(at).name());
        }
        return path;
    }

    private void continuation() {
        String clause = clause();
        if (clause.equals("FROM") || clause.equals("JOIN")) {
            Catalogue.Snippet hint = Catalogue.OPTIONS_HINT;
            candidates.text(hint.label(), Kind.SNIPPET, hint.help(), hint.insert(), 60);
        }
        if (!follows("AS")) {
            keywords(Catalogue.CONTINUATIONS.getOrDefault(clause, List.of()), 0);
        } else if (head().equals("CREATE")) {
            keywords(List.of("SELECT", "WITH"), 0);
        }
        if (!place.prefix().isEmpty() && clause.isEmpty()) {
            keywords(Catalogue.STATEMENTS, 90);
        }
    }

    private void functions(int likelihood) {
        for (Functions.Function function : Functions.ALL) {
            candidates.function(
                    function.name(), function.signature() + "  " + function.help(), function.call(), likelihood);
        }
        for (String function : source.functions()) {
            candidates.text(function, Kind.FUNCTION, "", function + "(${})", likelihood - 1);
        }
    }

    // ---- names

    private void relations() {
        boolean writes = WRITES.contains(before(1).upper());
        boolean reads = before(1).upper().equals("FROM")
                || before(1).upper().equals("JOIN")
                || before(1).upper().equals(",");
        Scope scope = scope();
        if (reads && !head().equals("SHOW") && !head().equals("DELETE")) {
            scope.definitionNames().forEach(name -> candidates.name(name, Kind.TABLE, "WITH", 10));
            for (Catalogue.Snippet window : Catalogue.WINDOWS) {
                candidates.text(window.label(), Kind.SNIPPET, window.help(), window.insert(), 80);
            }
        }
        if (follows("JOIN")) {
            joinedRelations(scope);
        }
        DatabaseId current = new DatabaseId(source.currentCatalog(), source.currentDatabase());
        relationsOf(current, writes, 20);
        databases(source.currentCatalog(), 50);
        source.catalogs().forEach(catalog -> candidates.name(catalog, Kind.CATALOG, "catalog", 60));
        if (place.prefix().length() >= 2 && place.quote().isEmpty()) {
            for (String database : source.databases(source.currentCatalog())) {
                if (!database.equals(current.name())) {
                    elsewhere(new DatabaseId(current.catalog(), database), writes);
                }
            }
        }
    }

    private void elsewhere(DatabaseId database, boolean writes) {
        for (RelationRef ref : source.relations(database)) {
            if (!writes || ref.kind() != RelationKind.VIEW) {
                String insert = Joins.written(database.name()) + "."
                        + Joins.written(ref.id().name());
                candidates.text(ref.id().name(), kind(ref), database.name(), insert, 70);
            }
        }
    }

    private void relationsOf(DatabaseId database, boolean writes, int likelihood) {
        for (RelationRef ref : source.relations(database)) {
            if (!writes || ref.kind() != RelationKind.VIEW) {
                String detail =
                        switch (ref.kind()) {
                            case TABLE -> "table";
                            case VIEW -> "view";
                            case MATERIALIZED_VIEW -> "materialized view";
                        };
                candidates.name(ref.id().name(), kind(ref), detail, likelihood);
            }
        }
    }

    private static Kind kind(RelationRef ref) {
        return ref.kind() == RelationKind.VIEW ? Kind.VIEW : Kind.TABLE;
    }

    private void databases(String catalog, int likelihood) {
        source.databases(catalog).forEach(name -> candidates.name(name, Kind.DATABASE, "database", likelihood));
    }

    private void qualified() {
        List<String> path = place.qualifiers();
        if (!isRelationPlace() && !isDatabasePlace()) {
            Optional<Scope> owner = ownerOf(path);
            if (owner.isPresent()) {
                if (clause().equals("SELECT")) {
                    candidates.text("*", Kind.COLUMN, "all columns", "*", 90);
                }
                return;
            }
        }
        String first = path.get(0);
        if (path.size() == 1) {
            if (source.catalogs().contains(first)) {
                databases(first, 10);
            }
            if (!isDatabasePlace()) {
                relationsOf(
                        new DatabaseId(source.currentCatalog(), first),
                        WRITES.contains(before(1).upper()),
                        0);
            }
        } else if (path.size() == 2) {
            relationsOf(
                    new DatabaseId(first, path.get(1)),
                    WRITES.contains(before(1).upper()),
                    0);
        }
    }

    /** Suggests the columns of what the path before the dot names, in the nearest scope that has it. */
    private Optional<Scope> ownerOf(List<String> path) {
        String alias = path.get(path.size() - 1);
        for (Scope scope = scope(); scope != null; scope = scope.outer) {
            for (Source item : scope.sources) {
                boolean named = path.size() == 1
                        ? item.alias().equalsIgnoreCase(alias)
                        : item.path().size() >= path.size()
                                && item.path()
                                        .subList(
                                                item.path().size() - path.size(),
                                                item.path().size())
                                        .equals(path);
                if (named) {
                    fields(item, scope).forEach(field -> candidates.name(field.name(), Kind.COLUMN, field.type(), 0));
                    return Optional.of(scope);
                }
            }
        }
        return Optional.empty();
    }

    private Scope scope() {
        return ScopeReader.read(words, this::columnsOf);
    }

    private List<Field> fields(Source item, Scope scope) {
        return ScopeReader.columns(item, scope, this::columnsOf);
    }

    private void columns(Scope nearest) {
        int likelihood = 0;
        for (Scope scope = nearest; scope != null; scope = scope.outer) {
            List<List<Field>> all = new ArrayList<>();
            for (Source item : scope.sources) {
                all.add(fields(item, scope));
            }
            for (int at = 0; at < all.size(); at++) {
                Source item = scope.sources.get(at);
                for (Field field : all.get(at)) {
                    String detail = (field.type() + "  " + item.alias()).strip();
                    if (isAmbiguous(field, at, all)
                            && place.quote().isEmpty()
                            && !item.alias().isEmpty()) {
                        String written = Joins.written(item.alias()) + "." + Joins.written(field.name());
                        candidates.text(field.name(), Kind.COLUMN, detail, written, likelihood);
                    } else {
                        candidates.name(field.name(), Kind.COLUMN, detail, likelihood);
                    }
                }
                if (!item.alias().isEmpty()) {
                    candidates.name(item.alias(), Kind.ALIAS, String.join(".", item.path()), likelihood + 20);
                }
            }
            likelihood += 100;
        }
    }

    private static boolean isAmbiguous(Field field, int owner, List<List<Field>> all) {
        for (int at = 0; at < all.size(); at++) {
            if (at != owner
                    && all.get(at).stream().anyMatch(other -> other.name().equals(field.name()))) {
                return true;
            }
        }
        return false;
    }

    private List<Field> columnsOf(List<String> path) {
        return schemaOf(path).stream()
                .flatMap(schema -> schema.columns().stream())
                .map(column -> new Field(column.name(), column.type()))
                .toList();
    }

    private Optional<Schema> schemaOf(List<String> path) {
        if (path.isEmpty() || path.size() > 3 || path.stream().anyMatch(String::isEmpty)) {
            return Optional.empty();
        }
        String name = path.get(path.size() - 1);
        String database = path.size() > 1 ? path.get(path.size() - 2) : source.currentDatabase();
        String catalog = path.size() > 2 ? path.get(0) : source.currentCatalog();
        return catalog.isEmpty() || database.isEmpty()
                ? Optional.empty()
                : source.schema(new RelationId(catalog, database, name));
    }

    // ---- joins

    private Joins.Side side(Source item, Scope scope) {
        List<String> columns = fields(item, scope).stream().map(Field::name).toList();
        List<String> key = item.derived()
                ? List.of()
                : schemaOf(item.path()).map(Schema::primaryKey).orElse(List.of());
        String relation = item.path().isEmpty()
                ? item.alias()
                : item.path().get(item.path().size() - 1);
        return new Joins.Side(item.alias(), relation, columns, key);
    }

    private void joinConditions(Scope scope) {
        int joined = sourcesBeforeCursor(scope) - 1;
        if (joined < 1) {
            return;
        }
        Joins.Side right = side(scope.sources.get(joined), scope);
        for (int at = joined - 1; at >= 0; at--) {
            for (String condition : Joins.conditions(side(scope.sources.get(at), scope), right)) {
                candidates.text(condition, Kind.JOIN, "", condition, -10);
            }
        }
    }

    /** How many items of FROM stand before the cursor: as many as there are commas and joins there, and one. */
    private int sourcesBeforeCursor(Scope scope) {
        int count = 1;
        int depth = 0;
        for (int at = cursor - 1; at >= 0; at--) {
            if (words.is(at, ")")) {
                depth++;
            } else if (words.is(at, "(")) {
                depth--;
            } else if (depth == 0 && words.is(at, "FROM")) {
                break;
            } else if (depth == 0 && words.is(at, "JOIN")) {
                count++;
            }
        }
        return Math.min(count, scope.sources.size());
    }

    private void joinedRelations(Scope scope) {
        DatabaseId current = new DatabaseId(source.currentCatalog(), source.currentDatabase());
        List<RelationRef> refs = source.relations(current);
        int present = Math.min(scope.sources.size(), sourcesBeforeCursor(scope));
        for (RelationRef ref : refs.subList(0, Math.min(refs.size(), FEW_RELATIONS))) {
            Optional<Schema> schema = source.schema(ref.id());
            if (schema.isEmpty()) {
                continue;
            }
            List<String> columns =
                    schema.get().columns().stream().map(column -> column.name()).toList();
            String alias = alias(ref.id().name(), scope);
            Joins.Side right =
                    new Joins.Side(alias, ref.id().name(), columns, schema.get().primaryKey());
            for (Source item : scope.sources.subList(0, present)) {
                Joins.conditions(side(item, scope), right).stream().findFirst().ifPresent(condition -> {
                    String named = Joins.written(ref.id().name()) + " AS " + Joins.written(alias);
                    candidates.text(ref.id().name() + " ON …", Kind.JOIN, condition, named + " ON " + condition, 15);
                });
            }
        }
    }

    private static String alias(String relation, Scope scope) {
        String letter = relation.substring(0, 1).toLowerCase(Locale.ROOT);
        boolean free = Character.isLetter(letter.charAt(0))
                && scope.sources.stream().noneMatch(item -> item.alias().equalsIgnoreCase(letter));
        return free && !Reserved.isReserved(letter) ? letter : relation;
    }

    // ---- options

    private void options() {
        boolean setting = head().equals("SET") || head().equals("RESET");
        int open = enclosing();
        boolean inHint = open > 0 && words.is(open - 1, "OPTIONS");
        boolean inWith = open > 0 && words.is(open - 1, "WITH");
        if (!setting && !inHint && !inWith) {
            return;
        }
        boolean value = before(1).upper().equals("=");
        String key = value ? before(2).name().replace("'", "") : "";
        for (Catalogue.Option option : Catalogue.OPTIONS) {
            boolean here = setting == option.place().equals("set");
            if (!here) {
                continue;
            }
            int likelihood = inHint == option.place().equals("read") ? 0 : 50;
            if (!value) {
                String insert = head().equals("RESET")
                        ? "'" + option.key() + "'"
                        : "'" + option.key() + "' = '${" + option.example() + "}'";
                candidates.text(option.key(), Kind.OPTION, option.help(), insert, likelihood);
            } else if (option.key().equals(key)) {
                candidates.text(option.example(), Kind.OPTION, option.help(), "'" + option.example() + "'", 0);
            }
        }
    }
}
