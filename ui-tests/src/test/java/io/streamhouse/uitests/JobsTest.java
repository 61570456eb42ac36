package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.streamhouse.uitests.AccessibilityAssert.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.streamhouse.uitests.Browser.Scheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What a person does with jobs. */
@Journeys
final class JobsTest {

    private static final String DATABASE = "streamhouse.jobs_journeys";

    /** A savepoint of a busy machine takes its time. */
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(90_000);

    @Test
    void a_streaming_job_is_seen_stopped_with_a_savepoint_and_resumed(Browser browser, ConsoleProcess console) {
        String job = streamingInsert(console, "stopped");
        Page page = browser.open("/jobs");
        page.getByRole(AriaRole.LINK, named(DATABASE + ".stopped_copy")).first().click();
        assertThat(page).hasURL(Pattern.compile(".*/jobs/" + job));
        assertThat(page.getByText("RUNNING", exactly()).first()).isVisible(PATIENTLY);

        page.getByRole(AriaRole.BUTTON, named("Stop with savepoint")).first().click();
        page.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, in("Stop with savepoint"))
                .click();

        assertThat(page.getByRole(AriaRole.BUTTON, named("Resume"))).isVisible(PATIENTLY);
        JsonNode stopped = console.get("/api/v1/jobs/" + job).path("job");
        assertThat(stopped.path("state").asString()).isEqualTo("FINISHED");
        assertThat(stopped.path("savepoint").asString()).contains("savepoint");

        page.getByRole(AriaRole.BUTTON, named("Resume")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Stop with savepoint")))
                .isVisible(PATIENTLY);
        String next = console.get("/api/v1/jobs/" + job).at("/job/resumedAs").asString();
        assertThat(page).hasURL(Pattern.compile(".*/jobs/" + next));

        Page list = browser.open("/jobs");
        Locator statement = list.locator(".jobs-statements-row")
                .filter(new Locator.FilterOptions().setHasText(DATABASE + ".stopped_copy"));
        assertThat(statement).containsText("RUNNING");
        JsonNode kept = statement(console, "stopped_copy");
        assertThat(kept.path("jobId").asString()).isEqualTo(next);
        statement
                .getByRole(AriaRole.BUTTON, in("Drop the statement that writes " + DATABASE + ".stopped_copy for good"))
                .click();
        list.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, in("Drop the statement"))
                .click();
        assertThat(statement).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(90_000));
        assertThat(statement(console, "stopped_copy").isMissingNode()).isTrue();
        assertThat(console.get("/api/v1/jobs/" + next).at("/job/state").asString())
                .isEqualTo("CANCELED");
    }

    /** The streaming statement that writes a table of these journeys; missing if there is none. */
    private static JsonNode statement(ConsoleProcess console, String table) {
        for (JsonNode statement : console.get("/api/v1/streaming-statements")) {
            if (statement.path("relations").path(0).asString("").equals(DATABASE + "." + table)) {
                return statement;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void cancelling_asks_first_and_names_what_is_lost(Browser browser, ConsoleProcess console) {
        String job = streamingInsert(console, "cancelled");
        Page page = browser.open("/jobs/" + job);
        page.getByRole(AriaRole.BUTTON, named("Cancel")).click();
        Locator question = page.getByRole(AriaRole.ALERTDIALOG);
        assertThat(question).containsText(DATABASE + ".cancelled_copy");
        assertThat(question).containsText("cannot be resumed");

        question.getByRole(AriaRole.BUTTON, in("Cancel the job")).click();

        assertThat(page.getByText("CANCELED", exactly()).first()).isVisible(PATIENTLY);
        assertThat(console.get("/api/v1/jobs/" + job).at("/job/state").asString())
                .isEqualTo("CANCELED");
    }

    @Test
    void an_unknown_job_is_a_clear_line(Browser browser) {
        Page page = browser.open("/jobs/ffffffffffffffffffffffffffffffff");
        assertThat(page.getByText("The cluster does not know a job")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void the_pages_keep_wcag_aa(Scheme scheme, Browser browser, ConsoleProcess console) {
        String job = streamingInsert(console, "looked_at_" + scheme.name().toLowerCase(java.util.Locale.ROOT));
        Page list = browser.open("/jobs", scheme);
        assertThat(list.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("_copy")))
                        .first())
                .isVisible(PATIENTLY);
        assertAccessible(list);
        Page page = browser.open("/jobs/" + job, scheme);
        for (String tab : new String[] {"Graph", "Checkpoints", "Exceptions", "Statement"}) {
            page.getByRole(AriaRole.TAB, named(tab)).click();
            assertAccessible(page);
        }
        console.postRaw("/api/v1/jobs/" + job + "/cancel", "");
    }

    /** A job that copies a table as it grows; returns its id. */
    private static String streamingInsert(ConsoleProcess console, String name) {
        String source = DATABASE + "." + name;
        String copy = source + "_copy";
        JsonNode made = console.sql(
                "CREATE DATABASE IF NOT EXISTS " + DATABASE + "; CREATE TABLE IF NOT EXISTS " + source
                        + " (id INT NOT NULL, word STRING, PRIMARY KEY (id) NOT ENFORCED);"
                        + " CREATE TABLE IF NOT EXISTS " + copy
                        + " (id INT NOT NULL, word STRING, PRIMARY KEY (id) NOT ENFORCED); INSERT INTO " + source
                        + " VALUES (1, 'one')",
                "BATCH");
        made.forEach(outcome ->
                assertThat(outcome.path("kind").asString()).as("%s", outcome).isNotEqualTo("FAILED"));
        JsonNode outcome = console.sql("INSERT INTO " + copy + " SELECT id, word FROM " + source, "STREAMING")
                .path(0);
        assertThat(outcome.path("kind").asString()).as("%s", outcome).isEqualTo("SUBMITTED");
        return outcome.path("jobId").asString();
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions in(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
