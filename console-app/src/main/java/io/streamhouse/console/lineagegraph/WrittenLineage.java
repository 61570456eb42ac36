package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.sqlworkspace.StatementLineages;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the SQL page shows of the lineage of the statement that is being written. */
@Component
class WrittenLineage implements StatementLineages {

    private final Lineage lineage;

    WrittenLineage(Lineage lineage) {
        this.lineage = lineage;
    }

    @Override
    public List<StatementLineage> analyze(String script, DatabaseId current) {
        return lineage.analyze(script, current);
    }

    @Override
    public String page(RelationId relation, Optional<String> column) {
        return LineageRoutes.of(relation, column);
    }
}
