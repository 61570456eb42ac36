package io.streamhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MentionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT a FROM t | t",
                "SELECT a FROM t, shop.u /* v */ AS x JOIN `odd name` ON 1 = 1 | t;shop.u;odd name",
                "SELECT a FROM (SELECT b FROM lake.shop.t) WHERE c IN (SELECT d FROM u) | lake.shop.t;u",
                "INSERT INTO t SELECT 'FROM x' FROM u | t;u",
                "SELECT a FROM TABLE(HOP(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) | t",
                "SELECT a FROM LATERAL TABLE(split(b)) | LATERAL",
                "SELECT 1 | ~~"
            })
    void finds_names_where_relations_stand(String statement, String names) {
        assertThat(Mentions.of(statement).stream().map(parts -> String.join(".", parts)))
                .containsAll(names.isEmpty() ? List.of() : List.of(names.split(";")));
    }

    @Test
    void a_column_is_named_by_a_word_of_its_own() {
        assertThat(Mentions.word("SELECT o.`discount` FROM o", "discount")).isTrue();
        assertThat(Mentions.word("SELECT discounts, 'discount' FROM o -- discount", "discount"))
                .isFalse();
    }

    @Test
    void a_star_takes_all_columns_where_it_multiplies_nothing() {
        assertThat(Mentions.allColumns("SELECT * FROM t")).isTrue();
        assertThat(Mentions.allColumns("SELECT a, t.* FROM t")).isTrue();
        assertThat(Mentions.allColumns("SELECT a * b, COUNT(*) FROM t")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "DROP TABLE IF EXISTS shop.t | shop.t | ~~",
                "DROP VIEW v; | v | ~~",
                "DROP MATERIALIZED TABLE lake.shop.m | lake.shop.m | ~~",
                "ALTER TABLE t RENAME TO u | t | ~~",
                "ALTER TABLE t RENAME a TO b | t | a",
                "ALTER TABLE IF EXISTS `t` DROP `a b` | t | a b",
                "ALTER TABLE t /* why */ DROP (a, b) | t | a;b",
                "ALTER TABLE t DROP (a.x, b) | t | b"
            })
    void tells_what_a_statement_takes_away(String statement, String relation, String columns) {
        LostColumns lost = LostColumns.of(statement).orElseThrow();

        assertThat(String.join(".", lost.relation())).isEqualTo(relation);
        assertThat(lost.columns()).isEqualTo(columns.isEmpty() ? List.of() : List.of(columns.split(";")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE t DROP PRIMARY KEY",
                "ALTER TABLE t DROP WATERMARK",
                "ALTER TABLE t DROP CONSTRAINT c",
                "ALTER TABLE t ADD a INT",
                "ALTER TABLE t SET ('a' = 'b')",
                "DROP DATABASE d CASCADE",
                "CREATE TABLE t (a INT)",
                "DROP TABLE"
            })
    void other_statements_take_nothing_away(String statement) {
        assertThat(LostColumns.of(statement)).isEmpty();
    }
}
