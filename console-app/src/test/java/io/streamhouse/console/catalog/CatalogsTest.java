package io.streamhouse.console.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.paimon.catalog.Identifier;
import org.apache.paimon.schema.SchemaChange;
import org.apache.paimon.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services of the catalog over a real warehouse in a folder. */
final class CatalogsTest {

    @TempDir
    Path folder;

    private Lake lake;
    private CatalogIndex index;
    private Catalogs catalogs;

    @BeforeEach
    void open() throws Exception {
        lake = new Lake(folder);
        index = new CatalogIndex(lake, InstantSource.system());
        catalogs = new Catalogs(lake, index);
    }

    @AfterEach
    void close() throws Exception {
        index.destroy();
        lake.close();
    }

    @Test
    void what_another_client_creates_and_drops_is_seen_within_seconds() throws Exception {
        lake.keyed("orders");
        assertThat(names()).containsExactly("orders");
        index.start();
        CountDownLatch came = new CountDownLatch(1);
        try (Subscription ignored = catalogs.onChange(() -> {
            if (names().contains("late")) {
                came.countDown();
            }
        })) {
            lake.keyed("late");
            assertThat(came.await(10, TimeUnit.SECONDS)).isTrue();
        }

        CountDownLatch went = new CountDownLatch(1);
        try (Subscription ignored = catalogs.onChange(() -> {
            if (!names().contains("late")) {
                went.countDown();
            }
        })) {
            lake.client.dropTable(Identifier.create("shop", "late"), false);
            assertThat(went.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_relation_is_shown_with_its_facts_and_without_its_secrets() throws Exception {
        RelationId id = lake.create("secretive", schema -> {
            schema.column("id", DataTypes.INT());
            schema.option("my.password", "hunter2");
        });
        lake.commit(id, 1, Row.insert(1), Row.insert(2));

        RelationOverview relation = catalogs.relation(id);

        assertThat(relation.kind()).isEqualTo(RelationKind.TABLE);
        assertThat(relation.options()).containsEntry("my.password", Redactor.HIDDEN);
        assertThat(relation.ddl()).doesNotContain("hunter2").contains("'my.password' = '******'");
        assertThat(relation.toString()).doesNotContain("hunter2");
        assertThat(relation.facts()).hasValueSatisfying(facts -> {
            assertThat(facts.rows()).isEqualTo(2);
            assertThat(facts.files()).isEqualTo(1);
            assertThat(facts.snapshots()).isEqualTo(1);
        });
    }

    @Test
    void the_schema_history_hides_secrets_and_says_what_changed() throws Exception {
        RelationId id = lake.keyed("orders");
        Identifier identifier = Identifier.create("shop", "orders");
        lake.client.alterTable(identifier, SchemaChange.addColumn("note", DataTypes.STRING()), false);
        lake.client.alterTable(identifier, SchemaChange.setOption("my.token", "abc"), false);

        var versions = catalogs.schemas(id);

        assertThat(versions).hasSize(3);
        assertThat(SchemaChanges.between(versions.get(0), versions.get(1))).containsExactly("added note STRING");
        assertThat(SchemaChanges.between(versions.get(1), versions.get(2))).containsExactly("set my.token = ******");
    }

    @Test
    void a_preview_at_an_older_snapshot_differs_as_it_must() throws Exception {
        RelationId id = lake.keyed("orders");
        lake.commit(id, 1, Row.insert(1L, "open"), Row.insert(2L, "open"));
        long before = catalogs.facts(id).currentSnapshot().orElseThrow().id();
        lake.commit(id, 2, Row.of(RowKind.UPDATE_AFTER, 1L, "paid"), Row.of(RowKind.DELETE, 2L, "open"));

        assertThat(catalogs.preview(id, OptionalLong.of(before), 10).rows())
                .extracting(Row::values)
                .containsExactlyInAnyOrder(List.of(1L, "open"), List.of(2L, "open"));
        assertThat(catalogs.preview(id, OptionalLong.empty(), 10).rows())
                .extracting(Row::values)
                .containsExactly(List.of(1L, "paid"));
    }

    @Test
    void a_preview_of_no_rows_or_of_too_many_is_refused() throws Exception {
        RelationId id = lake.keyed("orders");

        for (int limit : List.of(0, -1, Catalogs.PREVIEW_LIMIT + 1)) {
            assertThatThrownBy(() -> catalogs.preview(id, OptionalLong.empty(), limit))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        }
    }

    @Test
    void a_relation_that_is_not_there_is_not_found() {
        assertThatThrownBy(() -> catalogs.relation(Lake.id("nowhere")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void columns_are_found_once_their_schema_was_read() throws Exception {
        RelationId id = lake.keyed("orders");
        catalogs.contents();

        catalogs.relation(id);

        assertThat(catalogs.search("stat", 10)).singleElement().satisfies(hit -> {
            assertThat(hit.relation().id()).isEqualTo(id);
            assertThat(hit.column()).contains("status");
        });
    }

    @Test
    void a_watcher_hears_of_commits_and_of_the_end() throws Exception {
        RelationId id = lake.keyed("orders");
        RelationFeed feed = new RelationFeed(lake);
        BlockingQueue<RelationFeed.Change> heard = new LinkedBlockingQueue<>();
        try (Subscription ignored = feed.watch(id, catalogs.facts(id), heard::add)) {
            lake.commit(id, 1, Row.insert(1L, "open"));
            assertThat(heard.poll(10, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            RelationFeed.Written.class,
                            written -> assertThat(written.facts().rows()).isEqualTo(1));

            lake.client.dropTable(Identifier.create("shop", "orders"), false);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isInstanceOf(RelationFeed.Gone.class);
        } finally {
            feed.destroy();
        }
    }

    private List<String> names() {
        return catalogs.relations().stream().map(ref -> ref.id().name()).toList();
    }
}
