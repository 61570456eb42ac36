package io.streamhouse.paimon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.JobId;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Row;
import io.streamhouse.model.Schema;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.ViewDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A view's definition in the catalog: what is written is read back, and is what every Flink client looks for. */
final class ViewTablesTest {

    private static final Schema TOTALS = Schema.of(
                    Column.notNull("state", "STRING"),
                    Column.of("orders", "BIGINT").withComment("how many"),
                    Column.of("total", "DECIMAL(10, 2)"))
            .withPrimaryKey("state");
    private static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef");

    @TempDir
    Path folder;

    private TemporaryCatalog lake;

    @BeforeEach
    void open() throws Exception {
        lake = new TemporaryCatalog(folder);
    }

    @AfterEach
    void close() throws Exception {
        lake.close();
    }

    private static ViewDefinition view(String name, Schema schema) {
        return new ViewDefinition(
                TemporaryCatalog.id(name),
                "SELECT `state`, COUNT(*) AS `orders`, SUM(`price`) AS `total` FROM `lake`.`shop`.`orders` GROUP BY `state`",
                schema,
                new FreshnessTarget.Within(Duration.ofSeconds(30)),
                new RequestedMode.Auto(),
                "c0ffee-1",
                Optional.of("Orders by state"),
                Map.of());
    }

    private Map<String, String> stored(ViewDefinition view) {
        return lake.warehouse.relation(view.id()).options();
    }

