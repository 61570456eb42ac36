package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Measures what the console promises to be fast at, as a person would meet it, and writes the figures to
 * {@code target/benchmarks.md}. What is timed is awaited with {@code waitFor}, which looks at every frame; assertions
 * look again after up to a second. Not part of the checks: {@code ./streamhouse bench} runs it.
 */
@Journeys
@TestMethodOrder(OrderAnnotation.class)
final class ConsoleBench {

    private static final String TABLE = "streamhouse.bench.million";
    private static final List<String> LINES = new ArrayList<>();

    @Test
    @Order(1)
    void from_start_to_first_page_and_first_select() {
        List<double[]> starts = IntStream.range(0, 3)
                .mapToObj(run -> {
                    long began = System.nanoTime();
                    try (ConsoleProcess console = ConsoleProcess.start("--sample=false")) {
                        double page = seconds(began);
                        console.awaitAnswer("SELECT 1", 90);
                        return new double[] {page, seconds(began)};
                    }
                })
                .toList();
        report("java -jar to first page served, fresh home", "10 s", of(starts, 0), "s");
        report("java -jar to first finished SELECT, fresh home", "25 s", of(starts, 1), "s");
    }

    @Test
    @Order(2)
    void rows_of_a_million(ConsoleProcess console, Browser browser) {
        createMillion(console);
        List<Long> snapshots = new ArrayList<>();
        console.get("/api/v1/relations/" + TABLE + "/snapshots")
                .forEach(snapshot -> snapshots.add(snapshot.path("id").asLong()));
        Random random = new Random(7);
        String preview = "/api/v1/relations/" + TABLE + "/preview?limit=100&snapshot=";
        measure(5, () -> millis(() -> console.get(preview + snapshots.getLast())));
        report(
                "preview of 100 rows at a random snapshot of " + snapshots.size() + ", over HTTP",
                "p95 150 ms",
                measure(
                        100,
                        () -> millis(() -> console.get(preview + snapshots.get(random.nextInt(snapshots.size()))))),
                "ms");

        String select = "SELECT * FROM " + TABLE + " LIMIT 100";
        measure(3, () -> millis(() -> console.sql(select, "BATCH")));
        report(
                "warm SELECT … LIMIT 100 over HTTP (the gateway's own time and the console's)",
                "",
                measure(10, () -> millis(() -> console.sql(select, "BATCH"))),
                "ms");
        Page page = browser.open("/sql");
        Iterator<Integer> runs = IntStream.iterate(1, run -> run + 1).iterator();
        DoubleSupplier once = () -> {
            String mark = "run-" + runs.next();
            write(page, "SELECT t.*, '" + mark + "' AS mark FROM " + TABLE + " AS t LIMIT 100");
            return millis(() -> {
                page.keyboard().press("Control+Enter");
                page.locator("sh-result-table:visible")
                        .getByText(mark, new Locator.GetByTextOptions().setExact(true))
                        .first()
                        .waitFor();
            });
        };
        measure(3, once);
        report(
                "warm SELECT … LIMIT 100 in the page, from Ctrl+Enter to its rows",
                "1 s over the line above",
                measure(10, once),
                "ms");
    }

