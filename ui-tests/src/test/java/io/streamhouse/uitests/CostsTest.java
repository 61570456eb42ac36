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

/** What a person learns about costs, and how prices are changed. */
@Journeys
final class CostsTest {

    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    @Test
    void time_and_grouping_stand_in_the_address(Browser browser) {
        Page page = browser.open("/costs");
        page.getByRole(AriaRole.BUTTON, named("7 d")).click();
        assertThat(page).hasURL(asks("range=7d", "by=relation"));

        page.getByRole(AriaRole.BUTTON, named("Mode")).click();

        assertThat(page).hasURL(asks("range=7d", "by=mode"));
        page.reload();
        assertThat(page.getByRole(AriaRole.BUTTON, named("7 d"))).hasAttribute("aria-pressed", "true");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Mode"))).hasAttribute("aria-pressed", "true");

        page.getByRole(AriaRole.BUTTON, named("Custom")).click();
        assertThat(page).hasURL(asks("from=", "to=", "by=mode"));
        page.getByRole(AriaRole.TAB, named("Storage")).click();
        assertThat(page).hasURL(asks("tab=storage"));
    }

    @Test
    void a_time_before_anything_was_metered_is_told_in_words(Browser browser) {
        Page page = browser.open("/costs?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z&by=relation");

        assertThat(page.getByText("Nothing was metered in this time")).isVisible(PATIENTLY);
        page.getByRole(AriaRole.BUTTON, named("See the prices")).click();
        assertThat(page).hasURL(Pattern.compile(".*/settings/prices$"));
    }

    @Test
    void the_palette_leads_to_costs_by_mode(Browser browser) {
        Page page = browser.open("/jobs");
        page.keyboard().press("Control+k");
        page.keyboard().type("costs by refresh");
        assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Costs by refresh mode");

        page.keyboard().press("Enter");

        assertThat(page).hasURL(asks("by=mode"));
    }

    @Test
    void prices_are_changed_kept_and_set_back(Browser browser) {
        Page page = browser.open("/settings/prices");
        Locator cpu = page.getByRole(AriaRole.TEXTBOX, named("CPU-hour"));
        Locator currency = page.getByRole(AriaRole.TEXTBOX, named("Currency"));
        cpu.fill("0.125");
        currency.fill("eur");
        page.getByRole(AriaRole.BUTTON, named("Save")).click();
        assertThat(page.getByText("Everything is told in these prices now")).isVisible(PATIENTLY);
        page.reload();
        assertThat(cpu).hasValue("0.125");
        assertThat(currency).hasValue("EUR");

        page.getByRole(AriaRole.BUTTON, named("Back to the defaults")).click();
        page.getByRole(AriaRole.BUTTON, named("Save")).click();

        assertThat(page.getByText("Everything is told in these prices now")).isVisible(PATIENTLY);
        page.reload();
        assertThat(cpu).hasValue("0.05");
        assertThat(currency).hasValue("USD");
    }

    @Test
    void prices_that_can_not_be_are_refused_at_the_field(Browser browser) {
        Page page = browser.open("/settings/prices");
        Locator cpu = page.getByRole(AriaRole.TEXTBOX, named("CPU-hour"));
        cpu.fill("-1");
        page.getByRole(AriaRole.TEXTBOX, named("Currency")).fill("QQQ");

        page.getByRole(AriaRole.BUTTON, named("Save")).click();

        assertThat(error(page, "Write a number from 0 up, such as 0.05")).isVisible();
        assertThat(error(page, "is no currency")).isVisible();
        page.reload();
        assertThat(cpu).not().hasValue("-1");
    }

    @Test
    void prices_changed_by_somebody_else_meanwhile_are_not_overwritten(Browser browser) {
        Page mine = browser.open("/settings/prices");
        Page theirs = browser.open("/settings/prices");
        save(theirs, "0.07");
        assertThat(theirs.getByText("Everything is told in these prices now")).isVisible(PATIENTLY);

        save(mine, "0.09");

        assertThat(mine.getByText("REVISION CONFLICT")).isVisible(PATIENTLY);
        mine.getByRole(AriaRole.BUTTON, named("Show the prices there are now")).click();
        assertThat(mine.getByRole(AriaRole.TEXTBOX, named("CPU-hour"))).hasValue("0.07");
        mine.getByRole(AriaRole.BUTTON, named("Back to the defaults")).click();
        mine.getByRole(AriaRole.BUTTON, named("Save")).click();
        assertThat(mine.getByText("Everything is told in these prices now")).isVisible(PATIENTLY);
    }

    @Test
    void what_idle_means_is_said_for_each_way_of_paying_and_the_call_is_shown(Browser browser) {
        Page page = browser.open("/settings/prices");
        assertThat(page.getByText("what the engine burns doing nothing")).isVisible();

        page.getByRole(AriaRole.BUTTON, named("HTTP call")).click();

        assertThat(page.getByRole(
                        AriaRole.TEXTBOX,
                        new Page.GetByRoleOptions().setName("Change the prices, unless somebody else did")))
                .hasValue(Pattern.compile("curl .*PUT .*/api/v1/costs/prices.*\"basis\":\"USED\".*", Pattern.DOTALL));
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void everybody_can_read_and_use_the_pages(Scheme scheme, Browser browser) {
        for (String tab : new String[] {"usage", "storage", "what-if"}) {
            Page page = browser.open("/costs?tab=" + tab, scheme);
            assertThat(page.getByRole(AriaRole.TAB, named("Usage"))).isVisible();
            assertAccessible(page);
        }
        Page prices = browser.open("/settings/prices", scheme);
        assertThat(prices.locator(".settings-section h2")).isVisible();
        assertAccessible(prices);
    }

    /** The address of the page with these parameters, in any order. */
    private static Pattern asks(String... parameters) {
        StringBuilder pattern = new StringBuilder(".*/costs\\?");
        for (String parameter : parameters) {
            pattern.append("(?=.*\\b").append(parameter).append(')');
        }
        return Pattern.compile(pattern.append(".*").toString());
    }

    /** At its field: for a moment the same stands in what is read out to those who can't see it. */
    private static Locator error(Page page, String text) {
        return page.locator("[slot='error-message']", new Page.LocatorOptions().setHasText(text));
    }

    private static void save(Page page, String cpuHour) {
        page.getByRole(AriaRole.TEXTBOX, named("CPU-hour")).fill(cpuHour);
        page.getByRole(AriaRole.BUTTON, named("Save")).click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
