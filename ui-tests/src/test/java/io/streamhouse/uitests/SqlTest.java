package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.streamhouse.uitests.AccessibilityAssert.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.streamhouse.uitests.Browser.Scheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person does on the SQL page. */
@Journeys
final class SqlTest {

    private static final LocatorAssertions.IsVisibleOptions PATIENT =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);
    private static final String STREAM = """
            CREATE TEMPORARY TABLE ticks (n INT) WITH (
              'connector' = 'datagen', 'rows-per-second' = '10', 'fields.n.min' = '1', 'fields.n.max' = '60');
            SELECT n, COUNT(*) AS seen FROM ticks GROUP BY n""";

    @Test
    void from_the_first_start_to_the_first_result(Browser browser, ConsoleProcess console) {
        Page page = opened(browser, "SELECT 40 + 2 AS answer, 'first' AS word");

        run(page);

        assertThat(front(page, ".sql-facts").getByText(Pattern.compile("1 row")))
                .isVisible(PATIENT);
        assertThat(page.getByText("42", exactly())).isVisible();
        assertThat(page.getByText("first", exactly())).isVisible();
    }

    @Test
    void a_typo_is_marked_at_its_token_as_one_types_and_after_a_run(Browser browser, ConsoleProcess console) {
        Page page = opened(browser, "SELECT 1;\nSELEC 2;");

        assertThat(page.locator(".cm-lintRange-error").first()).hasText("SELEC");

        page.getByRole(AriaRole.BUTTON, named("Run all")).click();
        assertThat(page.getByText("line 2, column 1").first()).isVisible(PATIENT);
    }

    /** In the jar, where Flink's classes are not the system's. */
    @Test
    void a_job_that_fails_says_why(ConsoleProcess console) {
        console.awaitAnswer("SELECT COUNT(*) > 0 FROM streamhouse.shop.orders", 240);
        console.sql("CREATE TABLE streamhouse.shop.divided (n BIGINT)", "BATCH");
        String failing = "SELECT order_id / (order_id - order_id) FROM streamhouse.shop.orders";

        String query = console.sql(failing, "BATCH").toString();
        String insert = console.sql("INSERT INTO streamhouse.shop.divided " + failing, "BATCH")
                .toString();
        console.sql("DROP TABLE streamhouse.shop.divided", "BATCH");

        assertThat(query).contains("by zero");
        assertThat(insert).contains("by zero");
    }

    @Test
    void a_streaming_query_shows_its_kinds_of_change_and_stop_frees_the_job(Browser browser, ConsoleProcess console) {
        Page page = opened(browser, STREAM);
        page.getByRole(AriaRole.BUTTON, named("Streaming")).click();

        page.getByRole(AriaRole.BUTTON, named("Run all")).click();

        // The first sight of each number comes first, its changes follow: the grid keeps to the newest.
        assertThat(page.getByText("+I", exactly()).first()).isVisible(PATIENT);
        assertThat(page.getByText("+U", exactly()).first()).isVisible(PATIENT);
        assertThat(page.getByText("-U", exactly()).first()).isVisible(PATIENT);
        assertThat(front(page, ".sql-job a")).isVisible();
        String job = front(page, ".sql-job a").getAttribute("href").replaceFirst(".*/", "");
        assertThat(console.get("/api/v1/jobs/" + job).findValue("state").asString())
                .isEqualTo("RUNNING");

        page.getByRole(AriaRole.BUTTON, named("Stop")).click();

        assertThat(front(page, ".sql-pane-head").getByText("Stopped")).isVisible(PATIENT);
        assertThat(console.get("/api/v1/jobs/" + job).findValue("state").asString())
                .isEqualTo("CANCELED");
    }

    @Test
    void a_group_that_is_emptied_shows_its_delete(Browser browser, ConsoleProcess console) {
        String table = "streamhouse.sql_journeys.parcels";
        console.sql(
                "CREATE DATABASE IF NOT EXISTS streamhouse.sql_journeys; DROP TABLE IF EXISTS " + table
                        + "; CREATE TABLE " + table + " (id INT PRIMARY KEY NOT ENFORCED, state STRING) WITH"
                        + " ('bucket' = '1', 'changelog-producer' = 'lookup', 'continuous.discovery-interval' = '1 s');"
                        + " INSERT INTO " + table + " VALUES (1, 'under way')",
                "BATCH");
        Page page = opened(browser, "SELECT state, COUNT(*) AS n FROM " + table + " GROUP BY state");
        page.getByRole(AriaRole.BUTTON, named("Streaming")).click();
        run(page);
        assertThat(page.getByText("+I", exactly()).first()).isVisible(PATIENT);

        console.sql("DELETE FROM " + table + " WHERE id = 1", "BATCH");

        assertThat(page.getByText("-D", exactly()).first()).isVisible(PATIENT);
        page.getByRole(AriaRole.BUTTON, named("Stop")).click();
        assertThat(front(page, ".sql-pane-head").getByText("Stopped")).isVisible(PATIENT);
    }

    @Test
    void a_plan_is_drawn_without_running_the_statement(Browser browser, ConsoleProcess console) {
        Page page = opened(browser, "SELECT word, COUNT(*) FROM (VALUES ('a'), ('b')) AS t(word) GROUP BY word");

        page.getByRole(AriaRole.BUTTON, named("Explain")).click();

        assertThat(page.locator("sh-flow-graph svg")).isVisible(PATIENT);
        page.getByRole(AriaRole.BUTTON, named("Text")).click();
        assertThat(page.locator(".sql-plan-text")).containsText("Optimized Physical Plan");
    }

    @Test
    void tabs_survive_a_reload(Browser browser, ConsoleProcess console) {
        Page page = opened(browser, "SELECT 'survives a reload'");

        page.reload();

        assertThat(page.locator(".cm-content:visible")).containsText("survives a reload");
    }

    @Test
    void the_history_remembers_what_was_run(Browser browser, ConsoleProcess console) {
        console.sql("SELECT 'to be found in the history'", "BATCH");
        Page page = browser.open("/sql");

        page.getByRole(AriaRole.BUTTON, named("History")).click();
        page.getByRole(AriaRole.TEXTBOX, named("Find a statement")).fill("found history");

        assertThat(page.locator(".sql-entry-code")).hasCount(1);
        assertThat(page.locator(".sql-entry-code").first()).containsText("to be found in the history");
        page.locator(".sql-entry-code").first().click();
        assertThat(page.locator(".cm-content:visible")).containsText("to be found in the history");
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void the_page_keeps_wcag_aa(Scheme scheme, Browser browser, ConsoleProcess console) {
        Page page = browser.open("/sql", scheme);
        assertThat(page.locator(".cm-content:visible")).isVisible();
        assertAccessible(page);
    }

    private static Page opened(Browser browser, String sql) {
        Page page = browser.open(
                "/sql?sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8).replace("+", "%20"));
        assertThat(page.locator(".cm-content:visible"))
                .containsText(sql.lines().toList().getLast());
        return page;
    }

    private static void run(Page page) {
        page.locator(".cm-content:visible").click();
        page.keyboard().press("Control+Enter");
    }

    private static Locator front(Page page, String selector) {
        return page.locator(selector + ":visible").first();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
