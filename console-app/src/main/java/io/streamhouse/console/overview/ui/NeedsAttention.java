package io.streamhouse.console.overview.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.streamhouse.component.Formats;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.overview.OverviewNotice;
import io.streamhouse.console.overview.ViewHealth;
import io.streamhouse.console.views.ViewRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is failing and why, and alerts that fire: each with the way to where something can be done about it. */
final class NeedsAttention extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST = 12;

    private record Entry(Tone tone, String chip, String title, String route, String what, String next) {}

    private final Span lead = new Span();
    private final UnorderedList list = new UnorderedList();
    private transient List<Entry> failing = List.of();
    private transient List<Entry> alerts = List.of();
    private transient List<Entry> shown = List.of();

    NeedsAttention() {
        addClassNames("sh-card", "overview-card");
        H2 title = new H2("What is failing");
        title.add(lead);
        list.addClassName("overview-failing");
        add(title, list);
        draw();
    }

    void showViews(List<ViewHealth> healths) {
        failing = healths.stream()
                .flatMap(health -> health
                        .problem()
                        .map(problem -> new Entry(
                                health.standing() == ViewHealth.Standing.FAILED ? Tone.BAD : Tone.WARN,
                                health.view().refresh().status(),
                                health.view().id().name(),
                                ViewRoutes.of(health.view().id()),
                                problem.what(),
                                problem.nextStep().orElse("")))
                        .stream())
                .toList();
        draw();
    }

    /** @param shopProblem why the sample shop does not do what it is asked */
    void showNotices(List<OverviewNotice> notices, Optional<String> shopProblem) {
        List<Entry> next = new ArrayList<>();
        notices.forEach(notice -> next.add(new Entry(
                notice.tone(), notice.tone() == Tone.BAD ? "ALERT" : "NOTICE", notice.text(), notice.route(), "", "")));
        shopProblem.ifPresent(why -> next.add(new Entry(Tone.WARN, "FAILED", "Sample shop", "settings/shop", why, "")));
        alerts = next;
        draw();
    }

    private void draw() {
        List<Entry> all = new ArrayList<>(alerts);
        all.addAll(failing);
        if (all.equals(shown) && list.getChildren().findAny().isPresent()) {
            return;
        }
        shown = all;
        list.removeAll();
        lead.setText(all.isEmpty() ? "" : Formats.number(all.size()) + " to look at");
        all.stream().limit(MOST).forEach(entry -> list.add(item(entry)));
        if (all.size() > MOST) {
            Anchor rest = new Anchor(ViewRoutes.LIST, Formats.number(all.size() - MOST) + " more among all views");
            rest.setRouterIgnore(false);
            list.add(new ListItem(rest));
        }
        if (all.isEmpty()) {
            Span none = new Span("Nothing. Views that fail or fall behind, and alerts that fire, stand here with their"
                    + " reason and what to do.");
            none.addClassName("sh-dim");
            list.add(new ListItem(none));
        }
    }

    private static ListItem item(Entry entry) {
        Anchor link = new Anchor(entry.route(), entry.title());
        link.setRouterIgnore(false);
        Div head = new Div(new StatusChip(entry.tone(), entry.chip()), link);
        head.addClassName("overview-failing-head");
        ListItem item = new ListItem(head);
        if (!entry.what().isEmpty()) {
            Div what = new Div(entry.what());
            what.addClassName("overview-failing-what");
            item.add(what);
        }
        if (!entry.next().isEmpty()) {
            Div next = new Div(entry.next());
            next.addClassName("sh-dim");
            item.add(next);
        }
        return item;
    }
}
