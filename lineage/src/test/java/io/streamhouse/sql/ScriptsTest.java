package io.streamhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamhouse.model.Position;
import io.streamhouse.sql.Tokens.Kind;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {

    static Stream<Arguments> scripts() {
        return Stream.of(
                arguments("nothing", "", List.of()),
                arguments("blanks", " \t\r\n\f ", List.of()),
                arguments("only semicolons", ";;; ;\n;", List.of()),
                arguments("only a comment", "-- nothing here", List.of()),
                arguments("only comments", "/* a */ -- b\n/* ; */;", List.of()),
                arguments("one", "SELECT 1", List.of("SELECT 1")),
                arguments("one with its semicolon", "SELECT 1;", List.of("SELECT 1")),
                arguments("two", "SELECT 1; SELECT 2", List.of("SELECT 1", "SELECT 2")),
                arguments("no space between", "SELECT 1;SELECT 2;", List.of("SELECT 1", "SELECT 2")),
                arguments("empty ones between", "SELECT 1;; ;SELECT 2", List.of("SELECT 1", "SELECT 2")),
                arguments("a semicolon in a string", "SELECT 'a;b'; SELECT 2", List.of("SELECT 'a;b'", "SELECT 2")),
                arguments("a doubled quote", "SELECT 'it''s; so'; X", List.of("SELECT 'it''s; so'", "X")),
                arguments("an empty string", "SELECT ''; X", List.of("SELECT ''", "X")),
                arguments("a string over lines", "SELECT 'a\n;\nb'; X", List.of("SELECT 'a\n;\nb'", "X")),
                arguments("no backslash escapes", "SELECT 'a\\'; X", List.of("SELECT 'a\\'", "X")),
                arguments("but in E strings", "SELECT E'a\\';b'; X", List.of("SELECT E'a\\';b'", "X")),
                arguments("E at the end of a name", "SELECT typE'a\\'; X", List.of("SELECT typE'a\\'", "X")),
                arguments("a unicode string", "SELECT U&'\\00e4;'; X", List.of("SELECT U&'\\00e4;'", "X")),
                arguments("a charset", "SELECT _utf8'a;''b'; X", List.of("SELECT _utf8'a;''b'", "X")),
                arguments("a binary string", "SELECT X'0A'; X", List.of("SELECT X'0A'", "X")),
                arguments("a quoted name", "SELECT `a;b`; X", List.of("SELECT `a;b`", "X")),
                arguments("a doubled backtick", "SELECT `a``;b`; X", List.of("SELECT `a``;b`", "X")),
                arguments("a quote in a quoted name", "SELECT `it's`; X", List.of("SELECT `it's`", "X")),
                arguments("a backtick in a string", "SELECT '`'; X", List.of("SELECT '`'", "X")),
                arguments("double quotes", "SELECT \"a;b\"; X", List.of("SELECT \"a;b\"", "X")),
                arguments("a lone double quote", "SELECT \"a; X", List.of("SELECT \"a", "X")),
                arguments("a line comment", "SELECT 1 -- a; b\n; X", List.of("SELECT 1", "X")),
                arguments("slashes comment too", "SELECT 1 // a; b\n; X", List.of("SELECT 1", "X")),
                arguments("a quote in a comment", "SELECT 1 -- it's\n; X", List.of("SELECT 1", "X")),
                arguments("a block comment", "SELECT /* ; ' ` */ 1; X", List.of("SELECT /* ; ' ` */ 1", "X")),
                arguments("comments do not nest", "/* /* ; */ SELECT 1; X */", List.of("SELECT 1", "X */")),
                arguments("an empty comment", "SELECT /**/ 1; X", List.of("SELECT /**/ 1", "X")),
                arguments("a comment of stars", "SELECT /***/ 1; X */ 2", List.of("SELECT /***/ 1; X */ 2")),
                arguments("a comment's slash", "SELECT /*/ ; */ 1; X", List.of("SELECT /*/ ; */ 1", "X")),
                arguments("a hint", "SELECT /*+ X('a;b') */ 1; X", List.of("SELECT /*+ X('a;b') */ 1", "X")),
                arguments("leading comments", "-- a\n/* b */ SELECT 1", List.of("SELECT 1")),
                arguments("trailing comments", "SELECT 1 -- a\n/* b */", List.of("SELECT 1")),
                arguments("an open string", "A; SELECT 'a; B;\nC", List.of("A", "SELECT 'a; B;\nC")),
                arguments("an open backtick", "A; SELECT `a; B;\nC", List.of("A", "SELECT `a; B;\nC")),
                arguments("an open comment", "A; SELECT /* a; B;\nC", List.of("A", "SELECT /* a; B;\nC")),
                arguments("nothing but an open comment", "A; /* B; C", List.of("A", "/* B; C")),
                arguments("windows line ends", "SELECT 1;\r\nSELECT\r\n2;\r\n", List.of("SELECT 1", "SELECT\r\n2")),
                arguments(
                        "CASE has an END",
                        "SELECT CASE WHEN a THEN 1 END; X",
                        List.of("SELECT CASE WHEN a THEN 1 END", "X")),
                arguments("other alphabets", "SELECT '变量;😀' AS ä; X", List.of("SELECT '变量;😀' AS ä", "X")),
                arguments("a half surrogate", "SELECT \ud83d; X", List.of("SELECT \ud83d", "X")),
                arguments("a control character", "SELECT \u0000;\u0001X", List.of("SELECT \u0000", "\u0001X")),
                arguments(
                        "a statement set",
                        "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END; X",
                        List.of(
                                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END",
                                "X")),
                arguments(
                        "a statement set with comments",
                        "execute /* a; */ statement\nset begin -- b;\n insert into a select case when x then 1 end; /* c */ end; X",
                        List.of(
                                "execute /* a; */ statement\nset begin -- b;\n insert into a select case when x then 1 end; /* c */ end",
                                "X")),
                arguments(
                        "the other statement set",
                        "BEGIN STATEMENT SET; INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END; X",
                        List.of("BEGIN STATEMENT SET; INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END", "X")),
                arguments(
                        "an explained statement set",
                        "EXPLAIN STATEMENT SET BEGIN INSERT INTO a SELECT 1; END; X",
                        List.of("EXPLAIN STATEMENT SET BEGIN INSERT INTO a SELECT 1; END", "X")),
                arguments(
                        "a compiled statement set",
                        "COMPILE AND EXECUTE PLAN 'f' FOR STATEMENT SET BEGIN INSERT INTO a SELECT 1; END; X",
                        List.of(
                                "COMPILE AND EXECUTE PLAN 'f' FOR STATEMENT SET BEGIN INSERT INTO a SELECT 1; END",
                                "X")),
                arguments(
                        "a plan",
                        "COMPILE PLAN 'f' FOR INSERT INTO a SELECT 1; EXECUTE PLAN 'f'; X",
                        List.of("COMPILE PLAN 'f' FOR INSERT INTO a SELECT 1", "EXECUTE PLAN 'f'", "X")),
                arguments(
                        "a set without its end goes on while INSERTs follow",
                        "BEGIN STATEMENT SET; INSERT INTO a SELECT 1; SELECT 2; X",
                        List.of("BEGIN STATEMENT SET; INSERT INTO a SELECT 1", "SELECT 2", "X")),
                arguments(
                        "a set's end is not that of the next set",
                        "BEGIN STATEMENT SET; INSERT INTO a SELECT 1; BEGIN STATEMENT SET; INSERT INTO b SELECT 1; END;",
                        List.of(
                                "BEGIN STATEMENT SET; INSERT INTO a SELECT 1",
                                "BEGIN STATEMENT SET; INSERT INTO b SELECT 1; END")),
                arguments("a set of nothing", "BEGIN STATEMENT SET; END; X", List.of("BEGIN STATEMENT SET; END", "X")),
                arguments("a set just begun", "BEGIN STATEMENT SET; -- a", List.of("BEGIN STATEMENT SET")),
                arguments("a lone END", "END; X", List.of("END", "X")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void cuts_a_script_into_its_statements(String name, String script, List<String> statements) {
        assertThat(Scripts.split(script)).as(name).extracting(Slice::text).isEqualTo(statements);
    }

    @Test
    void says_where_each_statement_starts() {
        assertThat(Scripts.split("-- first\n  SELECT 1;\r\n/* x\n*/ SELECT '😀'; SELECT 2"))
                .extracting(Slice::start)
                .containsExactly(new Position(2, 3), new Position(4, 4), new Position(4, 17));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void loses_nothing_but_comments_and_semicolons(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 400; round++) {
            String script = randomScript(random);
            StringBuilder around = new StringBuilder();
            int at = 0;
            for (Slice slice : Scripts.split(script)) {
                assertThat(slice.text())
                        .as("seed %d: %s", seed, script)
                        .isEqualTo(script.substring(slice.from(), slice.to()));
                assertThat(slice.from()).as("seed %d: %s", seed, script).isGreaterThanOrEqualTo(at);
                assertThat(LineMap.of(script).offset(slice.start())).isEqualTo(slice.from());
                around.append(script, at, slice.from()).append(' ');
                at = slice.to();
            }
            around.append(script, at, script.length());
            Tokens left = Lexer.read(around.toString());
            for (int token = 0; token < left.count(); token++) {
                assertThat(left.kind(token))
                        .as("seed %d, left over from: %s", seed, script)
                        .isIn(Kind.COMMENT, Kind.SEMICOLON);
            }
        }
    }

    private static String randomScript(RandomGenerator random) {
        List<String> pieces = List.of(
                "SELECT",
                " ",
                "\n",
                "\r\n",
                ";",
                ";",
                "'",
                "''",
                "`",
                "\"",
                "--",
                "//",
                "/*",
                "*/",
                "/**",
                "/*+",
                "a",
                "1.5",
                "E'",
                "U&'",
                "\\",
                "BEGIN STATEMENT SET;",
                "EXECUTE STATEMENT SET BEGIN",
                "INSERT",
                "END",
                "😀",
                "\u0000",
                "(",
                ")",
                "-",
                "*",
                "/",
                "\r");
        StringBuilder script = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            script.append(pieces.get(random.nextInt(pieces.size())));
        }
        return script.toString();
    }

    static Stream<Arguments> cursors() {
        return Stream.of(
                arguments("|SELECT 1; SELECT 2", "SELECT 1"),
                arguments("SEL|ECT 1; SELECT 2", "SELECT 1"),
                arguments("SELECT 1|; SELECT 2", "SELECT 1"),
                arguments("SELECT 1;| SELECT 2", "SELECT 1"),
                arguments("SELECT 1; |SELECT 2", "SELECT 2"),
                arguments("SELECT 1; SELECT 2;|", "SELECT 2"),
                arguments("SELECT 1;\n|", "SELECT 1"),
                arguments("SELECT 1;\n\n\n|\nSELECT 2", "SELECT 1"),
                arguments("SELECT 1;\n|\nSELECT 2", "SELECT 1"),
                arguments("SELECT 1;\n\n-- abo|ut two\nSELECT 2", "SELECT 2"),
                arguments("SELECT 1; -- abo|ut one\nSELECT 2", "SELECT 1"),
                arguments("SELECT 1;\r\n\r\n  |  SELECT 2", "SELECT 2"),
                arguments("-- a| comment\n\nSELECT 1", "SELECT 1"),
                arguments("-- nothing|", null),
                arguments("|", null));
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void finds_the_statement_at_the_cursor(String script, String expected) {
        int offset = script.indexOf('|');
        assertThat(Scripts.at(script.replace("|", ""), offset).map(Slice::text).orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void takes_a_megabyte_in_its_stride() {
        String literal = "SELECT '" + "x;".repeat(500_000) + "'";
        assertThat(Scripts.split(literal + ";SELECT 2")).extracting(Slice::text).containsExactly(literal, "SELECT 2");
        assertThat(Scripts.split(";".repeat(1_000_000))).isEmpty();
        assertThat(Scripts.split("A;".repeat(300_000))).hasSize(300_000);
        assertThat(Scripts.split("BEGIN STATEMENT SET;".repeat(50_000))).hasSize(50_000);
        assertThat(Scripts.split("/*".repeat(500_000))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXECUTE STATEMENT SET BEGIN\n  INSERT INTO a SELECT ';';\n  -- END;\n  INSERT INTO b SELECT 2; END",
                "BEGIN STATEMENT SET;\n  INSERT INTO a SELECT ';';;\n  /* ; */\n  INSERT INTO b SELECT 2;\nEND"
            })
    void finds_the_inserts_of_a_statement_set_and_their_places(String set) {
        String script = "SELECT 1;\n  " + set + ";";

        List<Slice> inserts = Scripts.inserts(Scripts.split(script).get(1));

        assertThat(inserts)
                .extracting(Slice::text)
                .containsExactly("INSERT INTO a SELECT ';'", "INSERT INTO b SELECT 2");
        assertThat(inserts)
                .allSatisfy(insert ->
                        assertThat(script.substring(insert.from(), insert.to())).isEqualTo(insert.text()))
                .extracting(Slice::start)
                .containsExactly(new Position(3, 3), new Position(5, 3));
    }

    @Test
    void finds_no_inserts_in_other_statements() {
        assertThat(Scripts.inserts(Scripts.split("INSERT INTO a SELECT 1").get(0)))
                .isEmpty();
        assertThat(Scripts.inserts(Scripts.split("BEGIN STATEMENT SET;").get(0)))
                .isEmpty();
    }
}
