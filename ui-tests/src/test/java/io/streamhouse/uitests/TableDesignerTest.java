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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables designed in the form and in the statement beside it, made and altered. */
@Journeys
final class TableDesignerTest {

    private static final String DATABASE = "streamhouse.designer_journeys";

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

    @Test
    void a_table_is_designed_in_the_form_and_in_the_statement_made_and_altered(
            Browser browser, ConsoleProcess console) {
        String id = database(console) + ".readings";
        console.sql("DROP TABLE IF EXISTS " + id, "BATCH");
        Page page = browser.open("/tables/new?database=" + DATABASE);
        Locator statement = page.locator(".td-editor .cm-content");
        assertThat(statement).containsText("changelog-producer", PATIENTLY);
        Locator create = page.getByRole(AriaRole.BUTTON, named("Create the table"));
        Locator missing = page.getByText("A table needs a name");
        assertThat(missing).hasCount(0);
        create.click();
        assertThat(missing.first()).isVisible();
        assertThat(create).isDisabled();

        page.getByRole(AriaRole.TEXTBOX, named("Name").setExact(true)).fill("readings");
        page.getByRole(AriaRole.BUTTON, named(Pattern.compile("^Append log"))).click();
        page.getByRole(AriaRole.BUTTON, named("Add a column").setExact(true)).click();
        page.getByRole(AriaRole.TEXTBOX, named("Name of column 3")).fill("celsius");

        assertThat(statement).containsText(id);
        assertThat(statement).containsText("'bucket' = '-1'");
        assertThat(statement).containsText("celsius STRING");
        assertThat(statement).not().containsText("PRIMARY KEY");

        type(
                page,
                "-- from the field\nCREATE TABLE " + id
                        + " (\n  sensor STRING NOT NULL,\n  celsius DOUBLE -- to a tenth\n,"
                        + "\n  PRIMARY KEY (sensor) NOT ENFORCED\n) WITH ('bucket' = '2', 'my.own' = 'x')");

        assertThat(page.getByRole(AriaRole.TEXTBOX, named("Name of column 2"))).hasValue("celsius");
        assertThat(page.getByRole(AriaRole.TEXTBOX, named("Buckets"))).hasValue("2");
        assertThat(page.getByRole(AriaRole.TEXTBOX, named("Value of my.own"))).hasValue("x");
        page.getByRole(AriaRole.TEXTBOX, named("Comment of celsius")).fill("how warm");
        assertThat(statement).containsText("celsius DOUBLE COMMENT 'how warm'");
        assertThat(statement).containsText("-- from the field");
        assertThat(statement).containsText("-- to a tenth");
        assertThat(statement).containsText("'my.own' = 'x'");

        create.click();

        assertThat(page).hasURL(Pattern.compile(".*/catalog/.*readings"), patiently());
        assertThat(console.get("/api/v1/relations/" + id).get("primaryKey").toString())
                .contains("sensor");

        page.getByRole(AriaRole.LINK, named("Alter")).click();
        assertThat(page).hasURL(Pattern.compile(".*/tables/.*readings"), patiently());
        assertThat(page.locator(".td-alteration")).containsText("Nothing: the table is as designed", PATIENTLY);
        page.getByRole(AriaRole.TEXTBOX, named("Name of column 2")).fill("degrees");
        assertThat(page.locator(".td-alteration")).containsText("Renames celsius to degrees");
        page.getByRole(AriaRole.BUTTON, named("Add a column").setExact(true)).click();
        assertThat(page.locator(".td-alteration")).containsText("Adds column_3");
        page.getByRole(AriaRole.BUTTON, named("Alter the table")).click();

        assertThat(page).hasURL(Pattern.compile(".*/catalog/.*readings"), patiently());
        assertThat(console.get("/api/v1/relations/" + id).get("columns").toString())
                .contains("degrees", "column_3")
                .doesNotContain("celsius");
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_what_cannot_be_read_is_not_lost(
            Browser browser, ConsoleProcess console) {
        Page page = browser.open("/tables/new?database=" + database(console));
        Locator statement = page.locator(".td-editor .cm-content");
        assertThat(statement).containsText("changelog-producer", PATIENTLY);
        page.getByRole(AriaRole.TEXTBOX, named("Name").setExact(true)).fill("wrong");
        page.getByRole(AriaRole.TEXTBOX, named("Name of column 2")).fill("id");
        assertThat(page.getByText("There are two columns id").first()).isVisible();
        page.getByRole(AriaRole.TEXTBOX, named("Name of column 2")).fill("at");
        page.getByRole(AriaRole.TEXTBOX, named("Buckets")).fill("many");
        assertThat(page.getByText("The number of buckets is 1 or more").first()).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Create the table"))).isDisabled();

        type(page, "CREATE TABLE half (id BIGINT");

        assertThat(page.locator(".td-ddl .sh-problem")).containsText("Expected");
        assertThat(page.getByRole(AriaRole.TEXTBOX, named("Name").setExact(true)))
                .isDisabled();
        assertThat(statement).containsText("CREATE TABLE half (id BIGINT");
        page.getByRole(AriaRole.BUTTON, named("Back to what the form says")).click();
        assertThat(statement).containsText("wrong");
        assertThat(page.getByRole(AriaRole.TEXTBOX, named("Name").setExact(true)))
                .hasValue("wrong");
    }

    @Test
    void what_only_another_table_can_have_is_said_before_anything_is_done(Browser browser, ConsoleProcess console) {
        String id = database(console) + ".held";
        console.sql(
                "CREATE TABLE IF NOT EXISTS " + id + " (id INT, word STRING, PRIMARY KEY (id) NOT ENFORCED)"
                        + " WITH ('bucket' = '1'); INSERT INTO " + id + " VALUES (1, 'one')",
                "BATCH");
        Page page = browser.open("/tables/" + id);
        assertThat(page.locator(".td-alteration")).containsText("Nothing", PATIENTLY);

        page.getByRole(AriaRole.TEXTBOX, named("Buckets")).fill("-1");

        assertThat(page.locator(".td-alteration")).containsText("Not possible in place");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Alter the table"))).isDisabled();
        page.getByRole(AriaRole.BUTTON, named("As another table")).click();
        assertThat(page).hasURL(Pattern.compile(".*/tables/new.*"));
        assertThat(page.getByRole(AriaRole.TEXTBOX, named("Name").setExact(true)))
                .hasValue("held_2");
    }

    @Test
    void the_palette_leads_to_the_designer(Browser browser) {
        Page page = browser.open("/jobs");
        page.keyboard().press("Control+k");
        page.keyboard().type("cheap archive");
        assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("New table: Cheap archive");
        page.keyboard().press("Enter");
        assertThat(page.locator(".td-editor .cm-content")).containsText("'file.compression' = 'zstd'", PATIENTLY);
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void everybody_can_read_and_use_the_page(Scheme scheme, Browser browser, ConsoleProcess console) {
        Page page = browser.open("/tables/new?intent=lookup&database=" + database(console), scheme);
        assertThat(page.locator(".td-editor .cm-content")).containsText("deletion-vectors", PATIENTLY);
        page.getByText(Pattern.compile("^All options")).click();
        page.getByRole(AriaRole.TEXTBOX, named("Search the options")).fill("snapshot.time");
        assertThat(page.locator(".td-all")).containsText("snapshot.time-retained");

        assertAccessible(page);
    }

    private static String database(ConsoleProcess console) {
        console.sql("CREATE DATABASE IF NOT EXISTS " + DATABASE, "BATCH");
        return DATABASE;
    }

    private static void type(Page page, String statement) {
        page.locator(".td-editor .cm-content").click();
        page.keyboard().press("Control+a");
        page.keyboard().insertText(statement);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions named(Pattern name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static PageAssertions.HasURLOptions patiently() {
        return new PageAssertions.HasURLOptions().setTimeout(120_000);
    }
}
