package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.Formats;
import io.streamhouse.component.PipelineDrawing.Figures;
import io.streamhouse.component.Tone;
import io.streamhouse.console.pipeline.NodeFigure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a running job says of each node, in few words; rates are from one look to the next. */
final class LiveFigures {

    /** From here on a task that waits for those after it is what slows the pipeline down. */
    private static final double PRESSED = 0.5;

    private record Look(Instant at, Map<String, NodeFigure> figures) {}

    private @Nullable Look before;

    /** @param now when it was looked */
    Map<String, Figures> of(Map<String, NodeFigure> seen, Instant now) {
        Look last = before;
        Map<String, Figures> all = new HashMap<>();
        seen.forEach((node, figure) -> all.put(
                node,
                switch (figure) {
                    case NodeFigure.Known known -> of(known, rates(last, node, known, now), now);
                    case NodeFigure.Unknown unknown -> new Figures("no figures", unknown.why(), 0, 0, Tone.NEUTRAL, "");
                }));
        before = new Look(now, seen);
        return all;
    }

    private static Figures of(NodeFigure.Known known, Optional<String> rates, Instant now) {
        List<String> details = new ArrayList<>();
        rates.ifPresent(ignored -> details.add(totals(known)));
        known.busy().ifPresent(busy -> details.add("busy " + Formats.percent(busy)));
        known.backPressure().ifPresent(pressure -> {
            if (pressure >= 0.01) {
                details.add("waits " + Formats.percent(pressure));
            }
        });
        known.watermark().ifPresent(text -> details.add(watermark(text, now)));
        known.lateRecords().ifPresent(late -> {
            if (late > 0) {
                details.add(Formats.count(late) + " late");
            }
        });
        known.stateBytes().ifPresent(bytes -> details.add("state " + Formats.bytes(bytes)));
        double pressure = known.backPressure().orElse(0);
        return new Figures(
                rates.orElseGet(() -> totals(known)),
                String.join(" · ", details),
                known.busy().orElse(0),
                pressure,
                pressure >= PRESSED ? Tone.WARN : Tone.NEUTRAL,
                known.sharedWith().isEmpty() ? "" : "one task with " + String.join(", ", known.sharedWith()));
    }

    private static String totals(NodeFigure.Known known) {
        return Formats.count(known.recordsIn()) + " in · " + Formats.count(known.recordsOut()) + " out";
    }

    private static Optional<String> rates(@Nullable Look last, String node, NodeFigure.Known known, Instant now) {
        if (last == null || !(last.figures().get(node) instanceof NodeFigure.Known earlier)) {
            return Optional.empty();
        }
        double seconds = Duration.between(last.at(), now).toMillis() / 1000.0;
        if (seconds <= 0 || known.recordsIn() < earlier.recordsIn() || known.recordsOut() < earlier.recordsOut()) {
            return Optional.empty();
        }
        return Optional.of(Formats.rate((known.recordsIn() - earlier.recordsIn()) / seconds) + " in · "
                + Formats.rate((known.recordsOut() - earlier.recordsOut()) / seconds) + " out");
    }

    private static String watermark(String text, Instant now) {
        try {
            Duration behind = Duration.between(Instant.parse(text), now);
            return behind.isNegative()
                    ? "watermark " + Formats.duration(behind.abs()) + " ahead"
                    : "watermark " + Formats.duration(behind) + " behind";
        } catch (DateTimeException unreadable) {
            return "watermark " + text;
        }
    }
}
