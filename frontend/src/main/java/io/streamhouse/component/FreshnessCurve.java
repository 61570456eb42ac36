package io.streamhouse.component;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each freshness would cost and bring, for {@link FreshnessSlider}. The browser reads figures between two points
 * off a straight line over the logarithm of the target.
 *
 * @param currency as ISO 4217 names it
 * @param lines one per mode; none while nothing is known
 * @param bands which mode is taken by itself for which targets, shortest first, without gaps
 * @param badge how the figures are known, in a word or two, such as {@code estimated}
 * @param basis what they rest on, in a sentence
 * @param floorSeconds shorter targets are refused
 * @param chainFloorSeconds shorter targets are accepted and can't be kept; null if there is no such limit
 * @param slowHop what makes {@code chainFloorSeconds} what it is; may be empty
 */
public record FreshnessCurve(
        String currency,
        List<Line> lines,
        List<Band> bands,
        String badge,
        String basis,
        double floorSeconds,
        @Nullable Double chainFloorSeconds,
        String slowHop)
        implements Serializable {

    public FreshnessCurve {
        lines = List.copyOf(lines);
        bands = List.copyOf(bands);
    }

    /**
     * One mode.
     *
     * @param tone its colour, by which bands name it
     * @param name its name for people
     * @param points targets ascending, from the shortest it can keep
     */
    public record Line(Tone tone, String name, List<Point> points) implements Serializable {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** @param lagSeconds how far behind it must be expected to be */
    public record Point(double seconds, double costPerDay, double lagSeconds) implements Serializable {}

    public record Band(double fromSeconds, double toSeconds, Tone tone) implements Serializable {}
}