    private static void refused(ErrorCode code, String what, ThrowingCallable act) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(act).satisfies(e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().what()).contains(what);
        });
    }

    @Test
    void aCreatedViewIsReadBack() {
        ViewDefinition view = view("totals", TOTALS);

        lake.warehouse.createView(view);

        ViewDefinition read = lake.warehouse.view(view.id());
        assertThat(read.query()).isEqualTo(view.query());
        assertThat(read.schema()).isEqualTo(view.schema());
        assertThat(read.freshness()).isEqualTo(view.freshness());
        assertThat(read.mode()).isEqualTo(view.mode());
        assertThat(read.uid()).isEqualTo("c0ffee-1");
        assertThat(read.comment()).contains("Orders by state");
        assertThat(read.options())
                .containsEntry("bucket", "1")
                .containsEntry("changelog-producer", "lookup")
                .containsEntry("commit.force-create-snapshot", "true")
                .allSatisfy((key, value) ->
                        assertThat(key).doesNotStartWith("materialized-table.").doesNotStartWith("streamhouse."));
        assertThat(lake.warehouse.relation(view.id()).kind()).isEqualTo(RelationKind.MATERIALIZED_VIEW);
        assertThat(lake.warehouse.views()).containsExactly(view.id());
        assertThat(lake.warehouse.latest(view.id())).isEmpty();
    }

    @Test
    void itHasAllTheOptionsThatFlinkLooksFor() {
        ViewDefinition view = view("totals", TOTALS);

        lake.warehouse.createView(view);

        assertThat(stored(view))
                .containsEntry("type", "materialized-table")
                .containsEntry("materialized-table.definition-query", view.query())
                .containsEntry("materialized-table.interval-freshness", "30")
                .containsEntry("materialized-table.interval-freshness.time-unit", "SECOND")
                .containsEntry("materialized-table.logical-refresh-mode", "CONTINUOUS")
                .containsEntry("materialized-table.refresh-mode", "CONTINUOUS")
                .containsEntry("materialized-table.refresh-status", "SUSPENDED")
                .containsKeys("materialized-table.refresh-handler-description")
                .containsEntry("streamhouse.freshness", "PT30S")
                .containsEntry("streamhouse.mode", "AUTO");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.2S, 1, SECOND",
        "PT1.5S, 2, SECOND",
        "PT90S, 90, SECOND",
        "PT5M, 5, MINUTE",
        "PT90M, 90, MINUTE",
        "PT2H, 2, HOUR",
        "P3D, 3, DAY",
        "DOWNSTREAM, 1, DAY",
        "ON_DEMAND, 1, DAY"
    })
    void flinkSeesTheTargetAsAnIntervalAndWeReadItAsItWas(String target, String interval, String unit) {
        ViewDefinition view = view("totals", TOTALS)
                .with(FreshnessTarget.parse(target), new RequestedMode.Pinned(RefreshMode.INCREMENTAL));

        lake.warehouse.createView(view);

        assertThat(stored(view))
                .containsEntry("materialized-table.interval-freshness", interval)
                .containsEntry("materialized-table.interval-freshness.time-unit", unit)
                .containsEntry("materialized-table.logical-refresh-mode", "CONTINUOUS");
        ViewDefinition read = lake.warehouse.view(view.id());
        assertThat(read.freshness().text())
                .isEqualTo(FreshnessTarget.parse(target).text());
        assertThat(read.mode().text()).isEqualTo("INCREMENTAL");
    }

    @Test
    void anAlteredViewIsWrittenInOneChange() {
        ViewDefinition view = view("totals", TOTALS);
        lake.warehouse.createView(view);
        int before = lake.warehouse.schemas(view.id()).size();

        ViewDefinition changed = new ViewDefinition(
                view.id(),
                "SELECT 'x', 1, 2.0",
                view.schema(),
                new FreshnessTarget.Within(Duration.ofMinutes(5)),
                new RequestedMode.Pinned(RefreshMode.FULL),
                view.uid(),
                Optional.of("Changed"),
                Map.of());
        lake.warehouse.alterView(changed, Optional.of(RefreshMode.FULL), Optional.empty());

        assertThat(lake.warehouse.schemas(view.id())).hasSize(before + 1);
        ViewDefinition read = lake.warehouse.view(view.id());
        assertThat(read.query()).isEqualTo("SELECT 'x', 1, 2.0");
        assertThat(read.freshness()).isEqualTo(changed.freshness());
        assertThat(read.mode()).isEqualTo(changed.mode());
        assertThat(read.comment()).contains("Changed");
        assertThat(stored(view))
                .containsEntry("streamhouse.actual-mode", "FULL")
                .as("one that says FULL can't be dropped without Flink's scheduler")
                .containsEntry("materialized-table.logical-refresh-mode", "CONTINUOUS")
                .containsEntry("materialized-table.refresh-mode", "CONTINUOUS");

        lake.warehouse.alterView(changed, Optional.of(RefreshMode.FULL), Optional.empty());
        assertThat(lake.warehouse.schemas(view.id()))
                .as("nothing differs: nothing is written")
                .hasSize(before + 1);
    }

    @Test
    void whileAJobRunsItIsActivatedWithTheHandlerThatFlinkStopsItBy() {
        ViewDefinition view = view("totals", TOTALS);
        lake.warehouse.createView(view);

        lake.warehouse.alterView(view, Optional.of(RefreshMode.CONTINUOUS), Optional.of(JOB));
        assertThat(stored(view))
                .containsEntry("materialized-table.refresh-status", "ACTIVATED")
                .hasEntrySatisfying(
                        "materialized-table.refresh-handler-description",
                        text -> assertThat(text).contains(JOB.value()))
                .hasEntrySatisfying(
                        "materialized-table.refresh-handler-bytes",
                        bytes -> assertThat(bytes).isNotBlank());

        lake.warehouse.alterView(view, Optional.of(RefreshMode.INCREMENTAL), Optional.empty());
        assertThat(stored(view))
                .containsEntry("materialized-table.refresh-status", "SUSPENDED")
                .containsEntry("materialized-table.refresh-handler-bytes", "");
    }

    @Test
    void columnsAndKeysStayAsTheyAre() {
        ViewDefinition view = view("totals", TOTALS);
        lake.warehouse.createView(view);
        ViewDefinition wider = view("totals", Schema.of(Column.notNull("state", "STRING"), Column.of("n", "INT")));

        refused(
                ErrorCode.NOT_SUPPORTED,
                "columns or keys",
                () -> lake.warehouse.alterView(wider, Optional.empty(), Optional.empty()));
    }

    @Test
    void whatCantBeKeptIsRefusedAndNothingIsLeft() {
        Schema nullableKey =
                Schema.of(Column.of("state", "STRING"), Column.of("n", "INT")).withPrimaryKey("state");
        refused(
                ErrorCode.INVALID_STATEMENT,
                "state of lake.shop.totals may be NULL",
                () -> lake.warehouse.createView(view("totals", nullableKey)));
        refused(
                ErrorCode.INVALID_STATEMENT,
                "none of its columns",
                () -> lake.warehouse.createView(view("totals", TOTALS.withPrimaryKey("nothing"))));
        refused(
                ErrorCode.INVALID_STATEMENT,
                "none of its columns",
                () -> lake.warehouse.createView(view("totals", TOTALS.withPartitionKeys("nothing"))));
        refused(
                ErrorCode.INVALID_STATEMENT,
                "not part of its primary key",
                () -> lake.warehouse.createView(view("totals", TOTALS.withPartitionKeys("orders"))));
        refused(
                ErrorCode.NOT_SUPPORTED,
                "column span: INTERVAL",
                () -> lake.warehouse.createView(
                        view("totals", Schema.of(Column.of("span", "INTERVAL DAY TO SECOND")))));
        assertThat(lake.warehouse.views()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bucket, -1",
        "bucket, 0",
        "changelog-producer, input",
        "merge-engine, aggregation",
        "streamhouse.uid, mine",
        "materialized-table.refresh-mode, FULL",
        "type, table"
    })
    void optionsThatWouldChangeItsMeaningAreRefused(String key, String value) {
        ViewDefinition view = view("totals", TOTALS);
        ViewDefinition odd = new ViewDefinition(
                view.id(),
                view.query(),
                view.schema(),
                view.freshness(),
                view.mode(),
                view.uid(),
                view.comment(),
                Map.of(key, value));

        refused(ErrorCode.NOT_SUPPORTED, key, () -> lake.warehouse.createView(odd));
    }

    @Test
    void aNameIsTakenOnceAndADatabaseMustBeThere() throws Exception {
        RelationId table = lake.keyed("orders", Map.of("bucket", "1"));
        refused(ErrorCode.ALREADY_EXISTS, "lake.shop.orders", () -> lake.warehouse.createView(view("orders", TOTALS)));
        refused(ErrorCode.NOT_FOUND, "no materialized view", () -> lake.warehouse.view(table));
        refused(ErrorCode.NOT_FOUND, "no table", () -> lake.warehouse.view(TemporaryCatalog.id("nothing")));

        ViewDefinition elsewhere = view("totals", TOTALS);
        ViewDefinition nowhere = new ViewDefinition(
                new RelationId(TemporaryCatalog.NAME, "nowhere", "totals"),
                elsewhere.query(),
                elsewhere.schema(),
                elsewhere.freshness(),
                elsewhere.mode(),
                elsewhere.uid(),
                elsewhere.comment(),
                Map.of());
        refused(ErrorCode.NOT_FOUND, "no database", () -> lake.warehouse.createView(nowhere));
    }

    @Test
    void aViewOfAnotherFlinkClientIsReadToo() throws Exception {
        Map<String, String> options = new HashMap<>(Map.of(
                "bucket", "1",
                "type", "materialized-table",
                "materialized-table.definition-query", "SELECT 1",
                "materialized-table.interval-freshness", "5",
                "materialized-table.interval-freshness.time-unit", "MINUTE",
                "materialized-table.logical-refresh-mode", "FULL",
                "materialized-table.refresh-mode", "FULL",
                "materialized-table.refresh-status", "ACTIVATED"));
        RelationId id = lake.keyed("theirs", options);

        ViewDefinition read = lake.warehouse.view(id);

        assertThat(read.uid()).isEmpty();
        assertThat(read.freshness()).isEqualTo(new FreshnessTarget.Within(Duration.ofMinutes(5)));
        assertThat(read.mode()).isEqualTo(new RequestedMode.Pinned(RefreshMode.FULL));
        assertThat(read.options()).containsOnlyKeys("bucket");
    }

    @Test
    void aDroppedViewIsGoneWithItsRows() {
        ViewDefinition view = view("totals", TOTALS);
        lake.warehouse.createView(view);
        lake.commit(view.id(), "writer", 1, Row.insert("open", 1L, null));

        lake.warehouse.drop(view.id());
        lake.warehouse.drop(view.id());

        assertThat(lake.warehouse.views()).isEmpty();
        lake.warehouse.createView(view);
        assertThat(lake.rows(view.id())).isEmpty();
    }

    @Test
    void aViewThatTakesADroppedTablesNameIsListedAtOnce() throws Exception {
        RelationId id = lake.keyed("totals", Map.of("bucket", "1"));
        assertThat(lake.warehouse.views()).isEmpty();

        lake.warehouse.drop(id);
        lake.warehouse.createView(view("totals", TOTALS));

        assertThat(lake.warehouse.views()).containsExactly(id);
    }

    @Test
    void aViewWithoutAKeyAndAPartitionedOneTakeRowsInOneCommit() {
        ViewDefinition log = view("log", Schema.of(Column.of("at", "TIMESTAMP_LTZ(3)"), Column.of("what", "STRING")));
        ViewDefinition days = view(
                "days",
                Schema.of(Column.notNull("d", "DATE"), Column.notNull("state", "STRING"), Column.of("n", "INT"))
                        .withPrimaryKey("d", "state")
                        .withPartitionKeys("d"));
        lake.warehouse.createView(log);
        lake.warehouse.createView(days);

        lake.commit(log.id(), "writer", 1, Row.insert(null, "a"), Row.insert(null, "a"));
        lake.commit(
                days.id(),
                "writer",
                1,
                Row.insert(java.time.LocalDate.EPOCH, "x", 1),
                Row.insert(java.time.LocalDate.MAX, "x", 2));

        assertThat(lake.rows(log.id())).hasSize(2);
        assertThat(lake.rows(days.id())).hasSize(2);
        assertThat(lake.warehouse.latest(days.id()))
                .get()
                .extracting(Snapshot::commitIdentifier)
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BOOLEAN",
                "TINYINT",
                "SMALLINT",
                "INT",
                "BIGINT",
                "FLOAT",
                "DOUBLE",
                "DECIMAL(38, 18)",
                "CHAR(3)",
                "VARCHAR(20)",
                "STRING",
                "BINARY(4)",
                "VARBINARY(9)",
                "BYTES",
                "DATE",
                "TIME(0)",
                "TIMESTAMP(6)",
                "TIMESTAMP_LTZ(3)",
                "ARRAY<INT NOT NULL>",
                "ARRAY<ARRAY<DECIMAL(10, 2)>>",
                "MAP<STRING, ROW<`a b` INT NOT NULL, `c``d` MAP<INT, TIMESTAMP(3)>>>",
                "MULTISET<STRING NOT NULL>",
                "ROW<`x` INT, `y` VARCHAR(5) NOT NULL>"
            })
    void everyTypeThatIsShownIsUnderstood(String type) {
        assertThat(FlinkTypes.sql(PaimonTypes.of(Column.of("c", type)))).isEqualTo(type);
        assertThat(PaimonTypes.of(Column.notNull("c", type)).isNullable()).isFalse();
        ViewDefinition view = view("typed", Schema.of(Column.of("c", type)));
        lake.warehouse.createView(view);
        assertThat(lake.warehouse.relation(view.id()).schema().columns()).isEqualTo(List.of(Column.of("c", type)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INTERVAL DAY TO SECOND(3)",
                "NULL",
                "RAW('java.lang.Object', 'x')",
                "ROW<`x`>",
                "MAP<INT>",
                "",
                "INT INT"
            })
    void whatPaimonCantStoreIsRefused(String type) {
        refused(ErrorCode.NOT_SUPPORTED, "the column c", () -> PaimonTypes.of(Column.of("c", type)));
    }

    @Test
    void relationsShowWhatTheyAreKeptEqualTo() {
        ViewDefinition view = view("totals", TOTALS);
        lake.warehouse.createView(view);

        assertThat(lake.warehouse.relation(view.id()))
                .isInstanceOfSatisfying(
                        Relation.MaterializedView.class,
                        found -> assertThat(found.query()).isEqualTo(view.query()));
    }
}
