package io.streamhouse.console.views;

import io.streamhouse.component.FreshnessCurve;
import io.streamhouse.component.Tone;
import io.streamhouse.cost.CostCurve;
import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a cost curve is to the slider that draws it. */
public final class SliderCurves {

    private SliderCurves() {}

    public static FreshnessCurve of(CostCurve curve) {
        return new FreshnessCurve(
                curve.currency(),
                curve.lines().stream()
                        .filter(line -> !line.points().isEmpty())
                        .map(SliderCurves::line)
                        .toList(),
                curve.bands().stream()
                        .map(band ->
                                new FreshnessCurve.Band(seconds(band.from()), seconds(band.to()), tone(band.mode())))
                        .toList(),
                badge(curve.confidence()),
                curve.basis(),
                seconds(curve.floor()),
                curve.chainFloor().map(SliderCurves::seconds).orElse(null),
                curve.slowHop().orElse(""));
    }

    /** What a slider shows while figures can't be had. */
    public static FreshnessCurve unknown(String why) {
        return new FreshnessCurve("USD", List.of(), List.of(), "", why, 0, null, "");
    }

    private static FreshnessCurve.Line line(CostCurve.Line line) {
        String name = line.mode().name();
        return new FreshnessCurve.Line(
                tone(line.mode()),
                name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT),
                line.points().stream()
                        .map(point -> new FreshnessCurve.Point(
                                seconds(point.target()), point.costPerDay(), seconds(point.lag())))
                        .toList());
    }

    /** Every figure on a slider is an estimate; how good a one is said with it. */
    private static String badge(CostCurve.Confidence confidence) {
        return switch (confidence) {
            case PRIOR -> "estimated, not measured yet";
            case LOW -> "estimated from few runs";
            case HIGH -> "estimated";
        };
    }

    public static Tone tone(RefreshMode mode) {
        return switch (mode) {
            case CONTINUOUS -> Tone.CONTINUOUS;
            case INCREMENTAL -> Tone.INCREMENTAL;
            case FULL -> Tone.FULL;
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
