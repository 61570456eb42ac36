package io.streamhouse.console.tour;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.console.feed.Feed;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.sample.SampleShop;
import io.streamhouse.console.sample.SampleStatus;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.sqlworkspace.HistoryEntry;
import io.streamhouse.console.sqlworkspace.StatementHistory;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ProblemException;
import io.streamhouse.refresh.ViewState;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Takes people through the tour, and keeps how far each of them has come. */
@Service
public class Tours {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Documents documents;
    private final SampleShop shop;
    private final StatementHistory history;
    private final Views views;
    private final CurrentActor current;
    private final InstantSource clock;
    private final JsonMapper json;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tour").daemon().factory());
    private final Feed<TourSeen> feed = new Feed<>(this::look, EVERY, scheduler);

    Tours(
            Documents documents,
            SampleShop shop,
            StatementHistory history,
            Views views,
            CurrentActor current,
            InstantSource clock,
            JsonMapper json) {
        this.documents = documents;
        this.shop = shop;
        this.history = history;
        this.views = views;
        this.current = current;
        this.clock = clock;
        this.json = json;
    }

    /** How far somebody has come, and the world as it is. */
    public record TourSeen(TourProgress progress, TourFacts facts) {}

    /** Calls {@code watcher} with every look, from another thread, until the result is closed. */
    public Watch watch(Consumer<TourSeen> watcher) {
        return feed.watch(watcher);
    }

    /** How far this person has come. */
    public TourProgress progress(Actor actor) {
        return documents
                .find(DocumentKind.PREFERENCES, id(actor))
                .map(document -> json.readValue(document.body(), TourProgress.class))
                .orElse(TourProgress.NOT_BEGUN);
    }

    /** Begins a round, whatever was before. */
    public TourProgress begin(Actor actor) {
        return change(actor, progress -> progress.begun(facts(actor), clock.instant()));
    }

    /** Goes to a step, to do it or to do it again. */
    public TourProgress goTo(Actor actor, TourStep step) {
        return change(actor, progress -> progress.at(step, facts(actor), clock.instant()));
    }

    /** Goes on, whether the present step is done or skipped; behind the last one the tour is over. */
    public TourProgress next(Actor actor) {
        return change(actor, progress -> progress.next(facts(actor), clock.instant()));
    }

    /** Goes back to the step before. */
    public TourProgress back(Actor actor) {
        return change(actor, progress -> progress.back(facts(actor), clock.instant()));
    }

    /** Ends the tour where it is; it can be begun again at any time. */
    public TourProgress end(Actor actor) {
        return change(actor, TourProgress::ended);
    }

    /** This person came to the page at this address. */
    public void visited(Actor actor, String address) {
        TourProgress before = progress(actor);
        if (before.open() && !before.visited(address).equals(before)) {
            change(actor, progress -> progress.visited(address));
        }
    }

    /** Starts the shop, if it does not run. */
    public void startShop(Actor actor) {
        SampleStatus status = shop.status();
        shop.change(actor, true, status.eventsPerSecond(), OptionalLong.empty());
        feed.refresh();
    }

    private TourSeen look() {
        Actor actor = current.get();
        TourProgress before = progress(actor);
        if (!before.open()) {
            return new TourSeen(before, new TourFacts(false, "", Optional.empty(), Map.of()));
        }
        TourFacts facts = facts(actor);
        TourProgress now = before.seen(facts);
        return new TourSeen(now.equals(before) ? now : change(actor, progress -> progress.seen(facts)), facts);
    }

    private TourFacts facts(Actor actor) {
        SampleStatus status = shop.status();
        Optional<Instant> last = history.find(actor, "", 1).stream().findFirst().map(HistoryEntry::startedAt);
        return new TourFacts(status.state() == SampleStatus.State.RUNNING, status.step(), last, known());
    }

    private Map<String, String> known() {
        try {
            return views.list().stream()
                    .collect(Collectors.toMap(view -> view.id().toString(), Tours::freshness, (one, other) -> one));
        } catch (ProblemException notReadyYet) {
            // While the engine starts nothing is known of views; the next look asks again.
            return Map.of();
        }
    }

    private static String freshness(ViewState view) {
        return view.definition().freshness().text() + view.definition().mode().text();
    }

    private synchronized TourProgress change(Actor actor, UnaryOperator<TourProgress> change) {
        Optional<Document> document = documents.find(DocumentKind.PREFERENCES, id(actor));
        TourProgress before = progress(actor);
        TourProgress after = change.apply(before);
        if (document.isPresent() && after.equals(before)) {
            return after;
        }
        String body = json.writeValueAsString(after);
        if (document.isEmpty()) {
            documents.create(actor, DocumentKind.PREFERENCES, id(actor), "Tour", body);
        } else {
            Document kept = documents.update(
                    actor, DocumentKind.PREFERENCES, id(actor), document.get().revision(), "Tour", body);
            documents.forgetBefore(DocumentKind.PREFERENCES, id(actor), kept.revision());
        }
        feed.refresh();
        return after;
    }

    private static String id(Actor actor) {
        return "tour/" + actor.name();
    }

    @PreDestroy
    void close() {
        scheduler.shutdownNow();
    }
}
