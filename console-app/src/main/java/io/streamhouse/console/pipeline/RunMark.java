package io.streamhouse.console.pipeline;

import io.streamhouse.streaming.ManagedJob;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a streaming statement carries that runs a pipeline, so that each finds the other. */
record RunMark(String pipeline, long revision) {

    private static final Pattern TEXT = Pattern.compile("pipeline/(?<id>[^/]+)/(?<revision>\\d{1,18})");

    static Optional<RunMark> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new RunMark(matcher.group("id"), Long.parseLong(matcher.group("revision"))))
                : Optional.empty();
    }

    static Optional<RunMark> of(ManagedJob job) {
        return job.startedFor().flatMap(RunMark::parse);
    }

    String text() {
        return "pipeline/" + pipeline + "/" + revision;
    }
}
