package io.streamhouse.console.pipeline.ui;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.pipeline.PipelineChanges;
import io.streamhouse.console.pipeline.PipelineEditors;
import io.streamhouse.console.pipeline.PipelineFeed;
import io.streamhouse.console.pipeline.PipelineRuns;
import io.streamhouse.console.pipeline.PipelineSamples;
import io.streamhouse.console.pipeline.Pipelines;
import io.streamhouse.console.pipeline.TargetCosts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.sqlworkspace.CatalogNames;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** What the parts of the editor's page work with. */
@Component("pipelinePageServices")
record PageServices(
        Pipelines pipelines,
        PipelineEditors editors,
        PipelineSamples samples,
        PipelineRuns runs,
        PipelineChanges changes,
        TargetCosts costs,
        PipelineFeed feed,
        Catalogs catalogs,
        CatalogNames names,
        CurrentActor actor,
        PageWork work,
        InstantSource clock) {}
