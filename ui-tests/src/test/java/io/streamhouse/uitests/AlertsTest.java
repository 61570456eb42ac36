package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.streamhouse.uitests.AccessibilityAssert.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import io.streamhouse.uitests.Browser.Scheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person does with alerts. */
@Journeys
final class AlertsTest {

    private static final String FIRST = "Any view behind its target for 5 min";

    @AfterEach
    void leave_no_rules(ConsoleProcess console) {
        console.get("/api/v1/alerts")
                .forEach(rule -> console.send(
                        console.request("/api/v1/alerts/" + rule.path("id").asString())
                                .DELETE()
                                .build()));
    }

    @Test
    void a_first_rule_is_made_with_one_button_looked_at_paused_and_deleted(Browser browser, ConsoleProcess console) {
        Page page = browser.open("/alerts");
        page.getByRole(AriaRole.BUTTON, named("Alert me when any view is behind its target for 5 minutes"))
                .click();
        Locator rule = page.getByRole(AriaRole.LINK, named(FIRST)).first();
        assertThat(rule).isVisible();
        assertThat(console.get("/api/v1/alerts")
                        .path(0)
                        .path("when")
                        .path("for")
                        .asString())
                .isEqualTo("PT5M");

        rule.click();
        assertThat(page).hasURL(Pattern.compile(".*/alerts/[0-9a-f-]{36}$"));
        assertThat(page.getByRole(AriaRole.STATUS)
                        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("fired|Nothing is recorded"))))
                .isVisible();
        page.getByRole(AriaRole.BUTTON, named("Pause")).click();
        assertThat(page.getByText("paused: not looked at")).isVisible();
        assertThat(console.get("/api/v1/alerts").path(0).path("paused").asBoolean())
                .isTrue();

        page.getByRole(AriaRole.BUTTON, named("Delete")).click();
        assertThat(page.getByText("the rule “" + FIRST + "”")).isVisible();
        page.getByRole(AriaRole.BUTTON, named("Delete the rule")).click();
        assertThat(page).hasURL(Pattern.compile(".*/alerts$"));
        assertThat(page.getByText("No alert rules yet")).isVisible();
        assertThat(console.get("/api/v1/alerts")).isEmpty();
    }

    @Test
    void a_rule_of_ones_own_is_written_by_keyboard_and_found_in_the_palette(Browser browser, ConsoleProcess console) {
        Page page = browser.open("/alerts/new");
        page.getByRole(AriaRole.TEXTBOX, named("Name")).focus();
        page.keyboard().type("Wake me");
        page.getByRole(AriaRole.BUTTON, named("Create the rule")).focus();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.LINK, named("Wake me")).first()).isVisible();

        page.keyboard().press("Control+k");
        page.keyboard().type("wake");
        assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Wake me");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/alerts/[0-9a-f-]{36}$"));
        page.getByRole(AriaRole.BUTTON, named("HTTP call")).click();
        assertThat(page.getByRole(AriaRole.TEXTBOX, named("Change it")))
                .hasValue(Pattern.compile("PUT[\\s\\S]*/api/v1/alerts/[\\s\\S]*\"name\":\"Wake me\""));
    }

    @Test
    void a_webhook_gets_a_test_and_keeps_its_secret(Browser browser, ConsoleProcess console) throws IOException {
        List<String> bodies = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            Page page = browser.open("/alerts");
            page.getByRole(AriaRole.TEXTBOX, named("Address"))
                    .fill("http://127.0.0.1:" + server.getAddress().getPort() + "/hook/swordfish");
            page.getByRole(AriaRole.BUTTON, named("Save")).click();
            page.getByRole(AriaRole.BUTTON, named("Send a test")).click();
            assertThat(page.getByText("Test: Answered 204").first()).isVisible();
            assertThat(bodies).singleElement().asString().contains("\"state\":\"TEST\"");
            assertThat(page.content()).doesNotContain("swordfish");
            assertThat(console.get("/api/v1/alerts/webhook").toString()).doesNotContain("swordfish");

            page.getByRole(AriaRole.BUTTON, named("Remove")).click();
            page.getByRole(AriaRole.BUTTON, named("Remove the webhook")).click();
            assertThat(page.getByRole(AriaRole.TEXTBOX, named("Address"))).isVisible();
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void the_pages_keep_wcag_aa(Scheme scheme, Browser browser) {
        Page page = browser.open("/alerts", scheme);
        assertThat(page.getByText("No alert rules yet")).isVisible();
        assertAccessible(page);
        page.getByRole(AriaRole.BUTTON, named("Alert me when any view is behind its target for 5 minutes"))
                .click();
        assertThat(page.getByRole(AriaRole.LINK, named(FIRST)).first()).isVisible();
        assertAccessible(page);
        page.getByRole(AriaRole.LINK, named(FIRST)).first().click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Save"))).isVisible();
        assertAccessible(page);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
