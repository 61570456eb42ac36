package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.streamhouse.uitests.Browser.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whether the slider keeps its word: a view of the shop at an hour is dragged to ten seconds with the pointer, applied,
 * left alone, and taken back; what the preview promised stands beside what was then metered, and the lag beside the
 * target. Writes {@code target/promise.md} and pictures beside it. Not part of the checks, since costs take minutes to be
 * seen: {@code mvn verify -pl ui-tests -am -Dtest=NoUnitTests -Dit.test=PromiseBench
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}, {@code -Dstreamhouse.minutes=…} for
 * how long each is left alone.
 */
final class PromiseBench {

    private static final int MINUTES = Integer.getInteger("streamhouse.minutes", 4);
    private static final Duration SETTLED = Duration.ofSeconds(45);
    private static final String VIEW = "streamhouse.shop.promised_by_channel";
    private static final String QUERY = "SELECT channel, COUNT(*) AS orders, SUM(total_amount) AS total"
            + " FROM streamhouse.shop.orders WHERE channel IS NOT NULL GROUP BY channel";
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    private final List<String> told = new ArrayList<>();

    @Test
    void an_hour_dragged_to_ten_seconds_and_back() throws IOException {
        try (ConsoleProcess console = ConsoleProcess.start("--sample=true");
                Chromium chromium = Chromium.launch();
                Browser browser = new Browser(chromium, console.url())) {
            console.awaitEngine();
            ViewJourney views = new ViewJourney(console);
            views.create(VIEW, QUERY, "PT1H", "AUTO");
            views.await(VIEW, "ACTIVE", view -> view.path("status").asString("").equals("ACTIVE"));
            told.add("| | mode | promised a day | metered a day | lag p95 | lag at most |");
            told.add("|---|---|---|---|---|---|");
            leftAlone("at an hour", console, views, Double.NaN);

            Page page = browser.open("/materialized-views/" + VIEW, Scheme.LIGHT);
            Locator slider = page.getByRole(
                    AriaRole.SLIDER, new Page.GetByRoleOptions().setName("Freshness of promised_by_channel"));
            assertThat(slider).isVisible(PATIENTLY);
            assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^1 hour.*"));
            drag(page, slider);
            assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^10 seconds.*"));
            assertThat(page.locator(".views-change .views-candidates")).isVisible(PATIENTLY);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "promise-before.png")));
            double promised = preview(views);
            press(page, "Apply");
            views.await(
                    VIEW,
                    "ten seconds",
                    view -> view.path("freshness").asString("").equals("PT10S")
                            && view.path("status").asString("").equals("ACTIVE"));
            double lag = leftAlone("at ten seconds", console, views, promised);
            assertThat(lag).as("the lag at the 95th percentile").isLessThan(10);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "promise-after.png")));

            press(page, "Undo: back to 1 h, AUTO");
            views.await(
                    VIEW,
                    "an hour",
                    view -> view.path("freshness").asString("").equals("PT1H")
                            && view.path("status").asString("").equals("ACTIVE"));
            leftAlone("at an hour again", console, views, Double.NaN);
        }
        Files.write(Path.of("target", "promise.md"), told);
        told.forEach(System.out::println);
    }

    /** From where the thumb is to ten seconds, as a hand does. */
    private static void drag(Page page, Locator slider) {
        BoundingBox box = slider.boundingBox();
        double y = box.y + box.height / 2;
        double from = box.x + box.width * place(3_600);
        double to = box.x + box.width * place(10);
        page.mouse().move(from, y);
        page.mouse().down();
        for (int step = 1; step <= 40; step++) {
            page.mouse().move(from + (to - from) * step / 40, y);
        }
        page.mouse().up();
    }

    /** Where so many seconds are on the scale from a second to a day. */
    private static double place(double seconds) {
        return Math.log(seconds) / Math.log(86_400);
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** What the preview says it will cost a day, by the call that the page shows for it. */
    private static double preview(ViewJourney views) {
        JsonNode preview = ViewJourney.json(views.raw(
                "POST", ViewJourney.path(VIEW) + "/freshness/preview", "{\"freshness\":\"PT10S\",\"mode\":\"AUTO\"}"));
        assertThat(preview.path("costPerDay").isNumber()).as("%s", preview).isTrue();
        return preview.path("costPerDay").asDouble();
    }

    /** Waits whole minutes, since usage is told by the minute; returns the lag's 95th percentile over that time, in seconds. */
    private double leftAlone(String what, ConsoleProcess console, ViewJourney views, double promised) {
        Instant begin =
                Instant.now().plus(SETTLED).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Instant end = begin.plus(MINUTES, ChronoUnit.MINUTES);
        rest(Duration.between(Instant.now(), end.plusSeconds(5)));
        double metered = 0;
        for (JsonNode line : console.get("/api/v1/costs?groupBy=relation&from=" + begin + "&to=" + end)
                .path("lines")) {
            if (line.path("key").asString().equals(VIEW)) {
                metered = line.path("metered").asDouble()
                        - line.path("parts").path("storage").asDouble();
            }
        }
        List<Double> lags = new ArrayList<>();
        for (JsonNode point : console.get(ViewJourney.path(VIEW) + "/lag?from=" + begin + "&to=" + end)
                .path("points")) {
            assertThat(point.path("lag").isString()).as("%s", point).isTrue();
            lags.add(Duration.parse(point.path("lag").asString()).toMillis() / 1_000.0);
        }
        Collections.sort(lags);
        double p95 = lags.get(lags.size() * 95 / 100);
        told.add(String.format(
                Locale.ROOT,
                "| %s | %s | %s | $%.4f | %s | %s |",
                what,
                views.get(VIEW).path("mode").asString(),
                Double.isNaN(promised) ? "" : String.format(Locale.ROOT, "$%.4f", promised),
                metered * 24 * 60 / MINUTES,
                seconds(p95),
                seconds(lags.getLast())));
        System.out.println(told.getLast());
        return p95;
    }

    private static String seconds(double lag) {
        return String.format(Locale.ROOT, "%.1f s", lag);
    }

    private static void rest(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
