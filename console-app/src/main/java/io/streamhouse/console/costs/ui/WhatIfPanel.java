package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.CostText;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.Formats;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.Toast;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.views.ViewFeed;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.console.views.Views;
import io.streamhouse.console.views.ViewsSeen;
import io.streamhouse.model.Actor;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import io.streamhouse.refresh.WhatIf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Freshness of several views changed in thought, with the new total before anything is applied. */
final class WhatIfPanel extends Div {

    private static final long serialVersionUID = 1L;

    /** So many rows of controls stay fluent; a name narrows them down. */
    private static final int MOST = 40;

    private final transient Views views;
    private final transient ViewFeed feed;
    private final transient CurrentActor actor;
    private final transient CostActions actions;
    private final ProblemPanel problem = new ProblemPanel();
    private final TextField search = new TextField();
    private final Span hidden = new Span();
    private final NativeTable table = new NativeTable();
    private final Div body = new Div();
    private final Div sum = new Div();
    private final Button apply = new Button("Apply all", VaadinIcon.CHECK.create(), click -> apply());
    private final Button discard = new Button("Discard", click -> discard());
    private final Button call = new Button("HTTP call", VaadinIcon.CODE.create(), click -> showCall());
    private final EmptyState none;
    private final transient Map<RelationId, WhatIfRow> rows = new LinkedHashMap<>();
    private transient List<ViewState> all = List.of();
    private transient @Nullable Watch watch;
    private transient int asked;

