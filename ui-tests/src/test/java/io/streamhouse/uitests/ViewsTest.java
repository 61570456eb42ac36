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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person does with materialized views. */
@Journeys
final class ViewsTest {

    private static final String EXAMPLE = "streamhouse.shop.revenue_by_country";
    private static final String DATABASE = "streamhouse.views_journeys";

    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    @Test
    void the_example_is_created_by_form_goes_through_all_modes_and_stays_equal(
            Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        views.drop(EXAMPLE);
        Page page = browser.open("/materialized-views/new?example=shop");
        assertThat(page.getByText("What it will be")).isVisible();
        assertThat(page.locator(".views-candidates")).isVisible(PATIENTLY);

        page.getByRole(AriaRole.BUTTON, named("Create the view")).click();

        assertThat(page).hasURL(Pattern.compile(".*/materialized-views/" + EXAMPLE.replace(".", "\\.")));
        assertThat(page.getByText("ACTIVE", exactly()).first()).isVisible(PATIENTLY);
        for (String mode : new String[] {"Full", "Incremental", "Continuous", "Full", "Continuous", "Incremental"}) {
            choose(page, mode);
            assertThat(page.locator(".views-freshness-card .views-candidates")).isVisible(PATIENTLY);
            page.getByRole(AriaRole.BUTTON, named("Apply")).click();
            views.awaitMode(EXAMPLE, mode.toUpperCase(java.util.Locale.ROOT));
            assertThat(page.locator(".sh-detail").getByText(mode.toUpperCase(java.util.Locale.ROOT), in()))
                    .isVisible(PATIENTLY);
        }
        page.getByRole(AriaRole.TAB, named("Switches")).click();
        assertThat(page.locator(".views-switch").first()).isVisible();
        assertThat(page.locator(".views-switch").first()).containsText("SUCCEEDED");

        page.getByRole(AriaRole.TAB, named("Verify")).click();
        page.getByRole(AriaRole.BUTTON, named("Verify now")).click();
        assertThat(page.getByText("EQUAL", exactly())).isVisible(PATIENTLY);

        page.getByRole(AriaRole.BUTTON, named("Drop")).click();
        page.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, inside("Drop the view"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/materialized-views$"));
    }

    @Test
    void a_view_is_created_by_statement_suspended_resumed_and_seen_in_catalog_and_list(
            Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = table(console, "by_hand");
        views.drop(id + "_view");
        Page sql = browser.open("/sql?sql="
                + URLEncoder.encode(
                                "CREATE MATERIALIZED TABLE " + id
                                        + "_view FRESHNESS = INTERVAL '1' MINUTE AS SELECT word,"
                                        + " COUNT(*) AS n FROM " + id
                                        + " GROUP BY word;\nSHOW MATERIALIZED TABLES FROM "
                                        + DATABASE,
                                StandardCharsets.UTF_8)
                        .replace("+", "%20"));
        assertThat(sql.locator(".cm-content:visible")).containsText("SHOW MATERIALIZED TABLES");
        sql.getByRole(AriaRole.BUTTON, named("Run all")).click();
        assertThat(sql.getByText("by_hand_view", exactly()).first()).isVisible(PATIENTLY);

        Page list = browser.open("/materialized-views");
        list.getByRole(AriaRole.LINK, named("by_hand_view")).click();
        assertThat(list.getByText("ACTIVE", exactly()).first()).isVisible(PATIENTLY);
        list.getByRole(AriaRole.BUTTON, named("Suspend")).click();
        list.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, inside("Suspend the view"))
                .click();
        assertThat(list.getByText("SUSPENDED", exactly()).first()).isVisible(PATIENTLY);
        list.getByRole(AriaRole.BUTTON, named("Resume")).click();
        assertThat(list.getByText("ACTIVE", exactly()).first()).isVisible(PATIENTLY);

        list.getByRole(AriaRole.LINK, named("In the catalog")).click();
        assertThat(list.getByText("Materialized view", exactly()).first()).isVisible();
        list.getByRole(AriaRole.LINK, named("How it is kept fresh")).click();
        assertThat(list).hasURL(Pattern.compile(".*/materialized-views/.*by_hand_view"));
        views.drop(id + "_view");
    }

