package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.streamhouse.uitests.AccessibilityAssert.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.streamhouse.uitests.Browser.Scheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a person does in the catalog. */
@Journeys
final class CatalogTest {

    private static final String DATABASE = "streamhouse.catalog_journeys";

    @Test
    void a_preview_at_an_older_snapshot_differs_as_it_must(Browser browser, ConsoleProcess console) {
        String table = table(console, "versions", "id INT NOT NULL, word STRING, PRIMARY KEY (id) NOT ENFORCED");
        run(console, "INSERT INTO " + table + " VALUES (1, 'before'), (2, 'stays')");
        long before = console.get("/api/v1/relations/" + table)
                .path("currentSnapshot")
                .asLong();
        run(console, "INSERT INTO " + table + " VALUES (1, 'after')");

        Page page = browser.open("/catalog/" + table + "?tab=preview");
        assertThat(page.getByText("after", exactly())).isVisible();
        assertThat(page.getByText("before", exactly())).isHidden();

        page.getByRole(AriaRole.TAB, named("Snapshots")).click();
        page.getByRole(AriaRole.LINK, named(String.valueOf(before))).click();

        assertThat(page).hasURL(Pattern.compile(".*tab=preview&snapshot=" + before));
        assertThat(page.getByText("before", exactly())).isVisible();
        assertThat(page.getByText("stays", exactly())).isVisible();
        assertThat(page.getByText("after", exactly())).isHidden();
        assertThat(page.getByText("You look at the past")).isVisible();

        page.getByRole(AriaRole.BUTTON, named("Back to the latest")).click();
        assertThat(page.getByText("after", exactly())).isVisible();
    }

    @Test
    void a_page_follows_what_is_written_to_its_table(Browser browser, ConsoleProcess console) {
        String table = table(console, "followed", "word STRING");
        Page page = browser.open("/catalog/" + table + "?tab=preview");
        assertThat(page.getByText("never", exactly())).isVisible();

        run(console, "INSERT INTO " + table + " VALUES ('fresh')");

        assertThat(page.getByText("fresh", exactly())).isVisible();
    }

