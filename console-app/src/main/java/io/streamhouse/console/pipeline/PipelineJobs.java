package io.streamhouse.console.pipeline;

import io.streamhouse.console.jobs.JobOwner;
import io.streamhouse.console.jobs.StreamingStatements;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.ProblemException;
import io.streamhouse.streaming.ManagedJob;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tells which jobs run pipelines. */
@Component
final class PipelineJobs implements JobOwner {

    private final StreamingStatements statements;
    private final Pipelines pipelines;

    PipelineJobs(@Lazy StreamingStatements statements, @Lazy Pipelines pipelines) {
        this.statements = statements;
        this.pipelines = pipelines;
    }

    @Override
    public Optional<Ownership> ownership(JobSummary job) {
        Optional<ManagedJob> statement = statements.of(job.id());
        return statement.flatMap(RunMark::of).flatMap(mark -> ownership(mark.pipeline()));
    }

    private Optional<Ownership> ownership(String pipeline) {
        try {
            return Optional.of(new Ownership(
                    "pipeline " + pipelines.get(pipeline).name(),
                    PipelineRoutes.of(pipeline),
                    "This job runs a pipeline. Stopped here or on the pipeline's page, it can go on from where it stood;"
                            + " cancelled, it begins anew."));
        } catch (ProblemException gone) {
            return Optional.empty();
        }
    }
}
