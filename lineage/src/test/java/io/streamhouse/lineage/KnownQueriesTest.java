package io.streamhouse.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamhouse.lineage.LineageShop.Answer;
import io.streamhouse.lineage.StatementLineage.Refused;
import io.streamhouse.lineage.StatementLineage.Traced;
import io.streamhouse.model.DatabaseId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownQueriesTest {

    private static final DatabaseId HERE = new DatabaseId("streamhouse", "here");

    private static final String NO_TPCDS =
            "TPC-DS is not part of the project: name the folder that holds its tables.sql and"
                    + " queries with -Dstreamhouse.tpcds=";

    /** It adds an interval to a date that the tables hold as text, which Flink refuses. */
    private static final String ADDS_TO_TEXT = "q72.sql";

    @Test
    void all_of_tpch_is_understood() throws IOException {
        List<StatementLineage> queries = queries(tpch());

        assertThat(queries).hasSize(22);
        queries.forEach(query -> assertThat(unknown(query)).isEmpty());
        // Q1 and Q17, by hand.
        new Answer(queries.get(0))
                .columns(
                        "l_returnflag",
                        "l_linestatus",
                        "sum_qty",
                        "sum_base_price",
                        "sum_disc_price",
                        "sum_charge",
                        "avg_qty",
                        "avg_price",
                        "avg_disc",
                        "count_order")
                .column("sum_disc_price")
                .is(
                        "streamhouse.here.lineitem.l_extendedprice AGGREGATION SUM(l_extendedprice * (1 - l_discount))",
                        "streamhouse.here.lineitem.l_discount AGGREGATION SUM(l_extendedprice * (1 - l_discount))")
                .column("count_order")
                .is()
                .rows(
                        "streamhouse.here.lineitem.l_shipdate FILTER l_shipdate <= DATE '1998-12-01' - INTERVAL '90' DAY",
                        "streamhouse.here.lineitem.l_returnflag GROUP_BY l_returnflag",
                        "streamhouse.here.lineitem.l_linestatus GROUP_BY l_linestatus",
                        "streamhouse.here.lineitem.l_returnflag SORT l_returnflag",
                        "streamhouse.here.lineitem.l_linestatus SORT l_linestatus");
        new Answer(queries.get(16))
                .column("avg_yearly")
                .is("streamhouse.here.lineitem.l_extendedprice AGGREGATION SUM(l_extendedprice) / 7.0")
                .rows(
                        "streamhouse.here.part.p_partkey FILTER part.p_partkey = lineitem.l_partkey",
                        "streamhouse.here.lineitem.l_partkey FILTER part.p_partkey = lineitem.l_partkey",
                        "streamhouse.here.part.p_brand FILTER p_brand = 'Brand#23'",
                        "streamhouse.here.part.p_container FILTER p_container = 'MED BOX'",
                        "streamhouse.here.lineitem.l_quantity FILTER l_quantity < (SELECT 0.2 * AVG(l_quantity) …)",
                        "streamhouse.here.lineitem.l_partkey FILTER lineitem.l_partkey = part.p_partkey",
                        "streamhouse.here.part.p_partkey FILTER lineitem.l_partkey = part.p_partkey");
    }

    @Test
    void all_of_tpcds_is_understood() throws IOException {
        String folder = System.getProperty("streamhouse.tpcds", "");
        assumeTrue(!folder.isEmpty(), NO_TPCDS);
        String tables = Files.readString(Path.of(folder, "tables.sql"));
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(folder, "queries"))) {
            files = found.sorted().toList();
        }
        String script = tables + "\n;\n"
                + String.join(
                        "\n;\n", files.stream().map(KnownQueriesTest::read).toList());
        List<StatementLineage> queries = queries(script);
        List<StatementLineage> refused =
                queries.stream().filter(Refused.class::isInstance).toList();

        assertThat(files).hasSize(102);
        queries.stream()
                .filter(query -> !(query instanceof Refused))
                .forEach(query -> assertThat(unknown(query)).isEmpty());
        assertThat(refused).singleElement().satisfies(query -> {
            assertThat(read(Path.of(folder, "queries", ADDS_TO_TEXT)))
                    .contains(query.statement().text());
            assertThat(((Refused) query).problem().what()).contains("VARCHAR", "INTERVAL DAY");
        });
    }

    /** The lineage of what reads; tables must not be refused. */
    private static List<StatementLineage> queries(String script) {
        List<StatementLineage> all = LineageAnalyzer.analyze(script, HERE, id -> Optional.empty(), List.of());
        return all.stream()
                .filter(statement -> !(statement instanceof StatementLineage.Without))
                .toList();
    }

    /** What is not known, in words. */
    private static List<String> unknown(StatementLineage query) {
        List<String> unknown = new ArrayList<>();
        if (query instanceof Traced traced) {
            for (ColumnLineage column : traced.columns()) {
                if (column.origins() instanceof Origins.Unknown reason) {
                    unknown.add(column.column() + ": " + reason.why());
                }
            }
        } else {
            unknown.add(query.toString());
        }
        return unknown;
    }

    private static String tpch() throws IOException {
        try (InputStream file = KnownQueriesTest.class.getResourceAsStream("tpch.sql")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
