package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The frame around every page. */
@Journeys
final class ShellTest {

    @Test
    void the_first_page_opens(Browser browser) {
        Page page = browser.open("/sql");

        assertThat(page).hasTitle(Pattern.compile(".*SQL.*"));
        assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
    }
}
