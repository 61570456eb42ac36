package io.streamhouse.console.lineagegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.streamhouse.console.lineagegraph.EventTarget.ToAddress;
import io.streamhouse.console.lineagegraph.EventTarget.ToFile;
import io.streamhouse.lineage.ColumnLineage;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Dependence;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Flow;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.LineageGraph;
import io.streamhouse.lineage.Origins;
import io.streamhouse.lineage.RelationDefinition;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Position;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.sql.Slice;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lineage as OpenLineage has it, against its own schemas; and how events are sent. */
final class OpenLineageTest {

    private static final RelationId ORDERS = new RelationId("lake", "shop", "orders");
    private static final RelationId TOTALS = new RelationId("lake", "shop", "totals");

    private static final List<ColumnLineage> COLUMNS = List.of(
            new ColumnLineage(
                    "total",
                    new Origins.Known(Set.of(
                            edge("price", Dependence.AGGREGATION, "SUM(price)"),
                            edge("price", Dependence.CONDITIONAL, "CASE WHEN price > 0 THEN price END")))),
            new ColumnLineage("one", new Origins.Known(Set.of())),
            new ColumnLineage("odd", new Origins.Unknown("a function is not known")));

    private static final Set<Edge> ROWS = Set.of(edge("status", Dependence.FILTER, "status = 'open'"));

    private final JsonMapper json = JsonMapper.builder().build();
    private final OpenLineageDocument document =
            new OpenLineageDocument(json, () -> Instant.parse("2026-01-01T00:00:00Z"), "streamhouse");

    @TempDir
    Path folder;

    private static Edge edge(String column, Dependence dependence, String expression) {
        return new Edge(new ColumnRef(ORDERS, column), dependence, expression);
    }

    @Test
    void the_facet_is_valid_and_says_all_there_is_to_say() throws Exception {
        Slice slice = new Slice("INSERT …", 0, 8, new Position(1, 1));
        JsonNode statement = json.readTree(document.facets(List.of(
                        new StatementLineage.Without(slice),
                        new StatementLineage.Traced(slice, Optional.of(TOTALS), COLUMNS, ROWS, Set.of(ORDERS)))))
                .path("statements")
                .path(0);
        JsonNode facet = statement.path("facets").path("columnLineage");

        assertThat(new SchemaCheck().problems(facet, OpenLineageFacets.COLUMN_LINEAGE))
                .isEmpty();
        assertThat(statement.path("target").asString()).isEqualTo("lake.shop.totals");
        JsonNode total = facet.path("fields").path("total").path("inputFields");
        assertThat(total.size()).isEqualTo(1);
        assertThat(total.path(0).path("field").asString()).isEqualTo("price");
        assertThat(total.path(0).path("transformations").toString())
                .contains(
                        "{\"type\":\"DIRECT\",\"subtype\":\"AGGREGATION\",\"description\":\"SUM(price)\",\"masking\":false}")
                .contains("\"type\":\"INDIRECT\",\"subtype\":\"CONDITIONAL\"");
        assertThat(facet.path("fields").path("one").path("inputFields").size()).isZero();
        assertThat(facet.path("fields").has("odd")).as("unknown is not none").isFalse();
        assertThat(facet.path("unknown").path("odd").asString()).isEqualTo("a function is not known");
        assertThat(facet.path("dataset").path(0).path("field").asString()).isEqualTo("status");
    }

    @Test
    void the_check_itself_finds_what_is_wrong() throws Exception {
        SchemaCheck check = new SchemaCheck();
        JsonNode bad = json.readTree("{\"_producer\":\"no uri\",\"fields\":{\"a\":{\"inputFields\":[{\"name\":1}]}}}");

        assertThat(check.problems(bad, OpenLineageFacets.COLUMN_LINEAGE))
                .anyMatch(problem -> problem.contains("lacks _schemaURL"))
                .anyMatch(problem -> problem.contains("is no uri"))
                .anyMatch(problem -> problem.contains("lacks namespace"))
                .anyMatch(problem -> problem.contains("name is not of type string"));
        assertThat(check.problems(json.readTree("{}"), OpenLineageFacets.SPEC + "RunEvent"))
                .contains("$ lacks run", "$ lacks eventTime");
    }

