package io.streamhouse.console.jobs.ui;

import io.streamhouse.console.jobs.ConsoleJob;
import io.streamhouse.console.jobs.JobFeed;
import io.streamhouse.console.jobs.JobsSeen;
import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import io.streamhouse.model.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The ways to the pages about jobs. */
@Component
public class JobsNavigation implements PaletteSource {

    private final JobFeed feed;

    JobsNavigation(JobFeed feed) {
        this.feed = feed;
    }

    /** Where the page of a job is. */
    public static String route(JobId job) {
        return "jobs/" + job.value();
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<PaletteEntry> found = new ArrayList<>();
        if (wanted.isEmpty()) {
            return found;
        }
        if (feed.glance().orElse(null) instanceof JobsSeen.Listed listed) {
            listed.jobs().stream()
                    .filter(job ->
                            !job.feeds().isEmpty() || !job.summary().state().terminal())
                    .filter(job -> fits(job, wanted))
                    .limit(limit)
                    .map(job -> new PaletteEntry(
                            job.title(),
                            "job, " + job.summary().state().name().toLowerCase(Locale.ROOT),
                            route(job.summary().id())))
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean fits(ConsoleJob job, String wanted) {
        return job.title().toLowerCase(Locale.ROOT).contains(wanted)
                || job.summary().id().value().startsWith(wanted);
    }
}