    WhatIfPanel(Views views, ViewFeed feed, CurrentActor actor, CostActions actions) {
        this.views = views;
        this.feed = feed;
        this.actor = actor;
        this.actions = actions;
        addClassName("costs-whatif");
        none = new EmptyState(
                "No views to change yet",
                "Here the freshness of several materialized views is changed in thought, and their new cost is shown"
                        + " before anything is applied.",
                new Anchor(ViewRoutes.NEW, "Create a view"));
        none.setVisible(false);
        search.setPlaceholder("Name");
        search.setAriaLabel("Narrow the views down by name");
        search.setClearButtonVisible(true);
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> draw());
        hidden.addClassName("sh-dim");
        H2 title = new H2("Freshness, in thought");
        title.add(new Span("nothing changes until it is applied"));
        Div bar = new Div(search, hidden);
        bar.addClassName("sh-toolbar");
        Div scroll = new Div(table);
        scroll.addClassName("costs-scroll");
        Div card = new Div(title, bar, scroll);
        card.addClassNames("sh-card", "costs-lines");
        setUpTable();
        apply.addThemeNames("primary");
        call.addThemeNames("tertiary");
        Div buttons = new Div(apply, discard, call);
        buttons.addClassName("sh-actions");
        sum.addClassName("costs-sum");
        sum.getElement().setAttribute("aria-live", "polite");
        Div total = new Div(new H2("All views together"), sum, buttons);
        total.addClassNames("sh-card", "costs-lines");
        body.add(card, total);
        body.addClassName("costs-columns");
        body.setVisible(false);
        add(problem, body, none);
        say(Optional.empty());
    }

    private void setUpTable() {
        table.addClassName("sh-table");
        table.getElement().setAttribute("aria-label", "Views, and what another freshness would cost");
        NativeTableRow heads = table.getHead().addRow();
        for (String text : List.of("View", ">Target", "Changed to", "Mode", ">Cost a day", ">Then", ">More")) {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(text.replace(">", ""));
            cell.getElement().setAttribute("scope", "col");
            cell.setClassName("sh-num", text.startsWith(">"));
            heads.add(cell);
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        watch = feed.watch(seen -> ui.access(() -> show(seen)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    private void show(ViewsSeen seen) {
        switch (seen) {
            case ViewsSeen.Listed listed -> {
                boolean same = listed.views().stream()
                        .map(ViewState::id)
                        .toList()
                        .equals(all.stream().map(ViewState::id).toList());
                boolean settled = wishes().isEmpty();
                all = listed.views();
                all.forEach(view -> Optional.ofNullable(rows.get(view.id())).ifPresent(row -> {
                    row.show(view);
                    if (settled) {
                        row.clear();
                    }
                }));
                if (!same) {
                    rows.keySet().retainAll(all.stream().map(ViewState::id).toList());
                    draw();
                }
                none.setVisible(all.isEmpty());
                body.setVisible(!all.isEmpty());
            }
            case ViewsSeen.Unavailable unavailable -> problem.show(ProblemTexts.of(unavailable.problem()));
        }
    }

    /** The views that fit, and those that are changed already. */
    private void draw() {
        String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        List<ViewState> fitting = all.stream()
                .filter(view -> view.id().toString().toLowerCase(Locale.ROOT).contains(wanted)
                        || Optional.ofNullable(rows.get(view.id()))
                                .flatMap(WhatIfRow::wish)
                                .isPresent())
                .toList();
        List<ViewState> drawn = fitting.subList(0, Math.min(MOST, fitting.size()));
        table.getBody().removeAll();
        drawn.forEach(view ->
                table.getBody().add(rows.computeIfAbsent(view.id(), id -> new WhatIfRow(view, this::recompute))));
        int more = fitting.size() - drawn.size();
        hidden.setText(more == 0 ? "" : Formats.number(more) + " more; narrow them down by name");
    }

    private List<WhatIf.Wish> wishes() {
        return rows.values().stream().flatMap(row -> row.wish().stream()).toList();
    }

    private void recompute() {
        problem.clear();
        List<WhatIf.Wish> wishes = wishes();
        int mine = ++asked;
        if (wishes.isEmpty()) {
            rows.values().forEach(WhatIfRow::clear);
            say(Optional.empty());
            return;
        }
        actions.inBackground(
                UI.getCurrent(),
                () -> views.whatIf(wishes),
                answer -> {
                    if (mine == asked) {
                        show(answer);
                    }
                },
                failure -> problem.show(ProblemTexts.of(failure)));
    }

    private void show(WhatIf answer) {
        rows.values().forEach(WhatIfRow::clear);
        answer.views()
                .forEach(change -> Optional.ofNullable(rows.get(change.view()))
                        .ifPresent(row -> row.show(change, answer.currency())));
        say(Optional.of(answer));
    }

    private void say(Optional<WhatIf> answer) {
        sum.removeAll();
        boolean any = answer.isPresent();
        apply.setEnabled(any);
        discard.setEnabled(any);
        call.setEnabled(any);
        if (answer.isEmpty()) {
            Span hint = new Span(
                    "Change the freshness of one view or of several. Their modes, their cost a day and the"
                            + " new total are worked out at once; so are views along their chains that would have to be fresher.");
            hint.addClassName("sh-dim");
            sum.add(hint);
            return;
        }
        WhatIf what = answer.get();
        CostText then = what.costPerDayThen().isPresent()
                ? CostText.estimated(what.costPerDayThen().getAsDouble(), what.currency(), "a day, all views")
                : CostText.unknown("What one of the views costs is not known yet");
        Div big = new Div(then, new Span("a day"));
        big.addClassName("costs-then");
        sum.add(big);
        if (what.costPerDayNow().isPresent() && what.costPerDayThen().isPresent()) {
            double now = what.costPerDayNow().getAsDouble();
            double difference = what.costPerDayThen().getAsDouble() - now;
            Span change = new Span(Formats.moreMoney(difference, what.currency()));
            change.addClassName(difference > 0 ? "sh-bad" : difference < 0 ? "sh-ok" : "sh-dim");
            Span before = new Span("against ≈ " + Formats.money(now, what.currency()) + " now");
            before.addClassName("sh-dim");
            Div line = new Div(change, before);
            line.addClassName("costs-name");
            sum.add(line);
        }
        long own = what.views().stream().filter(WhatIf.Changed::asked).count();
        long along = what.views().size() - own;
        Span count = new Span(
                views(own) + " changed" + (along == 0 ? "" : ", " + views(along) + " drawn along by their chains"));
        count.addClassName("sh-dim");
        sum.add(count);
    }

    private static String views(long count) {
        return count + (count == 1 ? " view" : " views");
    }

    private void discard() {
        asked++;
        rows.values().forEach(WhatIfRow::discard);
        problem.clear();
        say(Optional.empty());
    }

    private void apply() {
        List<WhatIf.Wish> wishes = wishes();
        Map<RelationId, Long> revisions = new LinkedHashMap<>();
        rows.forEach((id, row) -> revisions.put(id, row.view().revision()));
        Actor who = actor.get();
        apply.setEnabled(false);
        actions.inBackground(
                UI.getCurrent(),
                () -> {
                    for (WhatIf.Wish wish : wishes) {
                        Long revision = revisions.get(wish.view());
                        views.setFreshness(
                                who,
                                wish.view(),
                                wish.freshness(),
                                wish.mode(),
                                revision == null ? OptionalLong.empty() : OptionalLong.of(revision));
                    }
                    feed.refresh();
                    return wishes.size();
                },
                count -> {
                    Toast.done("The freshness of " + views(count) + " was changed");
                    discard();
                },
                failure -> {
                    // Those before the one that failed are changed already; they show as they are with the next look.
                    feed.refresh();
                    problem.show(ProblemTexts.of(failure));
                    apply.setEnabled(true);
                });
    }

    private void showCall() {
        new HttpCallsDialog(CostCalls.whatIf(wishes())).open();
    }
}
