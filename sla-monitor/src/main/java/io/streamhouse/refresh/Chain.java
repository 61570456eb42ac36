package io.streamhouse.refresh;

import io.streamhouse.model.RelationId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The longest way from the roots to a view, by how long refreshes take.
 *
 * @param takes summed along the way, without the view itself
 * @param slowest the view on the way whose refreshes take longest; empty if no view is read
 */
record Chain(Duration takes, Optional<Hop> slowest) {

    private static final Chain ROOT = new Chain(Duration.ZERO, Optional.empty());

    /** A view on the way. */
    record Hop(RelationId view, Duration takes) {
        String text() {
            return view + ", whose refreshes take " + CostChoice.text(takes);
        }
    }

    /** The way to what reads these. */
    static Chain above(Views views, List<RelationId> reads) {
        return above(views, reads, new HashSet<>());
    }

    private static Chain above(Views views, List<RelationId> reads, Set<RelationId> seen) {
        Chain longest = ROOT;
        for (RelationId read : reads) {
            Optional<ManagedView> upstream = views.find(read);
            if (upstream.isEmpty() || !seen.add(read)) {
                continue;
            }
            Chain further = above(views, Views.reads(upstream.get()), seen);
            Hop hop = new Hop(read, views.takes(upstream.get()));
            Chain here = new Chain(
                    further.takes().plus(hop.takes()),
                    further.slowest()
                            .filter(other -> other.takes().compareTo(hop.takes()) >= 0)
                            .or(() -> Optional.of(hop)));
            if (here.takes().compareTo(longest.takes()) > 0) {
                longest = here;
            }
            seen.remove(read);
        }
        return longest;
    }
}
