package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.streamhouse.uitests.AccessibilityAssert.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.streamhouse.uitests.Browser.Scheme;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a person does with the freshness of views: slide, look, apply, take back. By keyboard, as a pointer would. */
@Journeys
final class SliderTest {

    private static final String DATABASE = "streamhouse.slider_journeys";

    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    @Test
    void an_hour_is_slid_to_ten_seconds_cancelled_applied_and_taken_back(Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String view = view(console, views, "slid");
        String modeAtAnHour = views.get(view).path("mode").asString();
        Page page = browser.open("/materialized-views/" + view);
        Locator slider = slider(page, "slid_view");
        assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^1 hour.*"));
        JsonNode before = views.get(view);
        JsonNode switchesBefore = console.get(ViewJourney.path(view) + "/switches");

        toTenSeconds(slider);

        assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^10 seconds.*"));
        assertThat(page.locator(".views-wish")).hasText("1 h → 10 s");
        assertThat(page.locator(".views-change .views-candidates")).isVisible(PATIENTLY);
        assertThat(page.locator(".views-facts")).containsText("CONTINUOUS");
        assertAccessible(page);

        page.getByRole(AriaRole.BUTTON, named("Cancel")).click();

        assertThat(page.locator(".views-wish")).isHidden();
        assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^1 hour.*"));
        assertThat(views.get(view).path("revision")).isEqualTo(before.path("revision"));
        assertThat(views.get(view).path("freshness")).isEqualTo(before.path("freshness"));
        assertThat(console.get(ViewJourney.path(view) + "/switches")).isEqualTo(switchesBefore);

        toTenSeconds(slider);
        assertThat(page.locator(".views-change .views-candidates")).isVisible(PATIENTLY);
        page.getByRole(AriaRole.BUTTON, named("Apply")).click();

        views.await(view, "ten seconds, continuously", seen -> is(seen, "PT10S", "CONTINUOUS"));
        assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^10 seconds.*"));

        page.getByRole(AriaRole.BUTTON, named("Undo: back to 1 h, AUTO")).click();

        views.await(view, "an hour, as it was before", seen -> is(seen, "PT1H", modeAtAnHour));
        assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^1 hour.*"));
        assertThat(page.getByRole(AriaRole.BUTTON, named("Undo: back to 1 h, AUTO")))
                .isHidden();
        views.drop(view);
    }

    @Test
    void several_sliders_are_moved_before_one_apply(Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String one = view(console, views, "moved_first");
        String other = view(console, views, "moved_second");
        Page page = browser.open("/materialized-views");
        Locator bar = page.locator(".views-pending");
        assertThat(slider(page, "moved_first_view")).isVisible(PATIENTLY);

        toTenSeconds(slider(page, "moved_first_view"));
        assertThat(bar).containsText("1 change");
        assertThat(bar).containsText("moved_first_view 1 h → 10 s");
        bar.getByRole(AriaRole.BUTTON, inside("Discard")).click();
        assertThat(bar).isHidden();
        assertThat(slider(page, "moved_first_view")).hasAttribute("aria-valuetext", Pattern.compile("^1 hour.*"));

        toTenSeconds(slider(page, "moved_first_view"));
        slider(page, "moved_second_view").press("End");
        assertThat(bar).containsText("2 changes");
        assertThat(views.get(one).path("freshness").asString()).isEqualTo("PT1H");
        assertAccessible(page);
        bar.getByRole(AriaRole.BUTTON, inside("Apply")).click();

        views.await(
                one, "ten seconds", seen -> seen.path("freshness").asString().equals("PT10S"));
        views.await(other, "a day", seen -> seen.path("freshness").asString().equals("PT24H"));
        assertThat(bar).isHidden();
        page.getByRole(AriaRole.BUTTON, named("Undo")).click();
        views.await(
                one, "an hour again", seen -> seen.path("freshness").asString().equals("PT1H"));
        views.await(
                other,
                "an hour again",
                seen -> seen.path("freshness").asString().equals("PT1H"));
        views.drop(one);
        views.drop(other);
    }

