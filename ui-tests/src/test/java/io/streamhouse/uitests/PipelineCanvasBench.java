package io.streamhouse.uitests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Measures how a pipeline's canvas moves: frames a second while all of it is moved and while one step is dragged, from
 * afar and near by. Writes the figures, with the machine's load, to {@code target/benchmarks-pipeline-canvas.md}. Not
 * part of the checks.
 */
@Journeys
final class PipelineCanvasBench {

    private static final List<String> LINES = new ArrayList<>();

    /** Ten rows of ten steps with six columns each, every fifth a join with the row above. */
    private static final String DRAWING = """
            count => {
              const kinds = [['source', 'SOURCE'], ['filter', 'ROWS'], ['join', 'COMBINE'], ['aggregate', 'GROUP'], ['project', 'ROWS']];
              const columns = ['order_id BIGINT', 'customer STRING', 'total DECIMAL(10,2)', 'ordered_at TIMESTAMP_LTZ(3)', 'status STRING', 'country STRING']
                .map(column => ({ name: column.split(' ')[0], type: column.split(' ')[1], time: column.startsWith('ordered') }));
              const nodes = Array.from({ length: count }, (_, at) => {
                const [kind, family] = kinds[at % 5];
                return { id: 'step_' + at, kind, words: kind, family, lines: ["status <> 'CANCELLED' AND total > 100"],
                  ports: kind === 'source' ? [] : kind === 'join' ? ['left', 'right'] : ['rows'], output: true, columns,
                  state: 'FINE', problem: '', note: '', x: (at % 10) * 290, y: Math.floor(at / 10) * 260 };
              });
              const links = nodes.flatMap((node, at) => node.kind === 'source' ? [] : [{ from: 'step_' + (at - 1), to: node.id, port: 0 },
                ...(node.kind === 'join' && at > 10 ? [{ from: 'step_' + (at - 10), to: node.id, port: 1 }] : [])]);
              return { nodes, links, moves: 0, editable: true };
            }
            """;

    @Test
    void a_hundred_steps(Browser browser) {
        Page page = browser.open("/pipelines/new");
        page.waitForFunction("() => customElements.get('sh-pipeline-canvas')");
        page.evaluate("() => { const canvas = document.createElement('sh-pipeline-canvas'); canvas.id = 'bench';"
                + " document.body.append(canvas); canvas.style ="
                + " 'position:fixed;inset:0;height:auto;z-index:9;display:block'; }");
        page.evaluate(
                "count => { const canvas = document.querySelector('#bench'); canvas.drawing = (" + DRAWING
                        + ")(count); }",
                100);
        page.waitForFunction("() => document.querySelectorAll('#bench .react-flow__node').length === 100"
                + " && document.querySelector('#bench .react-flow__edge')");
        page.evaluate("() => document.querySelector('#bench').fit()");
        page.waitForFunction("() => document.querySelector('#bench [data-far]')");
        report("100 steps: frames a second while all of it is moved", sway(page, 60, 800));
        BoundingBox step = page.locator("#bench [data-step=step_44] header").boundingBox();
        report("100 steps: frames a second while one is dragged", sway(page, step.x + 20, step.y + 6));
        page.mouse().move(720, 430);
        page.waitForFunction("() => { const canvas = document.querySelector('#bench .react-flow__pane');"
                + " canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: -60, clientX: 720, clientY: 430, bubbles: true }));"
                + " return !document.querySelector('#bench [data-far]'); }");
        report("100 steps: the same near by, moved", sway(page, 60, 800));
    }

    /** To and fro, 240 moves of the pointer; frames as the page itself counts them. */
    private static double sway(Page page, double x, double y) {
        page.evaluate("() => { window.frames_ = []; const next = at => { window.frames_.push(at); window.counting ="
                + " requestAnimationFrame(next); }; window.counting = requestAnimationFrame(next); }");
        page.mouse().move(x, y);
        page.mouse().down();
        for (int step = 0; step < 240; step++) {
            page.mouse().move(x + 300 * Math.sin(step / 20.0), y - 200 * Math.abs(Math.sin(step / 13.0)));
        }
        Object rate = page.evaluate("() => { cancelAnimationFrame(window.counting);"
                + " return 1000 * (window.frames_.length - 1) / (window.frames_.at(-1) - window.frames_[0]); }");
        page.mouse().move(x, y);
        page.mouse().up();
        return ((Number) rate).doubleValue();
    }

    private static void report(String what, double value) {
        LINES.add(String.format(
                Locale.ROOT,
                "| %s | 50 or more | %.1f | %.1f |",
                what,
                value,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    @AfterAll
    static void write() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(
                Path.of("target", "benchmarks-pipeline-canvas.md"),
                "| what | target | measured | load of the machine |\n|---|---|---|---|\n" + String.join("\n", LINES)
                        + "\n");
    }
}
