package io.streamhouse.console.views.ui;

import io.streamhouse.console.sqlworkspace.CatalogNames;
import io.streamhouse.console.views.ViewFeed;
import io.streamhouse.console.views.ViewSources;
import io.streamhouse.console.views.Views;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** What the page of a view works with. */
@Component
record ViewPageParts(
        Views views,
        ViewFeed feed,
        ViewSources sources,
        ViewActions actions,
        CatalogNames names,
        InstantSource clock) {}
