package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemText;
import io.streamhouse.component.Toast;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.Actor;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import io.streamhouse.refresh.WhatIf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The freshnesses that were chosen in the list and are not applied yet, what they would come to together, and the two
 * ways out: apply all, or discard all. Not there while nothing is pending.
 */
final class PendingBar extends Div {

    private static final long serialVersionUID = 1L;

    private static final int NAMED = 4;

    /** @param seen the view as it was when the person chose: the change is based on its revision */
    private record Wish(ViewState seen, FreshnessTarget target) {

        String words() {
            return seen.id().name() + " " + ViewWords.target(seen.definition().freshness()) + " → "
                    + ViewWords.target(target);
        }
    }

    private record Applied(ViewState before, FreshnessTarget target, long revision) {}

    private record Landing(FreshnessTarget target, long revision) {}

    private record Outcome(List<Applied> applied, Map<RelationId, ProblemText> refused) {}

    private final transient Views views;
    private final transient ViewActions actions;
    private final transient Runnable changed;
    private final transient Map<RelationId, Wish> wishes = new LinkedHashMap<>();
    /** Applied, but not seen in the list yet: until then the sliders stay where they are. */
    private final transient Map<RelationId, Landing> landing = new HashMap<>();

    private final Span count = new Span();
    private final Span which = new Span();
    private final Div total = new Div();
    private final Button apply = new Button("Apply", VaadinIcon.CHECK.create(), click -> apply());
    private long looks;

    /** @param changed called when a wish went away without the person's hand on its slider */
    PendingBar(Views views, ViewActions actions, Runnable changed) {
        this.views = views;
        this.actions = actions;
        this.changed = changed;
        addClassNames("sh-card", "views-pending");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Changes not applied");
        count.addClassName("views-strong");
        which.addClassNames("sh-dim", "views-which");
        total.addClassName("views-cell");
        total.getElement().setAttribute("aria-live", "polite");
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        Div buttons = new Div(apply, new Button("Discard", click -> discard()));
        buttons.addClassName("sh-actions");
        add(count, which, total, buttons);
        setVisible(false);
    }

    Optional<FreshnessTarget> wished(RelationId id) {
        return Optional.ofNullable(wishes.get(id))
                .map(Wish::target)
                .or(() -> Optional.ofNullable(landing.get(id)).map(Landing::target));
    }

    void wish(ViewState view, FreshnessTarget target) {
        if (target.equals(view.definition().freshness())) {
            wishes.remove(view.id());
        } else {
            wishes.put(view.id(), new Wish(view, target));
        }
        redraw();
    }

    /** Forgets what is wished of views that are gone, and what has come to be. */
    void follow(List<ViewState> there) {
        landing.entrySet()
                .removeIf(applied -> there.stream()
                        .anyMatch(view -> view.id().equals(applied.getKey())
                                && view.revision() >= applied.getValue().revision()));
        if (wishes.keySet().retainAll(there.stream().map(ViewState::id).collect(Collectors.toSet()))) {
            redraw();
        }
    }

    private void redraw() {
        setVisible(!wishes.isEmpty());
        if (wishes.isEmpty()) {
            looks++;
            return;
        }
        count.setText(wishes.size() == 1 ? "1 change" : wishes.size() + " changes");
        String words = wishes.values().stream().limit(NAMED).map(Wish::words).collect(Collectors.joining(" · "));
        which.setText(wishes.size() > NAMED ? words + " · and " + (wishes.size() - NAMED) + " more" : words);
        which.getElement()
                .setAttribute("title", wishes.values().stream().map(Wish::words).collect(Collectors.joining("\n")));
        look();
    }

    private void look() {
        long number = ++looks;
        apply.setEnabled(false);
        List<WhatIf.Wish> asked = wishes.values().stream()
                .map(wish -> new WhatIf.Wish(
                        wish.seen().id(),
                        wish.target(),
                        wish.seen().definition().mode()))
                .toList();
        actions.look(
                UI.getCurrent(),
                () -> views.whatIf(asked),
                found -> {
                    if (number == looks) {
                        show(found);
                    }
                },
                failure -> {
                    if (number == looks) {
                        refuse(ProblemTexts.of(failure));
                    }
                });
    }

    private void show(WhatIf found) {
        total.removeAll();
        long drawn = found.views().stream().filter(view -> !view.asked()).count();
        if (drawn > 0) {
            Span along = new Span(drawn == 1 ? "1 other view with it" : drawn + " other views with them");
            along.addClassName("sh-dim");
            along.getElement()
                    .setAttribute(
                            "title",
                            found.views().stream()
                                    .filter(view -> !view.asked())
                                    .map(view -> view.view().toString())
                                    .collect(Collectors.joining("\n")));
            total.add(along);
        }
        if (found.costPerDayNow().isPresent() && found.costPerDayThen().isPresent()) {
            Span then = new Span(Formats.money(found.costPerDayThen().getAsDouble(), found.currency()));
            then.addClassName("views-strong");
            total.add(
                    new Span(Formats.money(found.costPerDayNow().getAsDouble(), found.currency()) + " →"),
                    then,
                    new Span("a day"),
                    ViewWords.badge("estimated"));
        } else {
            total.add(ViewWords.dim("what it costs is not known yet"));
        }
        apply.setEnabled(true);
    }

    private void refuse(ProblemText why) {
        total.removeAll();
        Span text = new Span(why.what());
        text.addClassName("sh-bad");
        total.add(text);
    }

    private void apply() {
        List<Wish> asked = List.copyOf(wishes.values());
        apply.setEnabled(false);
        Actor who = actions.who();
        actions.inBackground(
                UI.getCurrent(),
                () -> apply(who, asked),
                this::done,
                failure -> Toast.problem(ProblemTexts.of(failure)));
    }

    private Outcome apply(Actor who, List<Wish> asked) {
        List<Applied> applied = new ArrayList<>();
        Map<RelationId, ProblemText> refused = new LinkedHashMap<>();
        for (Wish wish : asked) {
            ViewState seen = wish.seen();
            try {
                views.setFreshness(
                        who, seen.id(), wish.target(), seen.definition().mode(), OptionalLong.of(seen.revision()));
                applied.add(
                        new Applied(seen, wish.target(), views.get(seen.id()).revision()));
            } catch (ProblemException e) {
                refused.put(seen.id(), ProblemTexts.of(e));
            }
        }
        return new Outcome(applied, refused);
    }

    private void done(Outcome outcome) {
        outcome.applied().forEach(applied -> {
            wishes.remove(applied.before().id());
            landing.put(applied.before().id(), new Landing(applied.target(), applied.revision()));
        });
        if (!outcome.applied().isEmpty()) {
            Toast.done(
                    outcome.applied().size() == 1
                            ? "1 change applied"
                            : outcome.applied().size() + " changes applied",
                    "Undo",
                    () -> undo(outcome.applied()));
        }
        outcome.refused().values().forEach(Toast::problem);
        redraw();
        changed.run();
    }

    private void undo(List<Applied> back) {
        actions.change(who -> {
            back.forEach(applied -> views.setFreshness(
                    who,
                    applied.before().id(),
                    applied.before().definition().freshness(),
                    applied.before().definition().mode(),
                    OptionalLong.of(applied.revision())));
            return back.size() == 1 ? "1 change taken back" : back.size() + " changes taken back";
        });
    }

    private void discard() {
        wishes.clear();
        redraw();
        changed.run();
    }
}
