package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.streamhouse.uitests.AccessibilityAssert.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.streamhouse.uitests.Browser.Scheme;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tour, as somebody takes it who is here for the first time. */
@Journeys
final class TourTest {

    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    private static final LocatorAssertions.ContainsTextOptions SAID =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

    private static final LocatorAssertions.HasAttributeOptions TURNED =
            new LocatorAssertions.HasAttributeOptions().setTimeout(120_000);

    @Test
    void from_the_shop_to_a_view_on_a_slider_in_less_than_three_minutes(Browser browser, ConsoleProcess console) {
        console.awaitAnswer("SELECT COUNT(*) > 0 FROM streamhouse.shop.orders", 240);
        ViewJourney views = new ViewJourney(console);
        Page page = browser.open("/overview");
        page.keyboard().press("Control+k");
        page.keyboard().type("take the tour");
        assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Take the tour");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/tour"));
        long begun = System.nanoTime();
        page.getByRole(AriaRole.BUTTON, named(Pattern.compile("Start (the tour|again)")))
                .click();
        Locator bar = page.getByRole(AriaRole.REGION, named("Tour").setExact(true));
        assertThat(bar).containsText("step 1 of 5");

        next(bar, "Look at its orders");
        assertThat(page).hasURL(Pattern.compile(".*/catalog/streamhouse.shop.orders.*"));
        assertThat(page.getByRole(AriaRole.TAB, named("Preview"))).hasAttribute("aria-selected", "true");
        next(bar, "Ask a question");
        assertThat(page.locator(".cm-content:visible").first()).containsText("GROUP BY status", SAID);
        page.locator(".cm-content:visible").first().click();
        page.keyboard().press("Control+Enter");
        next(bar, "Keep the answer");
        assertThat(page.locator(".views-checks")).containsText("KEY", SAID);
        page.getByRole(AriaRole.BUTTON, named("Create the view")).click();
        assertThat(page)
                .hasURL(
                        Pattern.compile(".*/materialized-views/streamhouse.shop.revenue_by_country.*"),
                        new PageAssertions.HasURLOptions().setTimeout(120_000));
        String view = page.url().replaceFirst(".*/materialized-views/", "");
        views.await(view, "ACTIVE", now -> now.path("status").asString("").equals("ACTIVE"));
        next(bar, "Turn the dial");
        assertThat(bar).containsText("step 5 of 5");
        Locator slider = page.getByRole(AriaRole.SLIDER, named("Freshness of revenue_by_country"));
        assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^30 seconds.*"), TURNED);
        slider.press("PageUp");
        page.getByRole(AriaRole.BUTTON, named("Apply").setExact(true)).click();
        bar.getByRole(AriaRole.BUTTON, inside("Finish")).click();
        assertThat(bar).isHidden();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(took).as("from start to end").isLessThan(Duration.ofMinutes(3));
        views.drop(view);
    }

    @Test
    void every_step_can_be_skipped_and_the_place_is_kept(Browser browser) {
        Page page = browser.open("/tour");
        page.getByRole(AriaRole.BUTTON, named(Pattern.compile("Start (the tour|again)")))
                .click();
        Locator bar = page.getByRole(AriaRole.REGION, named("Tour").setExact(true));
        assertThat(bar).containsText("step 1 of 5");
        for (int step = 2; step <= 5; step++) {
            bar.getByRole(AriaRole.BUTTON, inside(Pattern.compile("^(Skip|Next)")))
                    .click();
            assertThat(bar).containsText("step " + step + " of 5");
            if (step == 3) {
                Page other = browser.open("/jobs");
                assertThat(other.getByRole(AriaRole.REGION, named("Tour").setExact(true)))
                        .containsText("step 3 of 5");
                other.close();
            }
        }
        bar.getByRole(AriaRole.BUTTON, inside("Back").setExact(true)).click();
        assertThat(bar).containsText("step 4 of 5");
        bar.getByRole(AriaRole.BUTTON, inside("End the tour")).click();
        assertThat(bar).isHidden();

        Page again = browser.open("/overview");
        again.getByRole(AriaRole.BUTTON, named("Take the tour")).click();
        again.getByRole(AriaRole.BUTTON, named("Do this step: Ask a question")).click();
        Locator there = again.getByRole(AriaRole.REGION, named("Tour").setExact(true));
        assertThat(there).containsText("step 3 of 5");
        there.getByRole(AriaRole.BUTTON, inside("End the tour")).click();
        assertThat(there).isHidden();
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void everybody_can_read_and_use_it(Scheme scheme, Browser browser) {
        Page page = browser.open("/tour", scheme);
        page.getByRole(AriaRole.BUTTON, named(Pattern.compile("Start (the tour|again)")))
                .click();
        Locator bar = page.getByRole(AriaRole.REGION, named("Tour").setExact(true));
        assertThat(bar).containsText("step 1 of 5");

        assertAccessible(page);
        bar.getByRole(AriaRole.BUTTON, inside("End the tour")).click();
        assertThat(bar).isHidden();
    }

    /** Waits until the step is seen to be done, and goes on. */
    private static void next(Locator bar, String title) {
        Locator button = bar.getByRole(AriaRole.BUTTON, inside("Next: " + title));
        assertThat(button).isVisible(PATIENTLY);
        button.click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions named(Pattern name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator.GetByRoleOptions inside(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static Locator.GetByRoleOptions inside(Pattern name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}
