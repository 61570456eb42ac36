package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.alert.AlertRule;
import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.Condition;
import io.streamhouse.alert.Scope;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.Toast;
import io.streamhouse.console.alerts.AlertRoutes;
import io.streamhouse.console.alerts.Alerts;
import io.streamhouse.console.alerts.RuleDraft;
import io.streamhouse.console.alerts.RuleSeen;
import io.streamhouse.console.alerts.SavedRule;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.ViewFeed;
import io.streamhouse.console.views.ViewsSeen;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page of one rule, or of one that is to be: its form, what it would have said of the past, how it stands. */
@Route(AlertRoutes.LIST + "/:rule")
@AnonymousAllowed
@StyleSheet("context://alerts.css")
final class RuleView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private static final String NEW = "new";

    private static final int SHOWN = 100;

    private static final AlertRule BEGIN = new AlertRule(
            new Condition.Lag(Optional.empty(), Duration.ofMinutes(5)), new Scope.Everything(), WhenUnknown.KEEP);

    private final transient Alerts alerts;
    private final transient AlertActions actions;
    private final transient ViewFeed views;
    private final PageHeader header = new PageHeader("Rule").withCrumb("Alerts", AlertRoutes.LIST);
    private final ProblemPanel problem = new ProblemPanel();
    private final RuleForm form = new RuleForm(this::changed);
    private final PreviewPanel preview;
    private final Div now = new Div();
    private final Div left = new Div(form, now);
    private final Div columns;
    private final Button call = new Button("HTTP call", VaadinIcon.CODE.create(), click -> call());
    private final Button delete = new Button("Delete", VaadinIcon.TRASH.create(), click -> delete());
    private final Button pause = new Button("Pause", click -> pause());
    private final Button save = new Button("Save", click -> save());
    private transient Optional<RuleSeen> rule = Optional.empty();
    private transient List<RuleSeen.On> shown = List.of();
    private transient @Nullable Watch watch;
    private String title = "Rule";

    RuleView(Alerts alerts, AlertActions actions, ViewFeed views) {
        this.alerts = alerts;
        this.actions = actions;
        this.views = views;
        this.preview = new PreviewPanel(alerts, actions);
        addClassNames("sh-page", "alerts-page");
        call.addThemeVariants(ButtonVariant.TERTIARY);
        save.addThemeVariants(ButtonVariant.PRIMARY);
        header.withActions(call, delete, pause, save);
        now.addClassNames("sh-card", "alerts-card");
        left.addClassName("alerts-stack");
        columns = new Div(left, preview);
        columns.addClassName("alerts-columns");
        add(header, problem, columns);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String id = event.getRouteParameters().get("rule").orElse(NEW);
        try {
            rule = id.equals(NEW) ? Optional.empty() : Optional.of(alerts.rule(id));
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
            columns.setVisible(false);
            List.of(call, delete, pause, save).forEach(button -> button.setVisible(false));
            return;
        }
        AlertRule wanted = rule.map(seen -> seen.saved().rule()).orElse(BEGIN);
        form.set(rule.map(seen -> seen.saved().name()).orElse(""), wanted);
        form.offer(known(), wanted.scope(), alerts.currency());
        frame();
        preview.look(wanted);
    }

    private List<RelationId> known() {
        return views.glance().orElse(null) instanceof ViewsSeen.Listed listed
                ? listed.views().stream().map(ViewState::id).toList()
                : List.of();
    }

    /** What surrounds the form: it says what the rule is now. */
    private void frame() {
        title = rule.map(seen -> seen.saved().name()).orElse("New rule");
        header.setTitle(title);
        boolean saved = rule.isPresent();
        delete.setVisible(saved);
        pause.setVisible(saved);
        save.setText(saved ? "Save" : "Create the rule");
        boolean paused = rule.filter(seen -> seen.saved().paused()).isPresent();
        pause.setText(paused ? "Resume" : "Pause");
        pause.setIcon((paused ? VaadinIcon.PLAY : VaadinIcon.PAUSE).create());
        header.setDetail(rule.<com.vaadin.flow.component.Component>map(
                        seen -> paused ? PlainTable.dim("paused: not looked at") : AlertWords.chip(seen.standing()))
                .orElseGet(() -> PlainTable.dim("nothing is saved yet")));
        subjects();
    }

    private void subjects() {
        List<RuleSeen.On> subjects = rule.map(RuleSeen::subjects).orElse(List.of());
        now.setVisible(!subjects.isEmpty());
        if (subjects.equals(shown)) {
            return;
        }
        shown = subjects;
        now.removeAll();
        PlainTable table = new PlainTable("How the rule stands", "State", "On", "Says", "Since");
        subjects.stream()
                .limit(SHOWN)
                .forEach(on -> table.row(
                        AlertWords.chip(on.state().standing()),
                        AlertWords.subject(on.subject().key()),
                        new Span(on.state().text()),
                        new RelativeTime(on.state().since())));
        Div scroll = new Div(table);
        scroll.addClassName("alerts-scroll");
        now.add(new H2("Now"), scroll);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        watch = alerts.watch(seen -> ui.access(() -> seen.rules().stream()
                .filter(one -> rule.filter(
                                mine -> mine.saved().id().equals(one.saved().id()))
                        .isPresent())
                .findFirst()
                .ifPresent(this::show)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    /** What changes by itself; the form stays as the person has it. */
    private void show(RuleSeen seen) {
        long mine = rule.map(known -> known.saved().revision()).orElse(0L);
        boolean mineToo = rule.filter(
                        known -> known.saved().rule().equals(seen.saved().rule())
                                && known.saved().name().equals(seen.saved().name()))
                .isPresent();
        // Somebody else's change of the rule is told when saving: taken over, it would be overwritten unseen.
        if (seen.saved().revision() == mine || mineToo && seen.saved().revision() > mine) {
            rule = Optional.of(seen);
            frame();
        }
    }

    private void changed() {
        problem.clear();
        form.rule().ifPresent(preview::look);
    }

    private void call() {
        form.rule()
                .map(wanted -> AlertCalls.of(
                        rule.map(seen -> seen.saved().id()),
                        form.name().orElseGet(() -> alerts.sentence(wanted)),
                        wanted))
                .ifPresent(calls -> new HttpCallsDialog(calls).open());
    }

    private void delete() {
        rule.ifPresent(actions::askToDelete);
    }

    private void pause() {
        rule.map(RuleSeen::saved).ifPresent(saved -> actions.pause(saved, !saved.paused()));
    }

    private void save() {
        Optional<AlertRule> wanted = form.rule();
        if (wanted.isEmpty()) {
            return;
        }
        Optional<SavedRule> before = rule.map(RuleSeen::saved);
        // A name that only said what the rule said follows it.
        Optional<String> name = form.name()
                .filter(called -> before.filter(saved -> saved.name().equals(called)
                                && alerts.sentence(saved.rule()).equals(called))
                        .isEmpty());
        RuleDraft draft =
                new RuleDraft(name, wanted.get(), before.map(SavedRule::paused).orElse(false));
        before.ifPresentOrElse(
                saved -> actions.update(saved, draft, this::saved, this::refused),
                () -> actions.create(draft, this::saved, this::refused));
    }

    private void saved(RuleSeen seen) {
        Toast.done("“" + seen.saved().name() + "” is saved");
        getUI().ifPresent(ui -> ui.navigate(AlertRoutes.LIST));
    }

    private void refused(Throwable failure) {
        problem.show(ProblemTexts.of(failure));
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
