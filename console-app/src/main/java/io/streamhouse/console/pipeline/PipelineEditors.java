package io.streamhouse.console.pipeline;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ProblemException;
import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.stereotype.Service;

/** Opens pipelines to be edited. Whoever opens one closes it. */
@Service
public class PipelineEditors {

    private final Pipelines pipelines;
    private final PipelineDrafts drafts;
    private final PipelineLanguage language;
    private final PipelineAnalysis analysis;
    private final InstantSource clock;
    private final Set<OpenPipeline> open = ConcurrentHashMap.newKeySet();
    private final Subscription definitions;
    private final ScheduledExecutorService background = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("pipeline-editor-", 0).daemon().factory());

    PipelineEditors(
            Pipelines pipelines,
            PipelineDrafts drafts,
            PipelineLanguage language,
            PipelineAnalysis analysis,
            Catalogs catalogs,
            InstantSource clock) {
        this.pipelines = pipelines;
        this.drafts = drafts;
        this.language = language;
        this.analysis = analysis;
        this.clock = clock;
        this.definitions = catalogs.onDefinition(this::lookAgain);
    }

    /** A new pipeline without a node. */
    public KeptPipeline create(Actor actor, String name) {
        return pipelines.create(actor, name, analysis.empty());
    }

    /**
     * A pipeline as the person left it.
     *
     * @throws ProblemException NOT_FOUND
     */
    public OpenPipeline open(Actor actor, String id) {
        KeptPipeline kept = pipelines.get(id);
        open.removeIf(OpenPipeline::isClosed);
        Optional<String> notice = open.stream().anyMatch(other -> other.id().equals(id))
                ? Optional.of("This pipeline is open in another window too. What is changed in one shows in the other")
                : Optional.empty();
        OpenPipeline opened = new OpenPipeline(
                actor, kept, drafts.find(actor, id), notice, language, pipelines, drafts, background, clock);
        open.add(opened);
        return opened;
    }

    private void lookAgain() {
        open.removeIf(OpenPipeline::isClosed);
        open.forEach(OpenPipeline::lookAgain);
    }

    @PreDestroy
    void stop() {
        definitions.close();
        open.forEach(OpenPipeline::close);
        background.shutdownNow();
    }
}
