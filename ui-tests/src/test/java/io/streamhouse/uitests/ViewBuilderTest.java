package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.streamhouse.uitests.AccessibilityAssert.assertAccessible;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.streamhouse.uitests.Browser.Scheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A view built from a table without writing SQL, and from a query in an address. */
@Journeys
final class ViewBuilderTest {

    private static final String DATABASE = "streamhouse.builder_journeys";
    private static final String SALES = DATABASE + ".sales";

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

    @Test
    void a_table_is_summed_up_looked_at_and_kept(Browser browser, ConsoleProcess console) {
        table(console);
        ViewJourney views = new ViewJourney(console);
        views.drop(DATABASE + ".sales_by_country");
        Page page = browser.open("/catalog/" + SALES);
        page.getByRole(AriaRole.LINK, named("Summarise this")).click();

        Locator query = page.locator(".views-editor .cm-content");
        assertThat(query).containsText("GROUP BY country", PATIENTLY);
        assertThat(query).containsText("country IS NOT NULL");
        assertThat(page.locator(".views-checks")).containsText("KEY", PATIENTLY);
        assertThat(page.locator(".views-checks")).containsText("country, the query’s own");
        assertThat(page.locator(".views-checks")).containsText("BY CHANGES");
        assertThat(page.locator(".views-instrument .views-basis")).not().isEmpty();
        page.getByRole(AriaRole.BUTTON, named("Preview rows")).click();
        assertThat(page.locator(".views-rows")).containsText("as of now", PATIENTLY);
        assertThat(page.locator(".views-rows")).containsText("2 rows");

        page.getByRole(AriaRole.BUTTON, named("Create the view")).click();

        assertThat(page)
                .hasURL(
                        Pattern.compile(".*/materialized-views/.*sales_by_country"),
                        new PageAssertions.HasURLOptions().setTimeout(120_000));
        views.drop(DATABASE + ".sales_by_country");
    }

    @Test
    void a_query_that_changes_alone_cannot_keep_is_told_while_it_is_typed(Browser browser, ConsoleProcess console) {
        table(console);
        Page page = browser.open("/materialized-views/new?name=whole&query="
                + "SELECT%20id%2C%20CURRENT_DATE%20AS%20today%20FROM%20" + SALES);

        assertThat(page.locator(".views-editor .cm-content")).containsText("CURRENT_DATE", PATIENTLY);
        assertThat(page.getByRole(AriaRole.TEXTBOX, named("Name").setExact(true)))
                .hasValue("whole");
        assertThat(page.locator(".views-checks")).containsText("ONLY WHOLE", PATIENTLY);

        page.locator(".views-editor .cm-content").click();
        page.keyboard().press("Control+a");
        page.keyboard().insertText("SELECT id, amount FROM " + SALES);

        assertThat(page.locator(".views-checks")).containsText("BY CHANGES", PATIENTLY);
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void everybody_can_read_and_use_the_page(Scheme scheme, Browser browser, ConsoleProcess console) {
        table(console);
        Page page = browser.open("/materialized-views/new?table=" + SALES, scheme);
        assertThat(page.locator(".views-checks")).containsText("BY CHANGES", PATIENTLY);

        assertAccessible(page);
    }

    private static void table(ConsoleProcess console) {
        console.sql(
                "CREATE DATABASE IF NOT EXISTS " + DATABASE + "; CREATE TABLE IF NOT EXISTS " + SALES
                        + " (id INT, country STRING, amount INT, PRIMARY KEY (id) NOT ENFORCED)"
                        + " WITH ('bucket' = '1', 'changelog-producer' = 'lookup'); INSERT INTO " + SALES
                        + " VALUES (1, 'DE', 10), (2, 'FR', 20), (3, 'DE', 30)",
                "BATCH");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
