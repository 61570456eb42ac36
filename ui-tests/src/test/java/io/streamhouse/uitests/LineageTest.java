package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.streamhouse.uitests.AccessibilityAssert.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.streamhouse.uitests.Browser.Scheme;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person learns about where columns come from, and about what a change would break. */
@Journeys
final class LineageTest {

    private static final String DATABASE = "streamhouse.lineage_journeys";
    private static final String WIDE = DATABASE + ".wide_readings";
    private static final String CLEAN = DATABASE + ".clean_readings";
    private static final String DAILY = DATABASE + ".daily_readings";
    private static final String REPORT = DATABASE + ".readings_report";
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    /** A table of 200 columns, and three views one upon the other. */
    @BeforeAll
    static void a_table_and_three_views(ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        if (console.send(console.request("/api/v1/relations/" + REPORT).GET().build())
                        .statusCode()
                == 200) {
            return;
        }
        String columns =
                IntStream.range(0, 199).mapToObj(at -> "c_" + at + " DOUBLE").collect(Collectors.joining(", "));
        console.sql(
                "CREATE DATABASE IF NOT EXISTS " + DATABASE + "; CREATE TABLE IF NOT EXISTS " + WIDE
                        + " (id BIGINT NOT NULL, " + columns + ", PRIMARY KEY (id) NOT ENFORCED)",
                "BATCH");
        create(
                views,
                CLEAN,
                "SELECT id, c_157 * 1.8 + 32 AS fahrenheit, c_12 AS station FROM " + WIDE + " WHERE c_3 > 0");
        create(views, DAILY, "SELECT station, AVG(fahrenheit) AS average FROM " + CLEAN + " GROUP BY station");
        create(views, REPORT, "SELECT station, ROUND(average, 1) AS shown FROM " + DAILY);
    }

    private static void create(ViewJourney views, String id, String query) {
        assertThat(views.create(id, query, "ON_DEMAND", "FULL").statusCode())
                .as(id)
                .isBetween(200, 299);
    }

    @Test
    void a_column_of_a_wide_table_is_searched_and_followed_through_three_views(Browser browser) {
        Page page = browser.open("/lineage");
        page.keyboard().press("/");
        Locator search = page.getByRole(AriaRole.COMBOBOX, named("Search a table or column"));
        assertThat(search).isFocused();
        search.fill("wide_readings c_157");
        page.getByRole(AriaRole.OPTION).first().click();
        assertThat(page).hasURL(asks("relation=" + WIDE, "column=c_157"));
        assertThat(page.getByText("4 relations on its path")).isVisible(PATIENTLY);

        page.getByRole(AriaRole.BUTTON, named("As table")).click();
        Locator relations = page.getByRole(AriaRole.TABLE, named("Relations"));
        assertThat(relations).containsText("readings_report");
        relations.getByRole(AriaRole.LINK, in("readings_report")).click();
        assertThat(page).hasURL(asks("relation=" + REPORT, "view=table"));
        open(page, REPORT, "shown");

        Locator made = page.getByRole(AriaRole.TABLE, named("How shown is made"));
        assertThat(made).containsText("ROUND");
        assertThat(made).containsText("AVG");
        assertThat(made).containsText("1.8");
        assertThat(made.getByRole(AriaRole.LINK, in("wide_readings.c_157"))).isVisible();
        assertThat(page.getByText("3 hops")).isVisible();
    }

    @Test
    void what_dropping_a_column_breaks_is_said_before_and_changing_it_is_another_thing(Browser browser) {
        Page page = browser.open(address(WIDE, "c_157"));
        Locator impact = page.getByRole(AriaRole.TABLE, named("What would come of it"));
        assertThat(impact).isVisible(PATIENTLY);
        assertThat(row(impact, "clean_readings")).containsText("breaks");
        assertThat(row(impact, "readings_report")).isVisible();

        page.getByRole(AriaRole.BUTTON, named("Change")).click();

        assertThat(row(impact, "clean_readings")).containsText("changes");
        Page other = browser.open(address(WIDE, "c_198"));
        assertThat(other.getByText("Nothing that is known here would break")).isVisible(PATIENTLY);
    }

