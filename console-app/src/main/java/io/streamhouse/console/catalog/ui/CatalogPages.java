package io.streamhouse.console.catalog.ui;

import io.streamhouse.console.catalog.CatalogChanges;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.FileImports;
import io.streamhouse.console.catalog.RelationFeed;
import io.streamhouse.console.catalog.RelationFreshness;
import io.streamhouse.console.catalog.RelationLineage;
import io.streamhouse.console.sample.SampleShop;
import io.streamhouse.console.security.CurrentActor;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** What the parts of the catalog page work with. */
@Component
record CatalogPages(
        Catalogs catalogs,
        CatalogChanges changes,
        FileImports imports,
        SampleShop shop,
        RelationFeed feed,
        RelationFreshness freshness,
        RelationLineage lineage,
        CurrentActor actor,
        InstantSource clock) {}
