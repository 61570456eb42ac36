package io.streamhouse.plan;

import io.streamhouse.model.Position;
import io.streamhouse.model.Relation;
import io.streamhouse.plan.Maintainability.DropsLateChanges;
import io.streamhouse.plan.Maintainability.FullOnly;
import io.streamhouse.plan.Maintainability.Incremental;
import io.streamhouse.plan.PhysicalPlan.Construct;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.util.ImmutableBitSet;

/** Judges a query by its physical plan. */
final class Verdicts {

    /** How the planner names the function that its check for non-deterministic updates stumbles over. */
    private static final Pattern NON_DETERMINISTIC = Pattern.compile("non[- ]deterministic function: '?(?<name>\\w+)");

    /** How the planner names a node of its plan, which means nothing to who wrote the query. */
    private static final Pattern PRODUCED_BY = Pattern.compile(" which is produced by node .*");

    private static final String FICKLE =
            "It gives another value each time it is computed, so that what was computed before can't be taken back";

    private final ReadQuery read;
    private final QueryExpansion.Result expansion;
    private final KnownRelations relations;

    Verdicts(ReadQuery read, QueryExpansion.Result expansion, KnownRelations relations) {
        this.read = read;
        this.expansion = expansion;
        this.relations = relations;
    }

    /**
     * @param key what the result is kept by; empty if by nothing
     */
    Maintainability of(PhysicalPlan plan, ImmutableBitSet key) {
        Optional<FullOnly> full =
                sources().or(this::stateTtl).or(() -> time(plan)).or(() -> arbitrary(plan));
        if (full.isPresent()) {
            return full.get();
        }
        if (!plan.insertOnly() && key.isEmpty()) {
            return keyless(plan);
        }
        Optional<String> nonDeterministic = plan.nonDeterministicUpdates(key);
        if (nonDeterministic.isPresent()) {
            String name = plan.random().isEmpty()
                    ? "non-deterministic update"
                    : plan.random().iterator().next();
            String why = plan.random().isEmpty() ? nonDeterministic.get() : FICKLE;
            return new FullOnly(name, why, Constructs.call(read, name));
        }
        if (!plan.late().isEmpty()) {
            Construct construct = plan.late().iterator().next();
            return new DropsLateChanges(construct.words(), Constructs.place(read, construct));
        }
        return new Incremental();
    }

    /** What the planner refuses to run as a stream. */
    FullOnly refusal(RuntimeException refusal) {
        String said = Refusals.sentence(refusal);
        Matcher nonDeterministic = NON_DETERMINISTIC.matcher(said);
        if (nonDeterministic.find()) {
            String name = nonDeterministic.group("name");
            return new FullOnly(name, FICKLE, Constructs.call(read, name));
        }
        Optional<Construct> construct = Construct.named(said);
        String why =
                "Flink can't run it as a stream: " + PRODUCED_BY.matcher(said).replaceFirst("");
        return sources()
                .orElseGet(() -> new FullOnly(
                        construct.map(Construct::words).orElse("query"),
                        why,
                        construct.flatMap(each -> Constructs.place(read, each))));
    }

    private Optional<FullOnly> sources() {
        for (Scan scan : expansion.scans()) {
            Optional<Position> where = expansion.places().get(scan.ordinal());
            Map<String, String> options =
                    relations.find(scan.relation()).map(Relation::options).orElse(Map.of());
            String connector = options.getOrDefault("connector", "paimon");
            if (!connector.equalsIgnoreCase("paimon")) {
                return Optional.of(new FullOnly(
                        "connector " + connector,
                        scan.relation() + " lies outside of Paimon, so there are no snapshots to continue from",
                        where));
            }
            Optional<String> unreadable = unreadable(options);
            if (unreadable.isPresent()) {
                return Optional.of(new FullOnly(
                        unreadable.get(),
                        "Changes of " + scan.relation() + " can't be read: set its option changelog-producer to lookup",
                        where));
            }
        }
        return Optional.empty();
    }

    /** Merge engines whose changes Paimon refuses to stream, unless a producer makes a changelog of them. */
    private static Optional<String> unreadable(Map<String, String> options) {
        String engine = options.getOrDefault("merge-engine", "deduplicate").toLowerCase(Locale.ROOT);
        String producer = options.getOrDefault("changelog-producer", "none").toLowerCase(Locale.ROOT);
        boolean needsProducer =
                engine.equals("partial-update") || engine.equals("aggregation") || engine.equals("first-row");
        return needsProducer && producer.equals("none") ? Optional.of("merge-engine " + engine) : Optional.empty();
    }

    private Optional<FullOnly> stateTtl() {
        return read.outline().queryHints().stream()
                .filter(hint -> hint.getName().equalsIgnoreCase("STATE_TTL"))
                .findFirst()
                .map(hint -> new FullOnly(
                        "STATE_TTL",
                        "State that is forgotten after a while makes the result wrong: leave the hint out",
                        Optional.of(read.position(hint.getParserPosition()))));
    }

    private Optional<FullOnly> time(PhysicalPlan plan) {
        if (plan.refused().contains(Construct.LOOKUP)) {
            return Optional.of(new FullOnly(
                    Construct.LOOKUP.words(),
                    "It sees the looked-up table as it is when a row comes by; later changes of that table are missed",
                    Constructs.place(read, Construct.LOOKUP)));
        }
        return plan.timeDependent().stream()
                .findFirst()
                .map(name -> new FullOnly(
                        name,
                        "Its value changes as time passes, without a change of a source",
                        Constructs.call(read, name)));
    }

    private Optional<FullOnly> arbitrary(PhysicalPlan plan) {
        return plan.refused().stream()
                .findFirst()
                .map(construct ->
                        new FullOnly(construct.words(), arbitrary(construct), Constructs.place(read, construct)));
    }

    private static String arbitrary(Construct construct) {
        return construct == Construct.SORT
                ? "A stream of changes can't be sorted as a whole, and a table has no order anyway: leave ORDER BY out, or"
                        + " add LIMIT for a top-N"
                : "Which rows it keeps depends on the order in which they come by: add ORDER BY";
    }

    private static FullOnly keyless(PhysicalPlan plan) {
        boolean oneRow = plan.keys().contains(ImmutableBitSet.of());
        return new FullOnly(
                "result without key",
                oneRow
                        ? "Its one row has no column that is never null to be its key: add one, such as COUNT(*)"
                        : "Rows of the result change, and no columns are known to tell them apart: select the key of its"
                                + " source too, or name a key",
                Optional.empty());
    }

    /** In what two right computations can differ. */
    List<String> warnings(PhysicalPlan plan) {
        List<String> warnings = new ArrayList<>();
        if (plan.ties()) {
            warnings.add(
                    "Rows that tie in ORDER BY are picked in any order: end it with a key to make them one result");
        }
        for (String function : plan.orderDependent()) {
            warnings.add(function + " depends on the order in which rows come by");
        }
        if (plan.approximate()) {
            warnings.add("Sums of floating-point numbers can differ in their last digits");
        }
        for (String function : plan.random()) {
            warnings.add(function + " gives another value each time it is computed");
        }
        return warnings;
    }

    boolean deterministic(PhysicalPlan plan) {
        return !plan.ties()
                && plan.orderDependent().isEmpty()
                && plan.random().isEmpty()
                && plan.timeDependent().isEmpty()
                && plan.refused().isEmpty();
    }
}
