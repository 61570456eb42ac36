package io.streamhouse.console.jobs;

import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads from a job's name which relations it writes to. Flink names the job of an INSERT
 * {@code insert-into_catalog.database.table}, with commas between several; a sink that a statement set writes to more
 * than once gets {@code _1}, {@code _2} behind its name.
 */
final class FedRelations {

    private static final String INSERT = "insert-into_";

    private static final Pattern NUMBERED = Pattern.compile("(.+)_\\d+");

    private FedRelations() {}

    /** The relations in the order the job names them; empty for a job that feeds none, or whose name was chosen. */
    static List<RelationId> of(String jobName) {
        if (!jobName.startsWith(INSERT)) {
            return List.of();
        }
        List<RelationId> named = new ArrayList<>();
        for (String part : jobName.substring(INSERT.length()).split(",", -1)) {
            relation(part.strip()).ifPresent(named::add);
        }
        Map<String, Integer> numbered = new HashMap<>();
        named.forEach(id -> numbered.merge(stem(id.toString()), 1, Integer::sum));
        return named.stream()
                .map(id -> numbered.getOrDefault(stem(id.toString()), 0) > 1
                                && NUMBERED.matcher(id.name()).matches()
                        ? new RelationId(id.catalog(), id.database(), stem(id.name()))
                        : id)
                .distinct()
                .toList();
    }

    /** The relations in few words, one of them at least. */
    static String words(List<RelationId> relations) {
        String first = relations.getFirst().toString();
        return relations.size() == 1 ? first : first + " and " + (relations.size() - 1) + " more";
    }

    private static String stem(String name) {
        var matcher = NUMBERED.matcher(name);
        return matcher.matches() ? matcher.group(1) : name;
    }

    /** Flink doesn't quote here: only a name of exactly three parts can be told apart. */
    private static Optional<RelationId> relation(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || parts[2].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RelationId(parts[0], parts[1], parts[2]));
    }
}
