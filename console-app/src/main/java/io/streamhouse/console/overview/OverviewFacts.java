package io.streamhouse.console.overview;

import io.streamhouse.console.sample.SampleStatus;
import java.util.List;

/**
 * What the Overview shows besides views, costs, jobs and the engine, which have feeds of their own.
 *
 * @param queried whether anybody ran a statement yet
 * @param notices the gravest first
 */
public record OverviewFacts(SampleStatus shop, boolean queried, List<OverviewNotice> notices) {
    public OverviewFacts {
        notices = List.copyOf(notices);
    }
}
