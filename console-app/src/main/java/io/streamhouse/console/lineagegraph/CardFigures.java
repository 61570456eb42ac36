package io.streamhouse.console.lineagegraph;

import io.streamhouse.component.Formats;
import io.streamhouse.component.LineageDrawing.Figures;
import io.streamhouse.component.Tone;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.lineage.Neighbourhood.Node;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the relations of a graph are, as their cards say it. */
public final class CardFigures {

    private static final double NEAR_TARGET = 0.8;
    private static final double BUSY = 0.7;
    private static final double TOO_BUSY = 0.95;
    private static final double PRESSED = 0.5;
    /** Less a day can't be told from nothing. */
    private static final double LEAST = 1e-7;

    private CardFigures() {}

    /** By the id of the card. */
    public static Map<String, Figures> of(Collection<Node> nodes, Map<RelationId, NodeHealth> health, ColourBy colour) {
        double dearest = nodes.stream()
                .flatMap(node -> Optional.ofNullable(health.get(node.id())).stream())
                .mapToDouble(known -> known.costPerDay().orElse(0))
                .max()
                .orElse(0);
        Map<String, Figures> figures = new HashMap<>();
        for (Node node : nodes) {
            NodeHealth known = health.get(node.id());
            figures.put(
                    node.id().toString(),
                    known == null ? Figures.none(LineageWords.kind(node.kind())) : of(node, known, colour, dearest));
        }
        return figures;
    }

    private static Figures of(Node node, NodeHealth health, ColourBy colour, double dearest) {
        Bar bar =
                switch (colour) {
                    case LAG -> lag(health);
                    case COST -> cost(health, dearest);
                    case HEALTH -> health(health);
                    case MODE -> mode(health);
                    case PRESSURE -> pressure(health);
                };
        return new Figures(
                health.mode().map(Enum::name).orElse(""),
                line(node, health, colour),
                amount(health),
                bar.tone,
                bar.share,
                String.join(", ", said(health)));
    }

    private record Bar(Tone tone, double share) {
        private static final Bar NONE = new Bar(Tone.NEUTRAL, 0);
    }

    private static Bar lag(NodeHealth health) {
        if (health.freshness().orElse(null) instanceof Freshness.Known known
                && health.target().orElse(null) instanceof FreshnessTarget.Within within) {
            double share = (double) known.lag().toMillis() / within.lag().toMillis();
            return new Bar(share > 1 ? Tone.BAD : share > NEAR_TARGET ? Tone.WARN : Tone.OK, Math.max(0.02, share));
        }
        return Bar.NONE;
    }

    private static Bar cost(NodeHealth health, double dearest) {
        return health.costPerDay().isPresent() && dearest > 0
                ? new Bar(Tone.ACCENT, health.costPerDay().getAsDouble() / dearest)
                : Bar.NONE;
    }

    private static Bar health(NodeHealth health) {
        if (health.problem().isPresent() || health.state().equals(Optional.of("FAILED"))) {
            return new Bar(Tone.BAD, 1);
        }
        return health.state()
                .map(state -> new Bar(state.equals("SUSPENDED") ? Tone.WARN : Tone.OK, 1))
                .orElse(Bar.NONE);
    }

    private static Bar mode(NodeHealth health) {
        return health.mode().map(mode -> new Bar(tone(mode), 1)).orElse(Bar.NONE);
    }

    private static Bar pressure(NodeHealth health) {
        double busy = health.busy().orElse(-1);
        double pressed = health.backPressured().orElse(-1);
        double most = Math.max(busy, pressed);
        if (most < 0) {
            return Bar.NONE;
        }
        return new Bar(busy >= TOO_BUSY || pressed >= PRESSED ? Tone.BAD : most >= BUSY ? Tone.WARN : Tone.OK, most);
    }

    private static Tone tone(RefreshMode mode) {
        return switch (mode) {
            case CONTINUOUS -> Tone.CONTINUOUS;
            case INCREMENTAL -> Tone.INCREMENTAL;
            case FULL -> Tone.FULL;
        };
    }

    private static String line(Node node, NodeHealth health, ColourBy colour) {
        return switch (colour) {
            case PRESSURE -> busy(health).orElse(health.state().isPresent() ? "no job runs" : kind(node));
            case HEALTH -> health.problem().or(health::state).orElse(kind(node));
            case LAG, COST, MODE ->
                freshness(health)
                        .map(words -> unwell(health)
                                .map(state -> state + ", " + words)
                                .orElse(words))
                        .orElse(kind(node));
        };
    }

    /** What hinders it from being kept fresh, in a word. */
    private static Optional<String> unwell(NodeHealth health) {
        return health.state()
                .filter(state -> state.equals("FAILED") || state.equals("SUSPENDED"))
                .map(state -> state.toLowerCase(Locale.ROOT));
    }

    private static String kind(Node node) {
        return LineageWords.kind(node.kind());
    }

    private static String amount(NodeHealth health) {
        return health.costPerDay().orElse(0) >= LEAST
                ? Formats.money(health.costPerDay().orElse(0), health.currency()) + "/d"
                : "";
    }

    /** {@code 22 s of 1 min}; empty for what is kept by nobody. */
    static Optional<String> freshness(NodeHealth health) {
        return health.freshness().map(freshness -> switch (freshness) {
            case Freshness.Known known -> Formats.duration(known.lag()) + target(health.target());
            case Freshness.Unknown ignored -> "lag unknown";
        });
    }

    private static String target(Optional<FreshnessTarget> target) {
        return target.map(wished -> switch (wished) {
                    case FreshnessTarget.Within within -> " of " + Formats.duration(within.lag());
                    case FreshnessTarget.Downstream ignored -> ", downstream";
                    case FreshnessTarget.OnDemand ignored -> ", on demand";
                })
                .orElse("");
    }

    private static Optional<String> busy(NodeHealth health) {
        if (health.busy().isEmpty()) {
            return Optional.empty();
        }
        String waits =
                health.backPressured().isPresent() && health.backPressured().getAsDouble() > 0
                        ? " · waits " + Formats.percent(health.backPressured().getAsDouble())
                        : "";
        return Optional.of("busy " + Formats.percent(health.busy().getAsDouble()) + waits);
    }

    private static List<String> said(NodeHealth health) {
        List<String> said = new ArrayList<>();
        health.state().ifPresent(said::add);
        freshness(health).ifPresent(words -> said.add(words.startsWith("lag") ? words : "lag " + words));
        if (health.freshness().orElse(null) instanceof Freshness.Unknown unknown) {
            said.add(unknown.why());
        }
        busy(health).ifPresent(said::add);
        health.problem().ifPresent(said::add);
        return said;
    }
}