    @Test
    void what_can_not_be_kept_is_refused_at_the_slider(Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String view = view(console, views, "too_fresh");
        assertThat(views.setFreshness(view, "PT1H", "FULL").statusCode()).isEqualTo(202);
        Page page = browser.open("/materialized-views/" + view);
        Locator slider = slider(page, "too_fresh_view");
        assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^1 hour.*"));

        slider.press("Home");

        Locator why = page.locator("sh-freshness-slider .said.bad");
        assertThat(why).isVisible();
        assertThat(why).not().hasText("");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Apply"))).isHidden();
        assertAccessible(page);
        views.drop(view);
    }

    @Test
    void the_catalog_shows_the_freshness_of_a_view_and_who_reads_a_table(Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String view = view(console, views, "seen_from_the_catalog");
        Page table = browser.open("/catalog/" + view.replaceFirst("_view$", "") + "?tab=freshness");
        assertThat(table.getByRole(AriaRole.LINK, named(view))).isVisible();

        Page page = browser.open("/catalog/" + view + "?tab=freshness");
        toTenSeconds(slider(page, "seen_from_the_catalog_view"));

        assertThat(page).hasURL(Pattern.compile(".*/materialized-views/.*freshness=PT.*"));
        assertThat(page.locator(".views-change")).isVisible(PATIENTLY);
        assertThat(views.get(view).path("freshness").asString()).isEqualTo("PT1H");
        views.drop(view);
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void the_slider_and_its_preview_keep_wcag_aa(Scheme scheme, Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String view = view(console, views, "slid_" + scheme.name().toLowerCase(Locale.ROOT));
        Page page = browser.open("/materialized-views/" + view, scheme);
        Locator slider = slider(page, view.substring(view.lastIndexOf('.') + 1));
        toTenSeconds(slider);
        assertThat(page.locator(".views-change .views-candidates")).isVisible(PATIENTLY);
        assertAccessible(page);
        page.locator("sh-freshness-slider select").first().selectOption("DOWNSTREAM");
        assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^downstream.*"));
        assertAccessible(page);
        assertAccessible(browser.open("/catalog/" + view + "?tab=freshness", scheme));
        views.drop(view);
    }

    private static boolean is(JsonNode view, String freshness, String mode) {
        return view.path("freshness").asString("").equals(freshness)
                && view.path("mode").asString("").equals(mode)
                && view.path("status").asString("").equals("ACTIVE");
    }

    private static Locator slider(Page page, String view) {
        return page.getByRole(AriaRole.SLIDER, named("Freshness of " + view));
    }

    /** From the left end the stops are a second, two, five and ten. */
    private static void toTenSeconds(Locator slider) {
        slider.press("Home");
        slider.press("ArrowRight");
        slider.press("ArrowRight");
        slider.press("ArrowRight");
    }

    /** A view at an hour under AUTO over a table with a few rows, active; returns its name. */
    private static String view(ConsoleProcess console, ViewJourney views, String name) {
        String table = DATABASE + "." + name;
        String view = table + "_view";
        console.sql(
                        "CREATE DATABASE IF NOT EXISTS " + DATABASE + "; CREATE TABLE IF NOT EXISTS " + table
                                + " (id INT NOT NULL, word STRING NOT NULL, PRIMARY KEY (id) NOT ENFORCED);"
                                + " INSERT INTO " + table + " VALUES (1, 'one'), (2, 'two'), (3, 'two')",
                        "BATCH")
                .forEach(outcome -> assertThat(outcome.path("kind").asString())
                        .as("%s", outcome)
                        .isNotEqualTo("FAILED"));
        views.drop(view);
        views.create(view, "SELECT word, COUNT(*) AS n FROM " + table + " GROUP BY word", "PT1H", "AUTO");
        views.await(view, "ACTIVE", seen -> seen.path("status").asString("").equals("ACTIVE"));
        return view;
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions inside(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