    @Test
    void the_ddl_shown_creates_the_table_again(Browser browser, ConsoleProcess console) {
        String table = table(
                console,
                "`odd name`",
                "id BIGINT NOT NULL COMMENT 'it''s a key', `at` TIMESTAMP(3), day_of STRING NOT NULL,"
                        + " hour_of AS HOUR(`at`), WATERMARK FOR `at` AS `at` - INTERVAL '5' SECOND,"
                        + " PRIMARY KEY (id, day_of) NOT ENFORCED");
        String path = "/api/v1/relations/" + table.replace(" ", "%20").replace("`", "%60");
        String ddl = console.get(path + "/ddl").path("ddl").asString();
        JsonNode before = console.get(path);

        Page page = browser.open("/catalog/" + table.replace(" ", "%20").replace("`", "%60"));
        page.getByRole(AriaRole.BUTTON, named("Drop")).click();
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(Pattern.compile("Type .* to confirm")))
                .fill("odd name");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Drop").setExact(true))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/catalog/" + DATABASE.replace(".", "\\.") + "$"));

        run(console, ddl);
        JsonNode after = console.get(path);
        assertThat(after.path("columns")).isEqualTo(before.path("columns"));
        assertThat(after.path("primaryKey")).isEqualTo(before.path("primaryKey"));
        assertThat(after.path("watermark")).isEqualTo(before.path("watermark"));
    }

    @Test
    void a_tree_of_a_thousand_relations_opens_and_is_searched(Browser browser, ConsoleProcess console)
            throws IOException {
        assumeTrue(!console.home().toString().isEmpty(), "The console's home is not at hand");
        anotherClientCreates(console.home().resolve("warehouse"), 1_000);
        Page page = browser.open("/catalog");
        Locator tree = page.locator("[aria-label='Catalog tree']");
        Locator branch = tree.getByText("thousand", new Locator.GetByTextOptions().setExact(true));
        assertThat(branch).isVisible();

        branch.click();
        assertThat(tree.getByText("wide_0", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();

        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Find tables and columns"))
                .fill("wide_777");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, heading("wide_777"))).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*/catalog/streamhouse\\.thousand\\.wide_777"));
    }

    @Test
    void a_file_with_three_bad_rows_becomes_a_table_without_them(Browser browser, ConsoleProcess console) {
        run(console, "CREATE DATABASE IF NOT EXISTS " + DATABASE + "; DROP TABLE IF EXISTS " + DATABASE + ".people");
        String csv = "id,name\n1,Ada\noops,Nobody\n2,Grace\n3.5,Half\n3,Alan\nx,Nobody\n";
        Page page = browser.open("/catalog/" + DATABASE);
        page.getByRole(AriaRole.BUTTON, named("Upload a file")).first().click();
        page.locator("vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("people.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        Locator type = page.getByRole(AriaRole.COMBOBOX, named("Type of id"));
        type.fill("INT");
        type.press("Enter");

        page.getByRole(AriaRole.BUTTON, named("Create table")).click();

        Locator bad = page.getByRole(AriaRole.TABLE, named("Rows that do not fit"));
        assertThat(bad.locator("tbody tr")).hasCount(3);
        assertThat(bad.locator("tbody tr").nth(0)).containsText("3");
        assertThat(bad.locator("tbody tr").nth(1)).containsText("5");
        assertThat(bad.locator("tbody tr").nth(2)).containsText("7");
        page.getByRole(AriaRole.BUTTON, named("Import without the bad rows")).click();

        assertThat(page).hasURL(Pattern.compile(".*/catalog/" + DATABASE.replace(".", "\\.") + "\\.people.*"));
        assertThat(page.getByText("Grace", exactly())).isVisible();
        assertThat(console.get("/api/v1/relations/" + DATABASE + ".people")
                        .path("rows")
                        .asLong())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void the_pages_keep_wcag_aa(Scheme scheme, Browser browser, ConsoleProcess console) {
        String table = table(
                console,
                "looked_at_" + scheme.name().toLowerCase(java.util.Locale.ROOT),
                "id INT NOT NULL COMMENT 'a number', PRIMARY KEY (id) NOT ENFORCED");
        run(console, "INSERT INTO " + table + " VALUES (1), (2)");

        assertAccessible(browser.open("/catalog", scheme));
        assertAccessible(browser.open("/catalog/" + DATABASE, scheme));
        for (String tab : new String[] {"overview", "preview", "freshness", "snapshots", "files", "options", "ddl"}) {
            Page page = browser.open("/catalog/" + table + "?tab=" + tab, scheme);
            assertThat(page.getByRole(AriaRole.TAB).first()).isVisible();
            assertAccessible(page);
        }
    }

    private static String table(ConsoleProcess console, String name, String columns) {
        String table = DATABASE + "." + name;
        run(
                console,
                "CREATE DATABASE IF NOT EXISTS " + DATABASE + "; DROP TABLE IF EXISTS " + table + "; CREATE TABLE "
                        + table + " (" + columns + ")");
        return table;
    }

    private static void run(ConsoleProcess console, String sql) {
        JsonNode outcomes = console.sql(sql, "BATCH");
        assertThat(outcomes.isEmpty()).as("outcomes of %s", sql).isFalse();
        outcomes.forEach(outcome ->
                assertThat(outcome.path("kind").asString()).as("%s", outcome).isNotEqualTo("FAILED"));
    }

    /** Writes tables as Paimon keeps them, so that a thousand of them take no time. */
    private static void anotherClientCreates(Path warehouse, int tables) throws IOException {
        for (int i = 0; i < tables; i++) {
            Path schemas = Files.createDirectories(
                    warehouse.resolve("thousand.db").resolve("wide_" + i).resolve("schema"));
            Files.writeString(schemas.resolve("schema-0"), """
                {"version":3,"id":0,"fields":[{"id":0,"name":"id","type":"INT"},\
                {"id":1,"name":"only_in_%d","type":"STRING"}],"highestFieldId":1,"partitionKeys":[],\
                "primaryKeys":[],"options":{},"comment":"","timeMillis":1700000000000}\
                """.formatted(i));
        }
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions heading(String name) {
        return named(name).setLevel(1);
    }
}
