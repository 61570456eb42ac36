package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import io.streamhouse.component.Formats;
import io.streamhouse.component.Toast;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.views.ViewFeed;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.Actor;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What a person does with a view: asked first where something is lost, done in the background, told afterwards. */
@Component
class ViewActions {

    private static final System.Logger LOG = System.getLogger(ViewActions.class.getName());

    private final Views views;
    private final ViewFeed feed;
    private final CurrentActor actor;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    ViewActions(Views views, ViewFeed feed, CurrentActor actor) {
        this.views = views;
        this.feed = feed;
        this.actor = actor;
    }

    void refresh(ViewState view) {
        change(who -> {
            views.refresh(who, view.id(), OptionalLong.empty());
            return "Refreshing " + view.id().name() + " now";
        });
    }

    void resume(ViewState view) {
        change(who -> {
            views.resume(who, view.id(), OptionalLong.empty());
            return view.id().name() + " is kept fresh again";
        });
    }

    void askToSuspend(ViewState view) {
        ConfirmDialog dialog = dialog("Suspend " + view.id().name() + "?", "Suspend the view");
        Div text = new Div(new Paragraph("It is not refreshed any more until it is resumed; what it contains stays"
                + " readable and grows old. Its place is kept: nothing is lost, and nothing is counted twice after."));
        if (!view.readBy().isEmpty()) {
            text.add(new Paragraph("These views read it, and grow old with it:"), names(view));
        }
        dialog.setText(text);
        dialog.addConfirmListener(confirm -> change(who -> {
            views.suspend(who, view.id(), OptionalLong.of(view.revision()));
            return view.id().name() + " is being suspended";
        }));
        dialog.open();
    }

    void askToDrop(ViewState view) {
        ConfirmDialog dialog = dialog("Drop " + view.id().name() + "?", "Drop the view");
        dialog.setConfirmButtonTheme("error primary");
        dialog.setCancelText("Keep it");
        UnorderedList lost = new UnorderedList(
                new ListItem("its rows and every snapshot of them"),
                new ListItem("its definition, its refresh history and what was kept to resume it"));
        dialog.setText(new Div(
                new Paragraph("This can't be undone. What is lost of " + view.id() + ":"),
                lost,
                new Paragraph("The tables it reads stay as they are.")));
        dialog.addConfirmListener(confirm -> {
            UI ui = UI.getCurrent();
            inBackground(
                    ui,
                    () -> {
                        views.drop(actor.get(), view.id(), OptionalLong.of(view.revision()));
                        return view.id();
                    },
                    id -> {
                        Toast.done("Dropped " + id);
                        ui.navigate(ViewRoutes.LIST);
                    },
                    failure -> Toast.problem(ProblemTexts.of(failure)));
        });
        dialog.open();
    }

    private static UnorderedList names(ViewState view) {
        UnorderedList list = new UnorderedList();
        view.readBy().stream().limit(8).forEach(id -> list.add(new ListItem(id.toString())));
        if (view.readBy().size() > 8) {
            list.add(new ListItem("and " + Formats.number(view.readBy().size() - 8) + " more"));
        }
        return list;
    }

    private static ConfirmDialog dialog(String title, String confirm) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader(title);
        dialog.setCancelable(true);
        dialog.setConfirmText(confirm);
        return dialog;
    }

    /** Lets another freshness hold for a while. */
    void tryFreshness(ViewState view, FreshnessTarget freshness, Duration time) {
        change(who -> {
            views.tryFreshness(who, view.id(), freshness, time, OptionalLong.of(view.revision()));
            return ViewWords.target(freshness) + " is being tried for " + Formats.duration(time);
        });
    }

    void endTrial(ViewState view) {
        change(who -> {
            views.endTrial(who, view.id());
            return "The view’s own freshness holds again";
        });
    }

    /** In whose name the person at this page acts. */
    Actor who() {
        return actor.get();
    }

    /** Does something in the background and says in a toast what it was. */
    void change(Function<Actor, String> change) {
        Actor who = actor.get();
        inBackground(
                UI.getCurrent(),
                () -> change.apply(who),
                Toast::done,
                failure -> Toast.problem(ProblemTexts.of(failure)));
    }

    /** Works off the page's thread and comes back to it, with what came of it or with what went wrong. */
    <T> void inBackground(UI ui, Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        background.execute(() -> {
            run(ui, work, done, failed);
            feed.refresh();
        });
    }

    /** {@link #inBackground} for what changes nothing: other pages need not look again. */
    <T> void look(UI ui, Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        background.execute(() -> run(ui, work, done, failed));
    }

    private static <T> void run(UI ui, Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        try {
            T result = work.get();
            ui.access(() -> done.accept(result));
        } catch (RuntimeException e) {
            if (!(e instanceof ProblemException)) {
                LOG.log(System.Logger.Level.ERROR, "An action on a view failed", e);
            }
            ui.access(() -> failed.accept(e));
        }
    }
}
