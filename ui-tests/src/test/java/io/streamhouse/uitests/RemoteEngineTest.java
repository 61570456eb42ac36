package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The console pointed at a Flink cluster of other processes works as it does with its own, and finds back. */
@Journeys
@Execution(ExecutionMode.CONCURRENT)
final class RemoteEngineTest {

    private static final LocatorAssertions.IsVisibleOptions PATIENT =
            new LocatorAssertions.IsVisibleOptions().setTimeout(90_000);

    @Test
    void the_sql_page_works_the_same_on_a_cluster_of_separate_processes(Browser browser, @TempDir Path folder)
            throws IOException {
        try (RealClusterProcess cluster = RealClusterProcess.start(folder);
                ConsoleProcess console = ConsoleProcess.start("--sample=false")) {
            console.awaitEngine();
            console.sql(
                    "CREATE DATABASE streamhouse.d; CREATE TABLE streamhouse.d.kept (id INT);"
                            + " INSERT INTO streamhouse.d.kept VALUES (1), (2)",
                    "BATCH");

            switchTo(
                    cluster,
                    browser.open(console.url().resolve("/settings/engine").toString()));
            assertThat(console.get("/api/v1/health").at("/engine/kind").asString())
                    .isEqualTo("REMOTE");

            Page page = browser.open(console.url().resolve("/sql").toString());
            write(page, "SELECT COUNT(*) + 40 AS answer FROM streamhouse.d.kept");
            page.keyboard().press("Control+Enter");
            assertThat(page.getByText("42", exactly())).isVisible(PATIENT);

            write(page, "SELECT nope FROM streamhouse.d.kept");
            page.keyboard().press("Control+Enter");
            assertThat(page.getByText("line 1, column 8").first()).isVisible(PATIENT);

            write(page, "SELECT id, COUNT(*) FROM streamhouse.d.kept GROUP BY id");
            page.getByRole(AriaRole.BUTTON, named("Explain")).click();
            assertThat(page.locator("sh-flow-graph svg")).isVisible(PATIENT);

            String job = streamAndStop(page, cluster);
            assertThat(console.get("/api/v1/jobs/" + job).findValue("state").asString())
                    .isEqualTo("CANCELED");

            Page settings =
                    browser.open(console.url().resolve("/settings/engine").toString());
            settings.getByRole(AriaRole.BUTTON, named("Use Embedded engine")).click();
            settings.getByRole(AriaRole.BUTTON, named("Test and switch")).click();
            assertThat(settings.getByRole(AriaRole.BUTTON, named("Use A cluster")))
                    .isVisible(PATIENT);
            console.awaitEngine();
            assertThat(console.get("/api/v1/health").at("/engine/kind").asString())
                    .isEqualTo("EMBEDDED");
            console.awaitAnswer("SELECT COUNT(*) FROM streamhouse.d.kept", 60);
        }
    }

    private static void switchTo(RealClusterProcess cluster, Page settings) {
        settings.getByRole(AriaRole.BUTTON, named("Add a remote engine")).click();
        settings.getByRole(AriaRole.TEXTBOX, named("Name")).fill("A cluster");
        settings.getByRole(AriaRole.TEXTBOX, named("SQL Gateway"))
                .fill(cluster.gateway().toString());
        settings.getByRole(AriaRole.TEXTBOX, named("Job manager"))
                .fill(cluster.cluster().toString());
        settings.getByRole(AriaRole.BUTTON, named("Save")).click();
        settings.getByRole(AriaRole.BUTTON, named("Use A cluster")).click();
        settings.getByRole(AriaRole.BUTTON, named("Test and switch")).click();
        assertThat(settings.getByRole(AriaRole.BUTTON, named("Use Embedded engine")))
                .isVisible(PATIENT);
    }

    private static String streamAndStop(Page page, RealClusterProcess cluster) {
        page.getByRole(AriaRole.BUTTON, named("Streaming")).click();
        write(
                page,
                "CREATE TEMPORARY TABLE ticks (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '10',"
                        + " 'fields.n.min' = '1', 'fields.n.max' = '30'); SELECT n, COUNT(*) FROM ticks GROUP BY n");
        page.getByRole(AriaRole.BUTTON, named("Run all")).click();
        assertThat(page.getByText("+U", exactly()).first()).isVisible(PATIENT);
        String job =
                page.locator(".sql-job a:visible").first().getAttribute("href").replaceFirst(".*/", "");
        assertThat(cluster.stateOf(job)).isEqualTo("RUNNING");

        page.getByRole(AriaRole.BUTTON, named("Stop")).click();

        assertThat(page.locator(".sql-pane-head:visible").first().getByText("Stopped"))
                .isVisible(PATIENT);
        assertThat(cluster.stateOf(job)).isEqualTo("CANCELED");
        return job;
    }

    private static void write(Page page, String sql) {
        page.locator(".cm-content:visible").first().click();
        page.keyboard().press("Control+A");
        page.keyboard().insertText(sql);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
