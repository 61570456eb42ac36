package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.streamhouse.uitests.AccessibilityAssert.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.streamhouse.uitests.Browser.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a person does in the settings. */
@Journeys
final class SettingsTest {

    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    @Test
    void a_dead_remote_engine_is_refused_with_a_clear_line(Browser browser, ConsoleProcess console) {
        int nobody = ConsoleProcess.freePort();
        Page page = browser.open("/settings/engine");
        page.getByRole(AriaRole.BUTTON, named("Add a remote engine")).click();
        page.getByRole(AriaRole.TEXTBOX, named("Name")).fill("Dead cluster");
        page.getByRole(AriaRole.TEXTBOX, named("SQL Gateway")).fill("http://127.0.0.1:" + nobody);
        page.getByRole(AriaRole.TEXTBOX, named("Job manager")).fill("http://127.0.0.1:" + nobody);
        page.getByRole(AriaRole.BUTTON, named("Test")).click();
        assertThat(page.getByText("Nothing answers at 127.0.0.1:" + nobody + ": the connection was refused.")
                        .first())
                .isVisible(PATIENTLY);

        page.getByRole(AriaRole.BUTTON, named("Save")).click();
        page.getByRole(AriaRole.BUTTON, named("Use Dead cluster")).click();
        page.getByRole(AriaRole.BUTTON, named("Test and switch")).click();
        assertThat(page.getByText("Nothing was changed")).isVisible(PATIENTLY);
        assertThat(console.get("/api/v1/health").at("/engine/kind").asString()).isEqualTo("EMBEDDED");

        page.getByRole(AriaRole.BUTTON, named("Stay here")).click();
        page.getByRole(AriaRole.BUTTON, named("Delete Dead cluster")).click();
        page.getByRole(AriaRole.BUTTON, named("Delete the connection")).click();
        assertThat(page.getByText("Dead cluster", exactly())).isHidden();
    }

    @Test
    void a_warehouse_is_tested_attached_used_and_detached(Browser browser, ConsoleProcess console) throws IOException {
        Path folder = Files.createTempDirectory("further-warehouse-");
        Page page = browser.open("/settings/catalogs");
        page.getByRole(AriaRole.BUTTON, named("Attach a warehouse or catalog")).click();
        page.getByRole(AriaRole.TEXTBOX, named("Catalog name")).fill("further");
        page.getByRole(AriaRole.TEXTBOX, named("Warehouse")).fill(folder.toString());
        page.getByRole(AriaRole.TEXTBOX, named("More options")).fill("user.secret-token = swordfish");
        page.getByRole(AriaRole.BUTTON, named("Test and attach")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Detach further"))).isVisible(PATIENTLY);
        assertThat(page.getByText("user.secret-token = ******")).isVisible();
        assertThat(page.content()).doesNotContain("swordfish");

        JsonNode outcomes = console.sql(
                "CREATE DATABASE further.d; CREATE TABLE further.d.t (id INT); INSERT INTO further.d.t VALUES (7);"
                        + " SELECT id FROM further.d.t",
                "BATCH");
        assertThat(outcomes.path(3).path("rows").path(0).path("values").path(0).asInt())
                .as("%s", outcomes)
                .isEqualTo(7);
        assertThat(console.get("/api/v1/relations/further.d.t").path("id").asString())
                .isEqualTo("further.d.t");
        assertThat(console.get("/api/v1/catalogs").toString()).doesNotContain("swordfish");

        page.getByRole(AriaRole.BUTTON, named("Detach further")).click();
        page.getByRole(AriaRole.BUTTON, named("Detach the catalog")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Detach further"))).isHidden();
        assertThat(console.sql("SELECT id FROM further.d.t", "BATCH")
                        .path(0)
                        .path("kind")
                        .asString())
                .isEqualTo("FAILED");
        assertThat(folder.resolve("d.db")).isDirectory();
    }

    @Test
    void a_warehouse_that_is_none_is_refused_with_its_reason(Browser browser) {
        Page page = browser.open("/settings/catalogs");
        page.getByRole(AriaRole.BUTTON, named("Attach a warehouse or catalog")).click();
        page.getByRole(AriaRole.TEXTBOX, named("Catalog name")).fill("nowhere");
        page.getByRole(AriaRole.TEXTBOX, named("Warehouse")).fill("nosuchscheme://somewhere");
        page.getByRole(AriaRole.BUTTON, named("Test and attach")).click();
        assertThat(page.getByText("Nothing was changed")).isVisible(PATIENTLY);
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void the_pages_keep_wcag_aa(Scheme scheme, Browser browser) {
        for (String section : new String[] {"engine", "catalogs", "shop", "appearance", "about"}) {
            Page page = browser.open("/settings/" + section, scheme);
            assertThat(page.locator(".settings-section h2").first()).isVisible();
            assertAccessible(page);
        }
        Page page = browser.open("/settings/engine", scheme);
        page.getByRole(AriaRole.BUTTON, named("Add a remote engine")).click();
        Locator name = page.getByRole(AriaRole.TEXTBOX, named("Name"));
        assertThat(name).isVisible();
        assertAccessible(page);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
