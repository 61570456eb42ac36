package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.Flow;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.RelationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what runs as OpenLineage's run events. */
final class RunEventDocument {

    private static final int FINGERPRINT = 16;

    private final JsonMapper json;
    private final OpenLineageFacets facets;

    RunEventDocument(JsonMapper json, OpenLineageFacets facets) {
        this.json = json;
        this.facets = facets;
    }

    /** @param type START, RUNNING, COMPLETE, FAIL or ABORT */
    ObjectNode refresh(
            String type,
            Instant at,
            UUID run,
            RelationId view,
            List<FlowTracer.Written> written,
            Optional<Problem> problem) {
        return event(type, at, run, facets.job(view.toString()), written, problem);
    }

    /** @param text secrets taken out; the job is called after it */
    ObjectNode statement(
            String type,
            Instant at,
            UUID run,
            String text,
            List<FlowTracer.Written> written,
            Optional<Problem> problem) {
        ObjectNode job = facets.job("statement." + RunFlows.fingerprint(text).substring(0, FINGERPRINT));
        job.putObject("facets")
                .set("sql", OpenLineageFacets.facet(OpenLineageFacets.SQL).put("query", text));
        return event(type, at, run, job, written, problem);
    }

    private ObjectNode event(
            String type,
            Instant at,
            UUID run,
            ObjectNode job,
            List<FlowTracer.Written> written,
            Optional<Problem> problem) {
        ObjectNode event = json.createObjectNode()
                .put("eventType", type)
                .put("eventTime", at.toString())
                .put("producer", OpenLineageFacets.PRODUCER)
                .put("schemaURL", OpenLineageFacets.SPEC + "RunEvent");
        ObjectNode about = event.putObject("run").put("runId", run.toString());
        problem.filter(failed -> failed.code() != ErrorCode.CANCELLED)
                .ifPresent(failed -> about.putObject("facets")
                        .set(
                                "errorMessage",
                                OpenLineageFacets.facet(OpenLineageFacets.ERROR)
                                        .put("message", Redactor.text(failed.what()))
                                        .put("programmingLanguage", "SQL")));
        event.set("job", job);
        ArrayNode inputs = event.putArray("inputs");
        written.stream()
                .flatMap(one -> one.flow().reads().stream())
                .distinct()
                .sorted()
                .forEach(id -> inputs.add(facets.dataset(id)));
        ArrayNode outputs = event.putArray("outputs");
        for (FlowTracer.Written one : written) {
            ObjectNode output = facets.dataset(one.target());
            if (one.flow() instanceof Flow.Traced traced) {
                output.putObject("facets").set("columnLineage", facets.columnLineage(traced.columns(), traced.rows()));
            }
            outputs.add(output);
        }
        return event;
    }
}
