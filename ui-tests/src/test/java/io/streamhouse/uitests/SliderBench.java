package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Measures how the freshness slider feels in the hand: frames a second while it is dragged, and how long a key takes
 * until it is painted. Writes the figures to {@code target/benchmarks-slider.md}. Not part of the checks.
 */
@Journeys
final class SliderBench {

    private static final List<String> LINES = new ArrayList<>();
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    @Test
    void on_the_page_of_a_view_and_in_the_list(Browser browser, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String table = "streamhouse.slider_bench.words";
        console.sql("""
            CREATE DATABASE IF NOT EXISTS streamhouse.slider_bench;
            CREATE TABLE IF NOT EXISTS %1$s (id INT NOT NULL, word STRING NOT NULL, PRIMARY KEY (id) NOT ENFORCED);
            INSERT INTO %1$s VALUES (1, 'one'), (2, 'two');
            """.formatted(table), "BATCH");
        String view = table + "_view";
        views.drop(view);
        views.create(view, "SELECT word, COUNT(*) AS n FROM " + table + " GROUP BY word", "PT1H", "AUTO");
        views.await(view, "ACTIVE", seen -> seen.path("status").asString("").equals("ACTIVE"));

        measure("the page of a view", browser.open("/materialized-views/" + view));
        measure("the list", browser.open("/materialized-views"));
        views.drop(view);
    }

    private static void measure(String where, Page page) {
        Locator slider =
                page.getByRole(AriaRole.SLIDER, new Page.GetByRoleOptions().setName("Freshness of words_view"));
        assertThat(slider).isVisible(PATIENTLY);
        assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^1 hour.*"));
        report("frames a second while the slider is dragged on " + where, "50 or more", drag(page, slider), "");
        report("a key on the slider until it is painted, on " + where + ", p95", "200 ms", press(page, slider), " ms");
    }

    /** Drags to and fro, 300 moves of the pointer; frames as the page itself counts them. */
    private static double drag(Page page, Locator slider) {
        BoundingBox box = slider.boundingBox();
        double y = box.y + box.height / 2;
        page.evaluate("() => { window.frames_ = []; const next = at => { window.frames_.push(at); window.counting ="
                + " requestAnimationFrame(next); }; window.counting = requestAnimationFrame(next); }");
        page.mouse().move(box.x + box.width / 2, y);
        page.mouse().down();
        for (int step = 0; step < 300; step++) {
            page.mouse().move(box.x + box.width * (0.5 + 0.45 * Math.sin(step / 15.0)), y);
        }
        Object rate = page.evaluate("() => { cancelAnimationFrame(window.counting);"
                + " return 1000 * (window.frames_.length - 1) / (window.frames_.at(-1) - window.frames_[0]); }");
        page.mouse().up();
        return ((Number) rate).doubleValue();
    }

    /** From the key to the frame after the one that painted it; the 95th percentile of 40. */
    private static double press(Page page, Locator slider) {
        page.evaluate("() => { window.pressed = []; new PerformanceObserver(list => window.pressed.push("
                + "...list.getEntries().filter(it => it.name === 'keydown').map(it => it.duration)))"
                + ".observe({type: 'event', durationThreshold: 16}); }");
        for (int press = 0; press < 40; press++) {
            slider.press(press / 8 % 2 == 0 ? "ArrowRight" : "ArrowLeft");
        }
        // Entries of less than the threshold are not reported: they count as the threshold.
        Object slow = page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {"
                + " const all = [...window.pressed, ...Array(Math.max(0, 40 - window.pressed.length)).fill(16)];"
                + " all.sort((one, other) => one - other); done(all[Math.floor(all.length * 0.95)]); })))");
        return ((Number) slow).doubleValue();
    }

    private static void report(String what, String target, double value, String unit) {
        LINES.add("| %s | %s | %.1f%s |".formatted(what, target, value, unit));
    }

    @AfterAll
    static void write() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(
                Path.of("target", "benchmarks-slider.md"),
                "| what | target | measured |\n|---|---|---|\n" + String.join("\n", LINES) + "\n");
    }
}
