package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.streamhouse.uitests.AccessibilityAssert.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.streamhouse.uitests.Browser.Scheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The frame around every page. */
@Journeys
final class ShellTest {

    @Test
    void the_bare_address_leads_to_the_overview(Browser browser) {
        Page page = browser.open("/");

        assertThat(page).hasURL(Pattern.compile(".*/overview$"));
        assertThat(page).hasTitle(Pattern.compile(".*Overview.*"));
        assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
    }

    @Test
    void the_palette_leads_to_a_page_by_keyboard_alone(Browser browser) {
        Page page = browser.open("/sql");

        page.keyboard().press("Control+k");
        Locator search = page.getByRole(AriaRole.COMBOBOX, named("Search or jump to"));
        assertThat(search).isFocused();
        page.keyboard().type("jobs");
        assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Jobs");
        page.keyboard().press("Enter");

        assertThat(page).hasURL(Pattern.compile(".*/jobs$"));
        assertThat(search).isHidden();
    }

    @Test
    void escape_closes_the_palette_and_a_question_mark_lists_the_keys(Browser browser) {
        Page page = browser.open("/jobs");

        page.keyboard().press("Control+k");
        assertThat(page.getByRole(AriaRole.COMBOBOX, named("Search or jump to")))
                .isFocused();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.COMBOBOX, named("Search or jump to")))
                .isHidden();
        page.keyboard().press("?");

        assertThat(page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Keys")))
                .containsText("Ctrl+Enter");
    }

    @Test
    void an_unknown_address_is_answered_in_words(Browser browser) {
        Page page = browser.open("/no/such/page");

        assertThat(page.getByText("There is no page")).isVisible();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go to the SQL page"))
                .click();

        assertThat(page).hasURL(Pattern.compile(".*/sql$"));
    }

    @Test
    void the_chosen_colours_outlive_a_reload(Browser browser) {
        Page page = browser.open("/jobs", Scheme.LIGHT);

        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Dark colours"))
                .check(new Locator.CheckOptions().setForce(true));
        assertThat(scheme(page)).isEqualTo("dark");
        page.reload();

        assertThat(page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Dark colours")))
                .isChecked();
        assertThat(scheme(page)).isEqualTo("dark");
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void everybody_can_read_and_use_the_frame(Scheme scheme, Browser browser) {
        Page page = browser.open("/no/such/page", scheme);
        assertThat(page.getByText("There is no page")).isVisible();

        assertAccessible(page);
        page.keyboard().press("Control+k");
        assertThat(page.getByRole(AriaRole.OPTION).first()).isVisible();
        assertAccessible(page);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static String scheme(Page page) {
        return String.valueOf(page.evaluate("getComputedStyle(document.documentElement).colorScheme"));
    }
}
