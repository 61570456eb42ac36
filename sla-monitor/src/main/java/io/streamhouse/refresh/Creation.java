package io.streamhouse.refresh;

import io.streamhouse.cost.Forecast;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Schema;
import io.streamhouse.model.ViewDefinition;
import io.streamhouse.plan.Maintainability;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.plan.Scan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Checks what is asked for before anything is made of it, and says what is wrong with it. */
final class Creation {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** Where nothing is: a query that can be planned there names everything in full. */
    private static final DatabaseId NOWHERE = new DatabaseId("nowhere", "nowhere");

    private static final Pattern ALL_COLUMNS = Pattern.compile("(?i)(select(\\s+(all|distinct))?|,|\\.)\\s*\\*");

    private final Views views;
    private final Choices choices;

    Creation(Views views, Choices choices) {
        this.views = views;
        this.choices = choices;
    }

    /** A view that may be created. */
    record Checked(ViewDefinition definition, PlannedQuery plan, ModeChoice.Chosen chosen, List<String> warnings) {}

    Checked check(NewView request) {
        if (views.relation(request.id()).isPresent()) {
            throw new ProblemException(
                    ErrorCode.ALREADY_EXISTS,
                    "There is a relation " + request.id() + " already",
                    "Choose another name, or drop it first");
        }
        checkTarget(request.freshness(), request.mode());
        DatabaseId current = new DatabaseId(request.currentCatalog(), request.currentDatabase());
        PlannedQuery plan = views.planQuery(request.query(), current, request.primaryKey());
        checkCycle(request.id(), plan);
        List<String> warnings = new ArrayList<>(plan.warnings());
        List<String> key = key(request, plan, warnings);
        Optional<Duration> target = target(request.freshness());
        ModeChoice.Chosen chosen = checkMode(plan, choices.first(plan, request.mode(), target), target);
        checkComputable(plan, key);
        ViewDefinition definition = new ViewDefinition(
                request.id(),
                inFull(request.query(), plan, request.primaryKey()),
                schema(plan, key, request.partitionedBy()),
                request.freshness(),
                request.mode(),
                UUID.randomUUID().toString().replace("-", ""),
                request.comment(),
                request.options());
        return new Checked(definition, plan, chosen, List.copyOf(warnings));
    }

    /** What batch can't compute is brought into the view by the rows that differ, and those are found by a key. */
    private static void checkComputable(PlannedQuery plan, List<String> key) {
        if (plan.inBatch() || !key.isEmpty()) {
            return;
        }
        Problem problem = Problem.of(
                ErrorCode.NOT_SUPPORTED,
                "A query with a " + Possible.construct(plan.maintainability())
                        + " that batch can't compute can only be kept by a key, and its result has none",
                "Select columns that tell its rows apart, such as window_start, window_end and what it is partitioned"
                        + " by, and make them the primary key");
        throw new ProblemException(
                plan.maintainability() instanceof Maintainability.DropsLateChanges late
                        ? late.where().map(problem::at).orElse(problem)
                        : problem);
    }

    private static List<String> key(NewView request, PlannedQuery plan, List<String> warnings) {
        if (!request.primaryKey().isEmpty()) {
            plan.keyProblem(request.primaryKey()).ifPresent(problem -> {
                throw new ProblemException(problem);
            });
            plan.keyDoubt(request.primaryKey()).ifPresent(warnings::add);
            return request.primaryKey();
        }
        List<String> inferred = plan.inferredKey();
        Optional<Problem> problem = plan.keyProblem(inferred);
        if (problem.isEmpty()) {
            return inferred;
        }
        boolean streams = !(plan.maintainability() instanceof Maintainability.FullOnly)
                && !request.mode().equals(new RequestedMode.Pinned(RefreshMode.FULL));
        if (streams || !plan.inBatch()) {
            throw new ProblemException(problem.get());
        }
        return List.of();
    }

    private static Schema schema(PlannedQuery plan, List<String> key, List<String> partitionedBy) {
        List<Column> columns = plan.columns().stream()
                .map(column -> key.contains(column.name())
                        ? new Column(column.name(), column.type(), false, column.comment(), Optional.empty())
                        : column)
                .toList();
        return new Schema(columns, key, partitionedBy, Optional.empty());
    }

    /** The query as it was written if it means the same everywhere, otherwise with its names in full. */
    String inFull(String query, PlannedQuery plan, List<String> key) {
        if (!ALL_COLUMNS.matcher(query).find()) {
            try {
                views.planQuery(query, NOWHERE, key);
                return query;
            } catch (ProblemException namesSomethingShortly) {
                return plan.sql();
            }
        }
        return plan.sql();
    }

