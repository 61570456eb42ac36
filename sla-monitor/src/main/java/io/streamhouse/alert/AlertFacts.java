package io.streamhouse.alert;

import io.streamhouse.freshness.LagReport;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.RefreshRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is observed and recorded of views and costs. Calls may throw {@link io.streamhouse.model.ProblemException}: then
 * nothing is known, for the reason it carries.
 */
public interface AlertFacts {

    /** The views there are now. */
    List<RelationId> views();

    /** How far the view was behind in a time, oldest first; may begin before {@code from}. */
    List<LagReport.Point> lag(RelationId view, Instant from, Instant to);

    /** The refreshes that began in a time, in any order. */
    List<RefreshRun> refreshes(RelationId view, Instant from, Instant to);

    /** What was spent in a time, oldest first. */
    List<Spent> spent(Subject on, Instant from, Instant to);

    /** The currency of what was spent, as ISO 4217 names it. */
    String currency();

    /** The view as it is now. */
    Present present(RelationId view);

    /** The share of the window that ends now in which the view was as fresh as promised. */
    WithinTarget within(RelationId view, Condition.Window window);

    /** @param cost of the time from {@code at} on that {@code width} long, metered */
    record Spent(Instant at, Duration width, double cost) {}
}