    @Test
    void dropping_a_table_that_a_view_reads_is_refused_naming_the_view(Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = table(console, "read_by_a_view");
        views.drop(id + "_view");
        assertThat(views.create(id + "_view", "SELECT id, word FROM " + id, "PT1H", "FULL")
                        .statusCode())
                .isEqualTo(201);
        Page page = browser.open("/catalog/" + id);

        page.getByRole(AriaRole.BUTTON, named("Drop")).click();

        assertThat(page.getByText("read_by_a_view_view").first()).isVisible();
        assertThat(page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(Pattern.compile("Type .*"))))
                .isHidden();
        views.drop(id + "_view");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT nothing FROM streamhouse.shop.orders | 1 min | nothing",
                "INSERT INTO streamhouse.shop.orders SELECT * FROM streamhouse.shop.orders | 1 min | quer",
                "SELECT order_id FROM streamhouse.shop.orders | 0 s | more than nothing",
                "SELECT order_id FROM streamhouse.shop.orders | -5 s | more than nothing",
                "SELECT order_id FROM streamhouse.shop.orders | 400 d | 400 days"
            })
    void the_form_says_what_is_wrong(
            String query, String freshness, String said, Browser browser, ConsoleProcess console) {
        Page page = browser.open("/materialized-views/new");
        page.getByRole(AriaRole.COMBOBOX, named("Freshness")).fill(freshness);
        page.keyboard().press("Enter");
        page.locator(".cm-content:visible").click();
        page.keyboard().insertText(query);

        assertThat(page.getByText(Pattern.compile(said, Pattern.CASE_INSENSITIVE))
                        .locator("visible=true")
                        .last())
                .isVisible(PATIENTLY);
        page.getByRole(AriaRole.TEXTBOX, named("Name")).fill("never_created");
        page.getByRole(AriaRole.BUTTON, named("Create the view")).click();
        assertThat(page).hasURL(Pattern.compile(".*/materialized-views/new"));
        assertThat(console.get("/api/v1/relations?search=never_created").size()).isZero();
    }

    @Test
    void an_unknown_view_is_a_clear_line(Browser browser) {
        Page page = browser.open("/materialized-views/streamhouse.shop.nothing_here");
        assertThat(page.locator(".sh-problem")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void the_pages_keep_wcag_aa(Scheme scheme, Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = table(console, "looked_at_" + scheme.name().toLowerCase(java.util.Locale.ROOT));
        views.drop(id + "_view");
        views.create(id + "_view", "SELECT word, COUNT(*) AS n FROM " + id + " GROUP BY word", "PT1H", "AUTO");
        Page list = browser.open("/materialized-views", scheme);
        assertThat(list.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("looked_at")))
                        .first())
                .isVisible(PATIENTLY);
        assertAccessible(list);
        Page form = browser.open("/materialized-views/new?example=shop", scheme);
        assertThat(form.locator(".views-candidates")).isVisible(PATIENTLY);
        assertAccessible(form);
        Page page = browser.open("/materialized-views/" + id + "_view", scheme);
        assertThat(page.locator(".views-tile").first()).isVisible(PATIENTLY);
        for (String tab : new String[] {"Refreshes", "Switches", "Decisions", "Definition", "Sources", "Verify"}) {
            page.getByRole(AriaRole.TAB, named(tab)).click();
            assertAccessible(page);
        }
        views.drop(id + "_view");
    }

    private static void choose(Page page, String mode) {
        page.locator("vaadin-select").first().click();
        page.getByRole(AriaRole.OPTION, named(mode)).click();
    }

    /** A table with a few rows; returns its name. */
    private static String table(ConsoleProcess console, String name) {
        String id = DATABASE + "." + name;
        console.sql(
                        "CREATE DATABASE IF NOT EXISTS " + DATABASE + "; CREATE TABLE IF NOT EXISTS " + id
                                + " (id INT NOT NULL, word STRING NOT NULL, PRIMARY KEY (id) NOT ENFORCED);"
                                + " INSERT INTO " + id + " VALUES (1, 'one'), (2, 'two'), (3, 'two')",
                        "BATCH")
                .forEach(outcome -> assertThat(outcome.path("kind").asString())
                        .as("%s", outcome)
                        .isNotEqualTo("FAILED"));
        return id;
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Locator.GetByTextOptions in() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions inside(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