    static void checkTarget(FreshnessTarget freshness, RequestedMode mode) {
        if (!(freshness instanceof FreshnessTarget.Within within)) {
            return;
        }
        if (within.lag().compareTo(LONGEST) > 0) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "A freshness of " + within.lag().toDays() + " days is longer than the longest, 365 days",
                    "To refresh only when asked, give ON_DEMAND");
        }
        RefreshMode fastest = mode instanceof RequestedMode.Pinned pinned ? pinned.mode() : RefreshMode.CONTINUOUS;
        Duration floor = Possible.floor(fastest);
        if (within.lag().compareTo(floor) < 0) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "A freshness of " + within.lag() + " can't be kept: at best " + fastest + " keeps " + floor,
                    "Give " + floor + " or more" + (fastest == RefreshMode.CONTINUOUS ? "" : ", or another mode"));
        }
    }

    static Optional<Duration> target(FreshnessTarget freshness) {
        return freshness instanceof FreshnessTarget.Within within ? Optional.of(within.lag()) : Optional.empty();
    }

    /** @throws ProblemException NOT_SUPPORTED if the mode chosen or asked for can't be had with this query */
    static ModeChoice.Chosen checkMode(PlannedQuery plan, ModeChoice.Chosen chosen, Optional<Duration> target) {
        boolean streams = chosen.mode() != RefreshMode.FULL;
        Optional<String> against = Possible.against(plan.maintainability());
        if (streams && against.isPresent()) {
            Problem problem = Problem.of(
                    ErrorCode.NOT_SUPPORTED,
                    "This query can't be kept up to date " + chosen.mode() + ": " + against.get(),
                    "Choose AUTO or FULL");
            throw new ProblemException(
                    switch (plan.maintainability()) {
                        case Maintainability.Incremental ignored -> problem;
                        case Maintainability.DropsLateChanges late ->
                            late.where().map(problem::at).orElse(problem);
                        case Maintainability.FullOnly full ->
                            full.where().map(problem::at).orElse(problem);
                    });
        }
        Duration floor = Possible.floor(chosen.mode());
        if (target.isPresent() && target.get().compareTo(floor) < 0) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "A freshness of " + target.get() + " can't be kept: " + chosen.why() + ", and at best "
                            + chosen.mode() + " keeps " + floor,
                    "Give " + floor + " or more");
        }
        return chosen;
    }

    /** @throws ProblemException INVALID_REQUEST if the query reads, through whatever views, the view itself */
    void checkCycle(RelationId id, PlannedQuery plan) {
        Deque<RelationId> ahead = new ArrayDeque<>();
        plan.scans().stream().map(Scan::relation).forEach(ahead::add);
        Set<RelationId> seen = new HashSet<>();
        while (!ahead.isEmpty()) {
            RelationId next = ahead.poll();
            if (next.equals(id)) {
                throw new ProblemException(
                        ErrorCode.INVALID_REQUEST, id + " would read itself", "Take it out of the query");
            }
            if (seen.add(next)) {
                views.find(next).ifPresent(view -> ahead.addAll(Views.reads(view)));
            }
        }
    }

    /**
     * What the chain above a view makes of its target.
     *
     * @param own how long a refresh of the view itself takes
     */
    List<String> chainWarnings(RelationId id, PlannedQuery plan, FreshnessTarget freshness, Duration own) {
        List<String> warnings = new ArrayList<>();
        if (!(freshness instanceof FreshnessTarget.Within within)) {
            return warnings;
        }
        Chain above = Chain.above(
                views, plan.scans().stream().map(Scan::relation).distinct().toList());
        Duration floor = above.takes().plus(own).plus(Forecast.MARGIN);
        above.slowest()
                .filter(hop -> floor.compareTo(within.lag()) > 0)
                .ifPresent(
                        hop -> warnings.add("Its chain keeps " + CostChoice.text(floor) + " at best, longer than " + id
                                + " may lag: refreshes take that long one after another, and the slowest hop is "
                                + hop.text()));
        for (RelationId source :
                plan.scans().stream().map(Scan::relation).distinct().toList()) {
            views.find(source).ifPresent(upstream -> {
                if (upstream.definition.freshness() instanceof FreshnessTarget.Within its
                        && its.lag().compareTo(within.lag()) > 0) {
                    warnings.add(source + " has a freshness of " + its.lag() + "; it is refreshed for " + id
                            + " more often than it asks for itself");
                }
                if (upstream.definition.freshness() instanceof FreshnessTarget.OnDemand) {
                    warnings.add(source + " is refreshed on demand; " + id + " is as fresh as that");
                }
            });
        }
        return warnings;
    }
}
