package io.streamhouse.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.write.PipelineSql;
import io.streamhouse.sql.Scripts;
import io.streamhouse.sql.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Known queries become pictures, and give the same rows on Flink afterwards. Nexmark's are not part of the project:
 * {@code -Dstreamhouse.nexmark=} names the folder that holds its {@code q0.sql} to {@code q23.sql}.
 * {@code -Dstreamhouse.pipeline.compared=100} compares the rows of all queries, else of a few.
 */
class KnownQueriesAsPicturesTest {

    private static final String NO_NEXMARK =
            "Nexmark is not part of the project: name the folder that holds its queries with -Dstreamhouse.nexmark=";

    private static final String NEXMARK_TABLES = """
        CREATE TABLE person (id BIGINT, name STRING, emailAddress STRING, creditCard STRING, city STRING,
          state STRING, `dateTime` TIMESTAMP(3), extra STRING,
          WATERMARK FOR `dateTime` AS `dateTime` - INTERVAL '4' SECOND);
        CREATE TABLE auction (id BIGINT, itemName STRING, description STRING, initialBid BIGINT, reserve BIGINT,
          `dateTime` TIMESTAMP(3), expires TIMESTAMP(3), seller BIGINT, category BIGINT, extra STRING,
          WATERMARK FOR `dateTime` AS `dateTime` - INTERVAL '4' SECOND);
        CREATE TABLE bid (auction BIGINT, bidder BIGINT, price BIGINT, channel STRING, url STRING,
          `dateTime` TIMESTAMP(3), extra STRING,
          WATERMARK FOR `dateTime` AS `dateTime` - INTERVAL '4' SECOND);
        """;

    private static final int SHARE = 70;
    private static final int COMPARED = Integer.getInteger("streamhouse.pipeline.compared", 6);

    private int running;
    private int pictures;
    private int filled;
    private int compared;
    private final List<String> list = new ArrayList<>();

    @Test
    void tpch_becomes_pictures_that_give_the_same_rows() throws Exception {
        String script = tpch();
        Map<String, String> queries = new LinkedHashMap<>();
        for (Slice slice : Scripts.split(script)) {
            if (!slice.text().startsWith("CREATE")) {
                queries.put("TPC-H " + (queries.size() + 1), slice.text());
            }
        }
        try (Flink flink = new Flink()) {
            flink.create(script, 120, KnownQueriesAsPicturesTest::tpchValue);
            for (Map.Entry<String, String> query : queries.entrySet()) {
                check(flink, query.getKey(), query.getValue(), "");
            }
        }

        report();
        assertThat(filled)
                .describedAs("queries with rows, or nothing was compared")
                .isGreaterThan(Math.min(compared, COMPARED) / 2);
    }

    @Test
    void nexmark_becomes_pictures_that_give_the_same_rows() throws Exception {
        String folder = System.getProperty("streamhouse.nexmark", "");
        assumeTrue(!folder.isEmpty(), NO_NEXMARK);
        try (Flink flink = new Flink()) {
            flink.create(NEXMARK_TABLES, 150, KnownQueriesAsPicturesTest::nexmarkValue);
            for (int number = 0; number <= 23; number++) {
                String script = Files.readString(Path.of(folder, "q" + number + ".sql"));
                StringBuilder before = new StringBuilder();
                String query = "";
                for (Slice slice : Scripts.split(script)) {
                    if (slice.text().startsWith("CREATE VIEW")) {
                        before.append(slice.text()).append(";\n");
                    } else if (slice.text().startsWith("INSERT")) {
                        query = slice.text().replaceFirst("INSERT INTO \\w+\\s", "");
                    }
                }
                check(flink, "Nexmark q" + number, query, before.toString());
            }
        }

        report();
    }

    private void report() {
        list.forEach(System.out::println);
        System.out.printf("%d of %d that run are pictures without a part as text%n", pictures, running);
        assertThat(100 * pictures / Math.max(1, running)).isGreaterThanOrEqualTo(SHARE);
    }

    private void check(Flink flink, String name, String query, String views) throws Exception {
        String whole = views.isEmpty() ? query : withViews(views, query);
        Optional<String> refused = flink.refusal(whole);
        if (refused.isPresent()) {
            list.add(name + ": does not run here: " + refused.get());
            return;
        }
        running++;
        ReadPipeline read = PipelineReader.read(views + query, Flink.HERE, flink::relation, List.of(), Pipeline.EMPTY);
        String written = PipelineSql.write(read.pipeline(), flink.columns(read.pipeline()));
        ReadPipeline again = PipelineReader.read(written, Flink.HERE, flink::relation, List.of(), Pipeline.EMPTY);
        String rows = "";
        if (compared++ < COMPARED) {
            List<String> before = flink.rows(whole);
            assertThat(flink.rows(written.replace(";", "")))
                    .describedAs("%s as%n%s", name, written)
                    .isEqualTo(before);
            filled += before.isEmpty() ? 0 : 1;
            rows = ", the same " + before.size() + " rows";
        }
        assertThat(new HashSet<>(again.pipeline().nodes()))
                .describedAs("%s read again from%n%s", name, written)
                .isEqualTo(new HashSet<>(read.pipeline().nodes()));
        pictures += read.asText().isEmpty() ? 1 : 0;
        list.add(name + ": "
                + (read.asText().isEmpty()
                        ? read.pipeline().nodes().size() + " nodes"
                        : "stays text in part: " + read.asText().get(0).why())
                + rows);
    }

