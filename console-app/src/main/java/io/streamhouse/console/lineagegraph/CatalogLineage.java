package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.catalog.RelationLineage;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.model.RelationId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the Catalog shows of the lineage of a relation. */
@Component
class CatalogLineage implements RelationLineage {

    private final Lineage lineage;

    CatalogLineage(Lineage lineage) {
        this.lineage = lineage;
    }

    @Override
    public Around around(RelationId id) {
        Neighbourhood part = lineage.neighbourhood(new Focus(id, Optional.empty(), Direction.BOTH, 1));
        return new Around(
                LineagePicture.of(part),
                CardFigures.of(
                        part.nodes(),
                        lineage.health(part.nodes().stream()
                                .map(Neighbourhood.Node::id)
                                .toList()),
                        ColourBy.LAG));
    }

    @Override
    public String page(RelationId id, Optional<String> column) {
        return LineageRoutes.of(id, column);
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return lineage.onChange(listener);
    }
}
