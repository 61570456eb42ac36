package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation.BaseTable;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.plan.QueryPlanner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a source's columns a state depends on beyond the query. */
final class LayoutTest {

    private static final DatabaseId DATABASE = new DatabaseId("lake", "db");
    private static final Column ID = Column.notNull("id", "INT");
    private static final Column REGION = Column.notNull("region", "INT");
    private static final Column AMOUNT = Column.notNull("amount", "INT");
    private static final Column NOTE = Column.of("note", "INT");
    private static final String SUMS = "SELECT region, SUM(amount) AS amount FROM trades GROUP BY region";

    private static String of(String query, Column... columns) {
        Schema schema = Schema.of(columns).withPrimaryKey("id");
        RelationId trades = DATABASE.relation("trades");
        return Layout.of(
                QueryPlanner.plan(
                        query,
                        DATABASE,
                        id -> Optional.of(id)
                                .filter(trades::equals)
                                .map(it -> new BaseTable(it, schema, Map.of(), Optional.empty()))),
                List.of(schema));
    }

    @Test
    void whereAllColumnsAreReadOneMoreCounts() {
        String before = of(SUMS, ID, REGION, AMOUNT);
        assertThat(before).matches("\\w+");
        assertThat(of(SUMS, ID, REGION, AMOUNT)).isEqualTo(before);
        assertThat(of(SUMS, ID, REGION, AMOUNT, NOTE)).isNotEqualTo(before);
        assertThat(of("SELECT * FROM trades", ID, REGION, AMOUNT)).isEqualTo(before);
    }

    @Test
    void whereSomeAreReadOthersMayComeAndGo() {
        String before = of(SUMS, ID, REGION, AMOUNT, NOTE);
        assertThat(of(SUMS, NOTE, ID, REGION, AMOUNT)).isEqualTo(before);
        assertThat(of(SUMS, ID, REGION, AMOUNT, NOTE, Column.of("amounts", "INT")))
                .isEqualTo(before);
        assertThat(of(SUMS, ID, REGION, AMOUNT, Column.of("amounts", "INT"))).isEqualTo(before);
    }

    @Test
    void theOrderOfWhatIsReadCounts() {
        assertThat(of(SUMS, ID, AMOUNT, REGION)).isNotEqualTo(of(SUMS, ID, REGION, AMOUNT));
        assertThat(of(SUMS, ID, AMOUNT, REGION, NOTE)).isNotEqualTo(of(SUMS, ID, REGION, AMOUNT, NOTE));
    }

    @Test
    void aNameThatHasToBeEscapedIsFound() {
        String query = "SELECT `re``gion` FROM trades";
        Column odd = Column.notNull("re`gion", "INT");
        assertThat(of(query, ID, odd)).isNotEqualTo(of(query, ID, odd, NOTE));
    }

    @Test
    void aColumnThatOnlyComputesAnotherIsRead() {
        Column computed = new Column("amount", "INT", true, Optional.empty(), Optional.of("`note` * 2"));
        Column other = Column.of("other", "INT");
        assertThat(of(SUMS, ID, REGION, NOTE, computed)).isNotEqualTo(of(SUMS, ID, REGION, NOTE, computed, other));
    }
}
