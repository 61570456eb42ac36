package io.streamhouse.console.jobs.api;

import io.streamhouse.console.jobs.JobFeed;
import io.streamhouse.console.jobs.JobService;
import io.streamhouse.console.jobs.api.JobAnswers.Checkpoints;
import io.streamhouse.console.jobs.api.JobAnswers.Failure;
import io.streamhouse.console.jobs.api.JobAnswers.Job;
import io.streamhouse.console.jobs.api.JobAnswers.JobWithGraph;
import io.streamhouse.console.jobs.api.JobAnswers.Resumed;
import io.streamhouse.console.jobs.api.JobAnswers.StopRequest;
import io.streamhouse.console.jobs.api.JobAnswers.Stopped;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Jobs over HTTP. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobsController {

    private final JobService jobs;
    private final JobFeed feed;
    private final CurrentActor actor;

    JobsController(JobService jobs, JobFeed feed, CurrentActor actor) {
        this.jobs = jobs;
        this.feed = feed;
        this.actor = actor;
    }

    /** All jobs the cluster remembers, the latest started first, and the relation each one feeds. */
    @GetMapping
    List<Job> list() {
        return jobs.list().stream().map(Job::of).toList();
    }

    @GetMapping("/{id}")
    JobWithGraph get(@PathVariable String id) {
        JobId job = id(id);
        return JobWithGraph.of(jobs.get(job), jobs.detail(job));
    }

    @GetMapping("/{id}/checkpoints")
    Checkpoints checkpoints(@PathVariable String id) {
        return Checkpoints.of(jobs.checkpoints(id(id)));
    }

    /** Exceptions the job met, newest first. */
    @GetMapping("/{id}/exceptions")
    List<Failure> exceptions(@PathVariable String id) {
        return jobs.failures(id(id)).stream().map(Failure::of).toList();
    }

    /** Stops a job with a savepoint, or without one if the request says so; answers when it is done. */
    @PostMapping("/{id}/stop")
    Stopped stop(@PathVariable String id, @RequestBody(required = false) @Nullable StopRequest request) {
        JobId job = id(id);
        try {
            if (request != null && Boolean.FALSE.equals(request.savepoint())) {
                jobs.cancel(actor.get(), job);
                return new Stopped(job.value(), null);
            }
            return new Stopped(job.value(), jobs.stopWithSavepoint(actor.get(), job));
        } finally {
            feed.refresh();
        }
    }

    /** Asks for cancellation; the job goes on to CANCELED by itself. */
    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void cancel(@PathVariable String id) {
        jobs.cancel(actor.get(), id(id));
        feed.refresh();
    }

    /** Runs a stopped job's statement again from its savepoint. */
    @PostMapping("/{id}/resume")
    Resumed resume(@PathVariable String id) {
        JobId stopped = id(id);
        JobId next = jobs.resume(actor.get(), stopped);
        feed.refresh();
        return new Resumed(next.value(), stopped.value());
    }

    private static JobId id(String text) {
        try {
            return new JobId(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "“" + text + "” is not a job id",
                    "A job id has 32 hexadecimal digits; GET /api/v1/jobs lists them");
        }
    }
}
