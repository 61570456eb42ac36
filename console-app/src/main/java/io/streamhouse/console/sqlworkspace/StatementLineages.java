package io.streamhouse.console.sqlworkspace;

import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;

/** What the feature that knows lineage tells the SQL page of statements that somebody writes. */
public interface StatementLineages {

    /**
     * The lineage of every statement of a script, with the catalogs as they are.
     *
     * @param script may be unfinished
     */
    List<StatementLineage> analyze(String script, DatabaseId current);

    /** Where more of it is shown: of a relation, or of one of its columns. */
    String page(RelationId relation, Optional<String> column);
}
