package io.streamhouse.console.pipeline;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.Renaming;
import io.streamhouse.pipeline.change.StateChange;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.PipelineChecker;
import io.streamhouse.pipeline.check.TargetVerdict;
import io.streamhouse.pipeline.match.OperatorMatch;
import io.streamhouse.pipeline.read.PipelineReader;
import io.streamhouse.pipeline.read.ReadPipeline;
import io.streamhouse.pipeline.write.PipelineSql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Flink's dialect, over the relations that the catalogs hold. */
@Component
final class FlinkPipelineLanguage implements PipelineLanguage {

    private final Catalogs catalogs;

    FlinkPipelineLanguage(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** A table that was made a moment ago may not be listed yet: it is asked for by its name then. */
    private Optional<Relation> relation(RelationId id) {
        return catalogs.storedDefinition(id).or(() -> catalogs.stored(id));
    }

    @Override
    public String write(Pipeline pipeline, Map<String, NodeCheck> checks) {
        return PipelineSql.write(pipeline, PipelineChecker.columns(checks));
    }

    @Override
    public String query(Pipeline pipeline, String node, Map<String, NodeCheck> checks) {
        return PipelineSql.query(pipeline, node, PipelineChecker.columns(checks));
    }

    @Override
    public ReadPipeline read(String script, DatabaseId current, Pipeline before) {
        return PipelineReader.read(script, current, this::relation, List.of(), before);
    }

    @Override
    public Pipeline rename(Pipeline pipeline, String from, String to) {
        return Renaming.rename(pipeline, from, to);
    }

    @Override
    public Map<String, OperatorMatch> places(Pipeline running, JobDetail job) {
        return OperatorMatch.of(running, job);
    }

    @Override
    public StateChange difference(Pipeline running, Pipeline next) {
        return StateChange.between(running, next);
    }

    @Override
    public Checking checking() {
        PipelineChecker checker = new PipelineChecker();
        return new Checking() {
            @Override
            public Map<String, NodeCheck> check(Pipeline pipeline, DatabaseId current, ExecutionMode mode) {
                return checker.check(pipeline, current, FlinkPipelineLanguage.this::relation, List.of(), mode);
            }

            @Override
            public Map<String, TargetVerdict> judge(Pipeline pipeline, DatabaseId current, ExecutionMode mode) {
                return checker.judge(pipeline, current, FlinkPipelineLanguage.this::relation, List.of(), mode);
            }
        };
    }
}