    @Test
    void the_catalog_refuses_to_drop_what_views_read(Browser browser, ConsoleProcess console) {
        Page page = browser.open("/catalog/" + WIDE);
        page.getByRole(AriaRole.BUTTON, named("Drop")).click();

        assertThat(page.getByText(Pattern.compile("clean_readings")).first()).isVisible(PATIENTLY);
        assertThat(console.send(console.request("/api/v1/relations/" + WIDE)
                                .GET()
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_relations_page_shows_its_neighbours_and_leads_on(Browser browser) {
        Page page = browser.open("/catalog/" + CLEAN);
        page.getByRole(AriaRole.TAB, named("Lineage")).click();
        assertThat(page.getByText("made of 1, read by 1")).isVisible(PATIENTLY);

        press(page, DAILY, "average");

        assertThat(page).hasURL(asks("relation=" + DAILY, "column=average"));
        page.goBack();
        assertThat(page).hasURL(Pattern.compile(".*/catalog/.*tab=lineage"));
    }

    @Test
    void the_keyboard_walks_from_relation_to_relation_and_back_leads_back(Browser browser) {
        Page page = browser.open(address(CLEAN, ""));
        Locator canvas = page.getByRole(AriaRole.APPLICATION);
        assertThat(page.getByText("3 relations")).isVisible(PATIENTLY);
        canvas.focus();
        page.keyboard().press("Home");
        assertThat(page.getByRole(AriaRole.STATUS).filter(having("clean_readings")))
                .isAttached();
        page.keyboard().press("ArrowRight");
        assertThat(page.getByRole(AriaRole.STATUS).filter(having("daily_readings, materialized view")))
                .isAttached();

        page.keyboard().press("Enter");
        assertThat(page).hasURL(asks("relation=" + DAILY));
        page.goBack();
        assertThat(page).hasURL(asks("relation=" + CLEAN));
    }

    @Test
    void a_column_among_two_hundred_is_found_on_the_card(Browser browser) {
        Page page = browser.open(address(WIDE, ""));
        assertThat(page.getByText("2 relations")).isVisible(PATIENTLY);
        page.getByRole(AriaRole.APPLICATION).focus();
        page.keyboard().press("Home");
        page.keyboard().press("Space");
        assertThat(page.getByRole(AriaRole.STATUS).filter(having("All 200 columns of wide_readings are shown")))
                .isAttached();
        page.keyboard().press("c");
        Locator list = page.getByRole(AriaRole.DIALOG, named("Columns of wide_readings"));
        assertThat(list).containsText("140 more");
        list.getByRole(AriaRole.TEXTBOX).fill("c_12");
        assertThat(list.getByRole(AriaRole.BUTTON, in("c_120"))).isVisible();

        list.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("c_12").setExact(true))
                .click();

        assertThat(page).hasURL(asks("relation=" + WIDE, "column=c_12"));
        assertThat(page.getByText("4 relations on its path")).isVisible(PATIENTLY);
    }

    @Test
    void what_is_folded_is_counted_and_unfolded_on_demand(Browser browser) {
        Page page = browser.open(address(WIDE, "") + "&view=table");
        Locator more = page.getByRole(AriaRole.BUTTON, named("1 more downstream"));
        assertThat(more).isVisible(PATIENTLY);

        more.click();

        assertThat(page.getByRole(AriaRole.TABLE, named("Relations"))).containsText("daily_readings");
    }

    @Test
    void what_is_drawn_is_taken_away_as_a_picture_and_as_open_lineage(Browser browser) throws IOException {
        Page page = browser.open(address(DAILY, ""));
        assertThat(page.getByText("3 relations")).isVisible(PATIENTLY);

        Download picture = page.waitForDownload(() -> export(page, "Picture (PNG)"));
        Download events = page.waitForDownload(() -> export(page, "OpenLineage (JSON)"));

        assertThat(picture.suggestedFilename()).isEqualTo("lineage-daily_readings.png");
        assertThat(Files.readAllBytes(picture.path())).startsWith(0x89, 'P', 'N', 'G');
        assertThat(Files.readString(events.path())).contains("columnLineage", "daily_readings");
    }

    private static void export(Page page, String what) {
        page.getByRole(AriaRole.MENUITEM, named("Export")).click();
        page.getByRole(AriaRole.MENUITEM, named(what)).click();
    }

    @Test
    void the_sql_page_says_where_columns_come_from_as_one_types(Browser browser) {
        Page page = browser.open("/sql?sql="
                + URLEncoder.encode(
                                "SELECT station, MAX(fahrenheit) AS hottest FROM " + CLEAN + " GROUP BY station",
                                StandardCharsets.UTF_8)
                        .replace("+", "%20"));
        page.getByRole(AriaRole.BUTTON, named("Lineage")).click();
        Locator pane = page.getByRole(AriaRole.REGION, named("Lineage of the statement at the cursor"));
        assertThat(pane.getByText("hottest", new Locator.GetByTextOptions().setExact(true)))
                .isVisible(PATIENTLY);
        assertThat(pane.getByRole(AriaRole.LINK, in("clean_readings.fahrenheit")))
                .isVisible();

        page.locator(".cm-content:visible").click();
        page.keyboard().press("Control+End");
        page.keyboard().type(", no_such_column");

        assertThat(pane.getByText(Pattern.compile("line 1, column"))).isVisible(PATIENTLY);
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void everybody_can_read_and_use_the_pages(Scheme scheme, Browser browser) {
        Page first = browser.open("/lineage", scheme);
        assertThat(first.getByText("Where does a column come from")).isVisible(PATIENTLY);
        assertAccessible(first);
        for (String view : new String[] {"", "&view=table"}) {
            Page page = browser.open(address(DAILY, "average") + view, scheme);
            assertThat(page.getByText("on its path")).isVisible(PATIENTLY);
            assertAccessible(page);
        }
        Page tab = browser.open("/catalog/" + CLEAN + "?tab=lineage", scheme);
        assertThat(tab.getByText("made of 1")).isVisible(PATIENTLY);
        assertAccessible(tab);
    }

    private static void open(Page page, String relation, String column) {
        page.navigate(page.url().replaceFirst("/lineage.*", address(relation, column)));
    }

    private static String address(String relation, String column) {
        return "/lineage?relation=" + relation + (column.isEmpty() ? "" : "&column=" + column);
    }

    /** Presses where the canvas has painted it. */
    private static void press(Page page, String relation, String column) {
        Locator canvas = page.locator("sh-lineage-canvas");
        page.waitForFunction("() => document.querySelector('sh-lineage-canvas').painted > 0");
        Map<?, ?> at = (Map<?, ?>) canvas.evaluate(
                "(canvas, [id, column]) => canvas.whereIs(id, column)", new Object[] {relation, column});
        page.mouse().click(number(at, "x"), number(at, "y"));
    }

    private static double number(Map<?, ?> from, String key) {
        return ((Number) Objects.requireNonNull(from.get(key))).doubleValue();
    }

    private static Locator row(Locator table, String relation) {
        return table.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHas(table.page().getByRole(AriaRole.LINK, named(relation))));
    }

    /** The address of the page with these parameters, in any order. */
    private static Pattern asks(String... parameters) {
        StringBuilder pattern = new StringBuilder(".*/lineage\\?");
        for (String parameter : parameters) {
            pattern.append("(?=.*\\b").append(parameter.replace(".", "\\.")).append("(&|$))");
        }
        return Pattern.compile(pattern.append(".*").toString());
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions in(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
