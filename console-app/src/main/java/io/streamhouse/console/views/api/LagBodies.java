package io.streamhouse.console.views.api;

import io.streamhouse.freshness.LagCause;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.freshness.WithinTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the calls about lag answer with. What is unknown is null, beside a field that says why. */
final class LagBodies {

    private static final String NOT_KNOWN = "In none of this time it was known how far it was behind";

    private LagBodies() {}

    /** How far a view was behind: {@code points} from {@code from} to {@code to}, {@code summaries} until now. */
    record LagBody(Instant from, Instant to, List<PointBody> points, List<SummaryBody> summaries) {

        static LagBody of(LagReport report) {
            return new LagBody(
                    report.from(),
                    report.to(),
                    report.points().stream().map(PointBody::of).toList(),
                    report.summaries().stream().map(SummaryBody::of).toList());
        }
    }

    /**
     * One stretch of time; where none is told nobody looked.
     *
     * @param at when it begins
     * @param lag the longest in it
     * @param target the one that held; null if there was none
     * @param cause why it was further behind than promised, or not known how far; null if it was neither
     */
    record PointBody(
            Instant at,
            Duration width,
            @Nullable Duration lag,
            @Nullable String lagUnknown,
            @Nullable Duration target,
            @Nullable LagCause cause) {

        static PointBody of(LagReport.Point point) {
            return new PointBody(
                    point.at(),
                    point.width(),
                    point.lag().orElse(null),
                    point.lag().isPresent() ? null : NOT_KNOWN,
                    point.target().orElse(null),
                    point.cause().orElse(null));
        }
    }

    /**
     * What can be said of a window that ends now.
     *
     * @param withinTarget share of {@code withinTargetWindow} in which it was as fresh as promised, from 0 to 1
     * @param p50 half of the time it was at most so far behind
     * @param aboveTarget for how long it was further behind than promised
     * @param causes for how long each had it further behind than promised, or not known how far
     */
    record SummaryBody(
            Duration window,
            @Nullable Double withinTarget,
            @Nullable Duration withinTargetWindow,
            @Nullable String withinTargetUnknown,
            @Nullable Duration p50,
            @Nullable Duration p95,
            @Nullable Duration max,
            @Nullable String lagUnknown,
            Duration aboveTarget,
            Map<LagCause, Duration> causes) {

        static SummaryBody of(LagReport.Summary summary) {
            Double share = null;
            Duration window = null;
            String unknown = null;
            switch (summary.within()) {
                case WithinTarget.Known known -> {
                    share = known.share();
                    window = known.window();
                }
                case WithinTarget.Unknown why -> unknown = why.why();
            }
            return new SummaryBody(
                    summary.window(),
                    share,
                    window,
                    unknown,
                    summary.p50().orElse(null),
                    summary.p95().orElse(null),
                    summary.max().orElse(null),
                    summary.max().isPresent() ? null : NOT_KNOWN,
                    summary.aboveTarget(),
                    summary.causes());
        }
    }
}
