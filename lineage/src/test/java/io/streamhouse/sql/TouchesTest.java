package io.streamhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.Position;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a statement writes to, changes or drops, told from its words. */
final class TouchesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO a SELECT * FROM b                              | WRITE a",
                "INSERT OVERWRITE c.d.`a b` PARTITION (x = 1) SELECT 1      | WRITE c.d.a b",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END | WRITE a, WRITE b",
                "UPDATE shop.orders SET x = 1                               | WRITE shop.orders",
                "DELETE FROM orders WHERE x = 1                             | WRITE orders",
                "TRUNCATE TABLE orders                                      | WRITE orders",
                "ALTER TABLE IF EXISTS a RENAME TO b                        | ALTER a",
                "ALTER VIEW a AS SELECT 1                                   | ALTER a",
                "DROP TABLE IF EXISTS x.a                                   | DROP x.a",
                "CREATE OR REPLACE TABLE a AS SELECT 1                      | DROP a",
                "DROP DATABASE shop CASCADE;                                | DROP_DATABASE shop",
                "DROP DATABASE shop                                         | ''",
                "SELECT 'INSERT INTO a' FROM b                              | ''",
                "CREATE TABLE a AS SELECT 1                                 | ''",
                "EXPLAIN INSERT INTO a SELECT 1                             | ''",
                "INSERT INTO                                                | ''",
            })
    void names_what_would_be_touched(String statement, String expected) {
        String found = Touches.of(statement).stream()
                .map(touch -> touch.act() + " " + String.join(".", touch.name()))
                .collect(Collectors.joining(", "));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void reads_past_comments_and_line_breaks() {
        assertThat(Touches.of("/* not now */ DROP -- really\n VIEW a;")
                        .getFirst()
                        .name())
                .containsExactly("a");
    }

    @Test
    void says_where_the_name_stands() {
        assertThat(Touches.of("DROP TABLE\n  a").getFirst().where()).isEqualTo(new Position(2, 3));
    }
}
