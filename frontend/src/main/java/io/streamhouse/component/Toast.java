package io.streamhouse.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.Notification.Position;
import java.time.Duration;

/** A short message over the page about something that has just happened. */
public final class Toast {

    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(12);

    private Toast() {}

    /** Something was done; goes away by itself. */
    public static void done(String text) {
        open("sh-ok", SHORT, new Span(text));
    }

    /** Something was done that can be taken back, or followed up, by a button in the message. */
    public static void done(String text, String action, Runnable onAction) {
        Notification notification = notification(LONG);
        Button button = new Button(action, click -> {
            notification.close();
            onAction.run();
        });
        button.addThemeNames("tertiary");
        open(notification, "sh-ok", new Span(text), button);
    }

    /** Something worth knowing; goes away by itself. */
    public static void info(String text) {
        open("sh-accent", SHORT, new Span(text));
    }

    /** Something went wrong that has no better place on the page. Stays long enough to be read, and can be closed. */
    public static void problem(ProblemText problem) {
        Div text = new Div(new Div(problem.what()));
        problem.nextStep().ifPresent(step -> {
            Div next = new Div(step);
            next.addClassName("sh-problem-next");
            text.add(next);
        });
        open("sh-bad", LONG, text);
    }

    private static void open(String toneClass, Duration shownFor, Component content) {
        open(notification(shownFor), toneClass, content);
    }

    private static Notification notification(Duration shownFor) {
        Notification notification = new Notification();
        notification.setPosition(Position.BOTTOM_END);
        notification.setDuration((int) shownFor.toMillis());
        return notification;
    }

    private static void open(Notification notification, String toneClass, Component... content) {
        Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> notification.close());
        close.setAriaLabel("Close the message");
        close.addThemeNames("tertiary", "icon");
        Div row = new Div(content);
        row.add(close);
        row.addClassNames("sh-toast", toneClass);
        notification.add(row);
        notification.open();
    }
}