    @Test
    void the_export_of_a_focus_is_valid_events() throws Exception {
        Flow definition = new Flow.Traced(new Via.Definition(), Set.of(ORDERS), COLUMNS, ROWS);
        Flow run = new Flow.Traced(
                new Via.Statement(new Actor("ada"), Instant.EPOCH, "INSERT INTO totals …"),
                Set.of(ORDERS),
                COLUMNS,
                ROWS);
        LineageGraph graph = LineageGraph.of(List.of(
                new RelationDefinition(ORDERS, Optional.of(RelationKind.TABLE), List.of("price", "status"), List.of()),
                new RelationDefinition(
                        TOTALS,
                        Optional.of(RelationKind.MATERIALIZED_VIEW),
                        List.of("total", "one", "odd"),
                        List.of(definition, run))));

        JsonNode events = json.readTree(
                document.events(graph.neighbourhood(new Focus(TOTALS, Optional.empty(), Direction.BOTH, 1), 10)
                        .orElseThrow()));

        SchemaCheck check = new SchemaCheck();
        List<String> kinds = new ArrayList<>();
        for (JsonNode event : events) {
            assertThat(check.problems(event, event.path("schemaURL").asString()))
                    .isEmpty();
            kinds.add(
                    event.has("dataset")
                            ? "dataset"
                            : event.path("job").path("name").asString());
            for (JsonNode output : event.path("outputs")) {
                JsonNode facets = output.path("facets");
                assertThat(check.problems(facets.path("columnLineage"), OpenLineageFacets.COLUMN_LINEAGE))
                        .isEmpty();
                assertThat(check.problems(facets.path("schema"), OpenLineageFacets.SCHEMA))
                        .isEmpty();
            }
        }
        assertThat(kinds).containsExactly("lake.shop.totals", "lake.shop.totals", "dataset");
        assertThat(events.toString()).contains("INSERT INTO totals …");
    }

    @Test
    void events_are_appended_to_a_file_in_their_order() throws Exception {
        Path file = folder.resolve("deep/events.jsonl");
        ToFile target = new ToFile(file);

        assertThat(target.send("{\"a\":1}")).isEmpty();
        assertThat(target.send("{\"a\":2}")).isEmpty();

        assertThat(Files.readAllLines(file)).containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(new ToFile(folder).send("{}")).isPresent();
    }

    @Test
    void events_are_posted_and_tried_again_and_the_address_is_never_told() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean well = calls.incrementAndGet() > 1;
            exchange.sendResponseHeaders(well ? 201 : 503, -1);
            exchange.close();
            if (well) {
                received.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            }
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/secret-path");
        try (EventSender sender =
                new EventSender(new ToAddress(address, Optional.of("key")), List.of(Duration.ofMillis(1)), 10)) {
            assertThat(sender.offer("{\"n\":1}")).isTrue();
            assertThat(sender.offer("{\"n\":2}")).isTrue();

            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("Bearer key {\"n\":1}");
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("Bearer key {\"n\":2}");
        } finally {
            server.stop(0);
        }
        try (ToAddress gone = new ToAddress(address, Optional.empty())) {
            assertThat(gone.send("{}").orElseThrow()).doesNotContain("secret-path");
        }
    }

    @Test
    void an_endpoint_that_hangs_keeps_nobody_waiting() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            entered.countDown();
            try {
                hangs.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (EventSender sender = new EventSender(new ToAddress(address, Optional.empty()), List.of(), 2)) {
            sender.offer("first");
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(sender.offer("second")).isTrue();
            assertThat(sender.offer("third")).isTrue();
            assertThat(sender.offer("fourth")).as("more than are kept").isFalse();
        } finally {
            hangs.countDown();
            server.stop(0);
        }
    }

    @Test
    void nothing_is_sent_unless_somebody_says_where() {
        assertThat(RunEvents.target("", "", "")).isEmpty();
        assertThat(RunEvents.target("https://marquez.example/api/v1/lineage", "", ""))
                .containsInstanceOf(ToAddress.class);
        assertThat(RunEvents.target("", "", folder.resolve("events").toString()))
                .containsInstanceOf(ToFile.class);
        assertThatThrownBy(() -> RunEvents.target("ftp://somewhere", "", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
