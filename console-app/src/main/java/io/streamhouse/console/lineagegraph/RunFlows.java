package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.lineagegraph.store.RunFlowStore;
import io.streamhouse.lineage.Flow;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.RelationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What statements that were run wrote, over restarts. A relation keeps what the latest {@value #MOST_PER_RELATION}
 * different statements wrote into it. For one thread.
 */
final class RunFlows {

    static final int MOST_PER_RELATION = 50;
    static final int MOST = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(RunFlows.class);

    private final RunFlowStore store;
    private final Map<RelationId, Map<String, RunFlow>> flows = new HashMap<>();
    private int count;

    RunFlows(RunFlowStore store) {
        this.store = store;
    }

    void load() {
        flows.clear();
        count = 0;
        store.all().forEach(this::keep);
    }

    Set<RelationId> targets() {
        return Set.copyOf(flows.keySet());
    }

    /** The latest run last. */
    List<Flow> into(RelationId target) {
        return flows.getOrDefault(target, Map.of()).values().stream()
                .map(RunFlow::flow)
                .toList();
    }

    /** Takes note of what a statement wrote. */
    void add(RelationId target, Flow flow, Via.Statement by) {
        RunFlow run = new RunFlow(target, fingerprint(by.text()), by.at(), flow);
        keep(run);
        save(() -> store.save(run, by));
        while (flows.getOrDefault(target, Map.of()).size() > MOST_PER_RELATION) {
            drop(flows.getOrDefault(target, Map.of()).values().iterator().next());
        }
        if (count > MOST) {
            flows.values().stream()
                    .flatMap(runs -> runs.values().stream())
                    .min(Comparator.comparing(RunFlow::at))
                    .ifPresent(this::drop);
        }
    }

    /** What was written into it is not there any more. */
    void forget(RelationId target) {
        List.copyOf(flows.getOrDefault(target, Map.of()).values()).forEach(this::drop);
    }

    private void keep(RunFlow run) {
        Map<String, RunFlow> into = flows.computeIfAbsent(run.target(), any -> new LinkedHashMap<>());
        count += into.remove(run.fingerprint()) == null ? 1 : 0;
        into.put(run.fingerprint(), run);
    }

    private void drop(RunFlow run) {
        Map<String, RunFlow> into = flows.getOrDefault(run.target(), Map.of());
        if (into.remove(run.fingerprint()) != null) {
            count--;
        }
        if (into.isEmpty()) {
            flows.remove(run.target());
        }
        save(() -> store.delete(run.target(), run.fingerprint()));
    }

    /** A database that can't be written, as on a full disk, costs the memory over a restart, and nothing else. */
    private static void save(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            LOG.error("What a statement wrote is missing from what is kept over restarts", e);
        }
    }

    /** White space between words does not make another statement. */
    static String fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text.strip().replaceAll("\\s+", " ").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
