package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A console that was killed finds everything where it was. */
@Journeys
@Execution(ExecutionMode.CONCURRENT)
final class RestartTest {

    @Test
    void the_shop_goes_on_without_doubled_rows_and_the_history_is_kept(Browser browser, @TempDir Path folder)
            throws InterruptedException {
        Path home = folder.resolve("home");
        try (ConsoleProcess first = ConsoleProcess.startOn(home, "--sample=true")) {
            first.awaitEngine();
            first.awaitTrue("SELECT COUNT(*) > 100 FROM streamhouse.shop.clicks", 120);
            first.sql("SELECT 'before the crash'", "BATCH");
            first.sql(
                    "CREATE DATABASE streamhouse.kept; CREATE TABLE streamhouse.kept.copied (click_id BIGINT)",
                    "BATCH");
            first.sql(
                    "CREATE TEMPORARY VIEW seen AS SELECT click_id FROM streamhouse.shop.clicks;"
                            + " INSERT INTO streamhouse.kept.copied SELECT click_id FROM seen",
                    "STREAMING");
            first.awaitTrue("SELECT COUNT(*) > 100 FROM streamhouse.kept.copied", 120);
            ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
            ProcessHandle.of(first.pid())
                    .ifPresent(process ->
                            process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        }

        try (ConsoleProcess second = ConsoleProcess.startOn(home, "--sample=true")) {
            second.awaitEngine();
            long before = count(second, "COUNT(*)");
            second.awaitTrue("SELECT COUNT(*) >= " + before + " FROM streamhouse.kept.copied", 120);
            second.awaitTrue("SELECT COUNT(*) = COUNT(DISTINCT click_id) FROM streamhouse.kept.copied", 30);
            second.awaitTrue("SELECT COUNT(*) > " + before + " FROM streamhouse.shop.clicks", 120);
            assertThat(count(second, "COUNT(*) - COUNT(DISTINCT click_id)"))
                    .as("clicks written twice")
                    .isZero();

            Page page = browser.open(second.url().resolve("/sql").toString());
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("History").setExact(true))
                    .click();
            assertThat(page.locator(".sql-entry-code")
                            .filter(new com.microsoft.playwright.Locator.FilterOptions()
                                    .setHasText("before the crash")))
                    .hasCount(1);
        }
    }

    private static long count(ConsoleProcess console, String what) {
        return console.sql("SELECT " + what + " FROM streamhouse.shop.clicks", "BATCH")
                .path(0)
                .path("rows")
                .path(0)
                .path("values")
                .path(0)
                .asLong(-1);
    }
}
