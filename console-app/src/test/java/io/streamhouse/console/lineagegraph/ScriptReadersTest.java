package io.streamhouse.console.lineagegraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.lineage.Change;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScriptReadersTest {

    private static final DatabaseId SHOP = new DatabaseId("lake", "shop");
    private static final RelationId ORDERS = SHOP.relation("orders");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT id FROM orders                              | true  | false",
                "SELECT discount FROM lake.shop.orders              | true  | true",
                "SELECT * FROM shop.orders                          | true  | true",
                "SELECT discount FROM other.orders                  | false | false",
                "SELECT COUNT(*) FROM orders WHERE id > 1           | true  | false",
                "INSERT INTO orders SELECT id, 0 AS discount FROM x | true  | true",
                "-- FROM orders                                     | false | false",
                "this is no SQL FROM orders JOIN                    | true  | false"
            })
    void a_script_is_concerned_if_it_names_the_relation_and_the_column(String sql, boolean relation, boolean column) {
        assertThat(ScriptReaders.reason(sql, SHOP, new Change.DropRelation(ORDERS))
                        .isPresent())
                .isEqualTo(relation);
        assertThat(ScriptReaders.reason(sql, SHOP, new Change.DropColumn(ORDERS, "discount"))
                        .isPresent())
                .isEqualTo(column);
    }
}
