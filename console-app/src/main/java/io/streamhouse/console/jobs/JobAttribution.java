package io.streamhouse.console.jobs;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.cost.Attribution;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.store.UsageAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells whom a job works for by its name: the relation an INSERT writes to, or the view the console runs it for. */
@Component
public class JobAttribution implements Attribution {

    private static final int REMEMBERED = 5_000;
    private static final Duration LISTED_FOR = Duration.ofSeconds(4);

    /** How the jobs are named that refresh a view and look at it. */
    private static final List<String> OF_VIEWS = List.of("keep fresh ", "refresh ", "read ");

    /** What the engine is warmed up with: a temporary table that is nobody's. */
    private static final String WARM_UP = "streamhouse_warm_up";

    private final Connections connections;
    private final InstantSource clock;
    private final Map<JobId, String> names = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, String> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Instant listedAt = Instant.EPOCH;

    JobAttribution(Connections connections, InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<UsageAccount> of(JobId job) {
        if (!names.containsKey(job) && listedAt.plus(LISTED_FOR).isBefore(clock.instant())) {
            list();
        }
        return Optional.ofNullable(names.get(job)).flatMap(JobAttribution::account);
    }

    private void list() {
        listedAt = clock.instant();
        try {
            for (JobSummary job : connections.jobs().list()) {
                names.put(job.id(), job.name());
            }
        } catch (ProblemException e) {
            System.getLogger(JobAttribution.class.getName())
                    .log(
                            System.Logger.Level.DEBUG,
                            "Jobs can''t be listed now: {0}",
                            e.problem().what());
        }
    }

    static Optional<UsageAccount> account(String name) {
        List<RelationId> fed = FedRelations.of(name).stream()
                .filter(relation -> !relation.name().equals(WARM_UP))
                .toList();
        Optional<RelationId> relation = fed.isEmpty() ? ofView(name) : Optional.of(fed.getFirst());
        return relation.map(id -> UsageAccount.of(id, Optional.empty()));
    }

    private static Optional<RelationId> ofView(String name) {
        for (String prefix : OF_VIEWS) {
            if (name.startsWith(prefix)) {
                String rest = name.substring(prefix.length()).replaceFirst(" whole$", "");
                try {
                    return Optional.of(RelationId.parse(rest));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
