package io.streamhouse.uitests;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Measures how lineage is painted: how long after a picture has arrived, and frames a second while it is moved, from
 * afar and near by. Writes the figures to {@code target/benchmarks-lineage-canvas.md}. Not part of the checks.
 */
@Journeys
final class LineageCanvasBench {

    private static final List<String> LINES = new ArrayList<>();

    /** Seven layers of cards with five columns, as the server lays them out. */
    private static final String PICTURE = """
            ([relations, links]) => {
              let seed = 7;
              const random = most => (seed = (seed * 16807) % 2147483647) % most;
              const layers = 7, each = Math.ceil(relations / layers), tallest = relations > 2000 ? 60 : each;
              const columns = Math.ceil(each / tallest);
              const cards = Array.from({ length: relations }, (_, at) => {
                const layer = Math.floor(at / each), down = at % each;
                return { id: 'r' + at, name: 'relation_number_' + at, place: 'streamhouse.bench', kind: 'materialized view',
                  unknown: '', focus: at === 0, rows: ['id', 'name', 'amount', 'country', 'ordered_at'], lit: 0, visible: 5,
                  hidden: 12, open: false, x: layer * (columns * 242 + 104) + Math.floor(down / tallest) * 242,
                  y: (down % tallest) * 191, width: 216, height: 165 };
              });
              const all = Array.from({ length: links }, () => {
                const layer = 1 + random(layers - 1), near = random(each);
                const from = (layer - 1) * each + (near + random(21) + each - 10) % each;
                const to = Math.min(relations - 1, layer * each + near);
                return { from, to, words: 'its definition', via: [], wires: [random(5), random(5), 1, random(5), random(5), 1, 0, -1, 0],
                  labels: [] };
              });
              return { width: layers * (columns * 242 + 104), height: tallest * 191, head: 46, row: 19, cards, links: all, stubs: [] };
            }
            """;

    @Test
    void a_thousand_relations_and_five_thousand(Browser browser) {
        Page page = browser.open("/lineage");
        page.waitForFunction("() => customElements.get('sh-lineage-canvas')");
        measure(page, 1_000, 2_000);
        measure(page, 5_000, 10_000);
    }

    private static void measure(Page page, int relations, int links) {
        page.evaluate("() => { document.querySelector('#bench')?.remove(); const canvas ="
                + " document.createElement('sh-lineage-canvas'); canvas.id = 'bench'; canvas.style ="
                + " 'position:fixed;inset:0;height:auto;z-index:9'; document.body.append(canvas); }");
        page.evaluate(
                "sizes => { window.picture = (" + PICTURE + ")(sizes); const figures = {};"
                        + " window.picture.cards.forEach((card, at) => figures[card.id] = { mode: ['CONTINUOUS',"
                        + " 'INCREMENTAL', 'FULL'][at % 3], line: '22 s of 1 min', amount: '€0.61/d', tone: 'OK',"
                        + " share: at % 10 / 10, said: '' }); document.querySelector('#bench').setFigures(figures); }",
                List.of(relations, links));
        page.evaluate("() => { document.querySelector('#bench').graph ="
                + " { picture: window.picture, stay: false, anchor: '' }; }");
        page.waitForFunction("() => document.querySelector('#bench').painted > 0");
        String of = String.format(Locale.ROOT, "%,d relations and %,d links", relations, links);
        double painted = ((Number) page.evaluate("() => document.querySelector('#bench').painted")).doubleValue();
        report(of + ": painted after the picture arrived", "1,000 ms", painted, " ms");
        page.evaluate("() => document.querySelector('#bench').fit()");
        report(of + ": frames a second while all of it is moved", "45 or more", pan(page), "");
        zoomTo(page, 0.3);
        report(of + ": the same, names to be read", "45 or more", pan(page), "");
        zoomTo(page, 0.85);
        report(of + ": the same, columns to be read", "45 or more", pan(page), "");
    }

    private static void zoomTo(Page page, double zoom) {
        page.evaluate(
                "zoom => { const canvas = document.querySelector('#bench'), view ="
                        + " canvas.shadowRoot.querySelector('.view'); for (let turn = 0; turn < 400"
                        + " && canvas.camera.zoom < zoom; turn++) { view.dispatchEvent(new WheelEvent('wheel', { deltaY: -50,"
                        + " clientX: 720, clientY: 430, ctrlKey: true })); } }",
                zoom);
    }

    /** Drags to and fro, 240 moves of the pointer; frames as the page itself counts them. */
    private static double pan(Page page) {
        page.evaluate("() => { window.frames_ = []; const next = at => { window.frames_.push(at); window.counting ="
                + " requestAnimationFrame(next); }; window.counting = requestAnimationFrame(next); }");
        page.mouse().move(720, 430);
        page.mouse().down();
        for (int step = 0; step < 240; step++) {
            page.mouse().move(720 + 500 * Math.sin(step / 20.0), 430 + 300 * Math.sin(step / 13.0));
        }
        Object rate = page.evaluate("() => { cancelAnimationFrame(window.counting);"
                + " return 1000 * (window.frames_.length - 1) / (window.frames_.at(-1) - window.frames_[0]); }");
        page.mouse().move(720, 430);
        page.mouse().up();
        return ((Number) rate).doubleValue();
    }

    private static void report(String what, String target, double value, String unit) {
        LINES.add(String.format(Locale.ROOT, "| %s | %s | %.1f%s |", what, target, value, unit));
    }

    @AfterAll
    static void write() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(
                Path.of("target", "benchmarks-lineage-canvas.md"),
                "| what | target | measured |\n|---|---|---|\n" + String.join("\n", LINES) + "\n");
    }
}