    @Test
    @Order(3)
    void a_page_while_changes_pour_in(ConsoleProcess console, Browser browser) throws IOException {
        Page page = browser.open("/sql");
        page.getByText("Streaming", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        write(
                page,
                "CREATE TEMPORARY TABLE bench_flood (id BIGINT, v DOUBLE) WITH ('connector' = 'datagen',"
                        + " 'rows-per-second' = '10000'); SELECT * FROM bench_flood;");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Run all"))
                .click();
        Locator stop = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop"));
        assertThat(stop).isVisible();
        assertThat(page.locator("streamhouse-result-table, .sql-result").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        Locator http = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("HTTP"));
        Locator dialog = page.getByText("The same over HTTP");
        List<Double> clicks = measure(20, () -> {
            // Timed in the page: a click by Playwright waits for two frames before it is one.
            Object opened = http.evaluate("button => new Promise(done => {"
                    + " const began = performance.now(); button.click();"
                    + " const look = () => [...document.querySelectorAll('vaadin-dialog')].some(it => it.opened)"
                    + " ? requestAnimationFrame(() => done(performance.now() - began)) : requestAnimationFrame(look);"
                    + " look(); })");
            dialog.waitFor();
            page.keyboard().press("Escape");
            assertThat(dialog).hasCount(0);
            return ((Number) opened).doubleValue();
        });
        report("a click while 10,000 changes/s stream into the page, until its dialog shows", "200 ms", clicks, "ms");
        browser.open("/catalog", Browser.Scheme.DARK);
        report(
                "resident memory: shop streaming, two users, that stream",
                "2 GB",
                List.of(residentMegabytes(console)),
                "MB");
        stop.click();
    }

    @Test
    @Order(4)
    void the_largest_paint_of_the_first_page(Browser browser) {
        report(
                "largest contentful paint of the SQL page, empty cache of a new tab",
                "2.5 s",
                measure(5, () -> {
                    Page page = browser.open("/sql");
                    Object paint = page.evaluate("() => new Promise(done => new PerformanceObserver(list =>"
                            + " done(list.getEntries().at(-1).startTime))"
                            + ".observe({type: 'largest-contentful-paint', buffered: true}))");
                    page.close();
                    return ((Number) paint).doubleValue();
                }),
                "ms");
    }

    @Test
    @Order(5)
    void a_thousand_relations(ConsoleProcess console, Browser browser) {
        int relations = Integer.getInteger("bench.relations", 1000);
        StringBuilder ddl = new StringBuilder("CREATE DATABASE IF NOT EXISTS streamhouse.many;");
        for (int i = 0; i < relations; i++) {
            ddl.append("CREATE TABLE IF NOT EXISTS streamhouse.many.relation_")
                    .append(i)
                    .append(" (id BIGINT, name STRING);");
        }
        console.sql(ddl.toString(), "BATCH");
        measure(2, () -> millis(() -> console.get("/api/v1/relations")));
        report(
                "all of " + relations + " relations over HTTP",
                "",
                measure(10, () -> millis(() -> console.get("/api/v1/relations"))),
                "ms");
        measure(5, () -> millis(() -> console.get("/api/v1/relations?search=relation_77")));
        report(
                "a search among them over HTTP",
                "100 ms",
                measure(20, () -> millis(() -> console.get("/api/v1/relations?search=relation_77"))),
                "ms");
        Page page = browser.open("/catalog");
        Locator tree = page.locator("[aria-label='Catalog tree']");
        Locator branch = tree.getByText("many", new Locator.GetByTextOptions().setExact(true));
        assertThat(branch).isVisible();
        Locator leaf = tree.getByText("relation_0", new Locator.GetByTextOptions().setExact(true));
        report(
                "the tree's branch of " + relations + " relations, from the click to its first leaf",
                "300 ms",
                measure(10, () -> {
                    double opened = millis(() -> {
                        branch.click();
                        leaf.waitFor();
                    });
                    branch.click();
                    assertThat(leaf).hasCount(0);
                    return opened;
                }),
                "ms");
        Locator search =
                page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Find tables and columns"));
        Locator hits = page.locator("[aria-label='Search results']");
        report(
                "search among " + relations + " relations in the Catalog page, from the last key to the hit",
                "100 ms",
                measure(10, () -> {
                    String name = "relation_" + new Random().nextInt(relations);
                    search.fill("");
                    assertThat(tree).isVisible();
                    return millis(() -> {
                        search.fill(name);
                        hits.getByText(name, new Locator.GetByTextOptions().setExact(true))
                                .first()
                                .waitFor();
                    });
                }),
                "ms");
    }

    @AfterAll
    static void write() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(
                Path.of("target", "benchmarks.md"),
                "| what | target | median | p95 | runs |\n|---|---|---|---|---|\n" + String.join("\n", LINES) + "\n");
    }

    private static void createMillion(ConsoleProcess console) {
        console.sql("""
                CREATE DATABASE IF NOT EXISTS streamhouse.bench;
                CREATE TABLE IF NOT EXISTS %1$s (
                  id BIGINT, customer INT, amount DOUBLE, note STRING, PRIMARY KEY (id) NOT ENFORCED
                ) WITH ('bucket' = '2');
                CREATE TEMPORARY TABLE bench_source (id BIGINT, customer INT, amount DOUBLE, note STRING) WITH (
                  'connector' = 'datagen', 'number-of-rows' = '1000000',
                  'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '1000000',
                  'fields.note.length' = '20');
                INSERT INTO %1$s SELECT * FROM bench_source;
                INSERT INTO %1$s VALUES (1, 1, 1.0, 'changed');
                INSERT INTO %1$s VALUES (2, 1, 1.0, 'changed');
                INSERT INTO %1$s VALUES (3, 1, 1.0, 'changed');
                """.formatted(TABLE), "BATCH");
    }

    private static void write(Page page, String sql) {
        page.locator(".cm-content:visible").first().click();
        page.keyboard().press("Control+A");
        page.keyboard().insertText(sql);
    }

    private static double residentMegabytes(ConsoleProcess console) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + console.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static List<Double> measure(int runs, DoubleSupplier once) {
        return DoubleStream.generate(once).limit(runs).boxed().toList();
    }

    private static double millis(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e6;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static List<Double> of(List<double[]> runs, int column) {
        return runs.stream().map(run -> run[column]).toList();
    }

    private static void report(String what, String target, List<Double> values, String unit) {
        List<Double> sorted = values.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        double p95 = sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(sorted.size() * 0.95) - 1));
        LINES.add(
                "| %s | %s | %.1f %s | %.1f %s | %d |".formatted(what, target, median, unit, p95, unit, sorted.size()));
    }
}