    private static String withViews(String views, String query) {
        List<String> withs = new ArrayList<>();
        for (Slice slice : Scripts.split(views)) {
            String[] parts = slice.text().split("\\s+AS\\s+", 2);
            withs.add(parts[0].substring(parts[0].lastIndexOf(' ') + 1) + " AS (" + parts[1] + ")");
        }
        return "WITH " + String.join(", ", withs) + " " + query;
    }

    /** Rows that the queries' parameters find: few values, and keys that meet. */
    private static Optional<Object> tpchValue(String table, String column, int row, Random random) {
        String what = column.substring(column.indexOf('_') + 1).toLowerCase(Locale.ROOT);
        boolean own = what.equals(table + "key")
                || what.equals("partkey") && table.equals("part")
                || what.equals("suppkey") && table.equals("supplier")
                || what.equals("custkey") && table.equals("customer")
                || what.equals("orderkey") && table.equals("orders");
        List<String> nations = List.of("GERMANY", "FRANCE", "BRAZIL", "CANADA", "SAUDI ARABIA", "INDIA");
        Object value =
                switch (what) {
                    case "orderkey" -> own ? (long) row : (long) random.nextInt(60);
                    case "partkey", "suppkey", "custkey" -> own ? (long) row : (long) random.nextInt(12);
                    case "nationkey" -> own ? (long) row : (long) random.nextInt(6);
                    case "regionkey" -> own ? (long) row : (long) random.nextInt(3);
                    case "linenumber" -> row;
                    case "name" ->
                        switch (table) {
                            case "nation" -> nations.get(row % nations.size());
                            case "region" ->
                                List.of("EUROPE", "ASIA", "AMERICA").get(row % 3);
                            case "part" ->
                                List.of("forest green", "blue", "green").get(row % 3);
                            default -> table + row;
                        };
                    case "type" ->
                        List.of("ECONOMY ANODIZED STEEL", "PROMO BRASS", "STANDARD BRASS")
                                .get(row % 3);
                    case "brand" -> List.of("Brand#12", "Brand#23", "Brand#34").get(row % 3);
                    case "container" -> List.of("SM CASE", "MED BOX", "MED BAG").get(row % 3);
                    case "size" -> List.of(15, 49, 3).get(random.nextInt(3));
                    case "mktsegment" -> "BUILDING";
                    case "orderstatus" -> "F";
                    case "orderpriority" -> List.of("1-URGENT", "3-MEDIUM").get(row % 2);
                    case "shipmode" -> List.of("AIR", "MAIL").get(row % 2);
                    case "shipinstruct" -> "DELIVER IN PERSON";
                    case "returnflag" -> List.of("R", "A").get(row % 2);
                    case "linestatus" -> "O";
                    case "phone" -> (13 + random.nextInt(20)) + "-123";
                    case "quantity" -> java.math.BigDecimal.valueOf(random.nextInt(60));
                    case "discount" -> java.math.BigDecimal.valueOf(5 + random.nextInt(3), 2);
                    case "comment" -> row % 5 == 0 ? "special requests Customer Complaints" : "none";
                    case "availqty" -> 1_000 + random.nextInt(9_000);
                    case "commitdate" -> LocalDate.of(1994, 1 + random.nextInt(12), 10);
                    case "receiptdate" -> LocalDate.of(1994, 1 + random.nextInt(12), 20);
                    case "shipdate" -> LocalDate.of(1993 + random.nextInt(4), 1 + random.nextInt(12), 5);
                    default -> "";
                };
        return value.equals("") ? Optional.empty() : Optional.of(value);
    }

    private static Optional<Object> nexmarkValue(String table, String column, int row, Random random) {
        Object value =
                switch (column) {
                    case "id" -> (long) row;
                    case "auction", "bidder", "seller" -> (long) random.nextInt(40);
                    case "category" -> (long) (10 + random.nextInt(3));
                    case "price" -> (long) random.nextInt(2_000_000);
                    case "state" -> List.of("OR", "ID", "CA", "NY").get(random.nextInt(4));
                    case "channel" -> List.of("apple", "Google", "other").get(random.nextInt(3));
                    case "url" -> "https://x/a/b/c/" + row + "?channel_id=" + random.nextInt(3);
                    case "expires" -> LocalDateTime.of(2026, 1, 1, 12, 2 + random.nextInt(3), 0);
                    case "dateTime" -> LocalDateTime.of(2026, 1, 1, 12, 0, 0).plusSeconds(row / 2);
                    default -> "";
                };
        return value.equals("") ? Optional.empty() : Optional.of(value);
    }

    private static String tpch() throws IOException {
        try (InputStream file = io.streamhouse.lineage.GeneratedQuery.class.getResourceAsStream("tpch.sql")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
