package io.streamhouse.console.overview;

import java.util.List;

/** A feature's contribution to what stands on top of the Overview: a Spring bean, so that the page need not know it. */
public interface OverviewNotices {

    /** The gravest first; empty while there is nothing to say. Called every other second: answers from memory. */
    List<OverviewNotice> notices();
}
