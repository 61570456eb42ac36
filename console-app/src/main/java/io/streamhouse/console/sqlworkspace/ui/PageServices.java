package io.streamhouse.console.sqlworkspace.ui;

import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.sqlworkspace.CatalogNames;
import io.streamhouse.console.sqlworkspace.Examples;
import io.streamhouse.console.sqlworkspace.SavedScripts;
import io.streamhouse.console.sqlworkspace.SqlService;
import io.streamhouse.console.sqlworkspace.StatementHistory;
import io.streamhouse.console.sqlworkspace.Workspaces;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** What the parts of the SQL page work with. */
@Component
record PageServices(
        SqlService sql,
        CatalogNames names,
        SavedScripts scripts,
        Workspaces workspaces,
        StatementHistory history,
        Examples examples,
        CurrentActor actor,
        PageTicker ticker,
        StatementLooks looks,
        InstantSource clock) {}
