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

/** What a person sees at a glance. */
@Journeys
final class OverviewTest {

    private static final String DATABASE = "streamhouse.overview_journeys";

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

    @Test
    void a_view_stands_there_with_its_lag_and_target_and_its_name_leads_to_it(Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = view(console, views, "seen_at_a_glance");
        views.awaitMode(id, "FULL");
        Page page = browser.open("/overview");

        Locator row =
                page.locator(".overview-card tr").filter(new Locator.FilterOptions().setHasText("seen_at_a_glance"));
        assertThat(row).containsText("1 h", PATIENTLY);
        assertThat(row).containsText("FULL", PATIENTLY);
        assertThat(page.locator(".overview-modes")).containsText("full");
        row.getByRole(AriaRole.LINK).click();

        assertThat(page).hasURL(Pattern.compile(".*/materialized-views/.*seen_at_a_glance"));
        views.drop(id);
    }

    @Test
    void the_palette_leads_to_what_is_seen_there_and_the_calls_are_shown(Browser browser) {
        Page page = browser.open("/jobs");
        page.keyboard().press("Control+k");
        page.keyboard().type("lag against");
        assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Lag against target");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/overview$"));

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("HTTP call"))
                .click();

        assertThat(page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("The jobs")))
                .hasValue(Pattern.compile("curl .*/api/v1/jobs'"));
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void everybody_can_read_and_use_the_page(Scheme scheme, Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = view(console, views, "seen_by_everybody");
        Page page = browser.open("/overview", scheme);
        assertThat(page.locator(".overview-columns")).containsText("seen_by_everybody", PATIENTLY);

        assertAccessible(page);
        views.drop(id);
    }

    private static String view(ConsoleProcess console, ViewJourney views, String name) {
        String id = DATABASE + "." + name;
        views.drop(id);
        console.sql(
                "CREATE DATABASE IF NOT EXISTS " + DATABASE + "; CREATE TABLE IF NOT EXISTS " + DATABASE
                        + ".words (id INT, word STRING, PRIMARY KEY (id) NOT ENFORCED);"
                        + " INSERT INTO " + DATABASE + ".words VALUES (1, 'one')",
                "BATCH");
        assertThat(views.create(id, "SELECT id, word FROM " + DATABASE + ".words", "PT1H", "FULL")
                        .statusCode())
                .isEqualTo(201);
        return id;
    }
}
