package io.streamhouse.console.sample;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.console.sample.SampleStatus.State;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.sample.LivingShop;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether the sample shop runs and how fast. A click changes the wish only, which is a document; {@link ShopKeeper}
 * does what it says, and goes on doing it after a restart.
 */
@Service
public class SampleShop {

    /** The fastest the shop may be asked to be. */
    public static final int MOST_EVENTS_PER_SECOND = 5_000;

    private static final String ID = "shop";
    private static final String NAME = "Sample shop";

    private final Documents documents;
    private final ShopKeeper keeper;
    private final JsonMapper json;
    private final boolean askedFor;

    SampleShop(Documents documents, ShopKeeper keeper, JsonMapper json, @Value("${sample:false}") boolean askedFor) {
        this.documents = documents;
        this.keeper = keeper;
        this.json = json;
        this.askedFor = askedFor;
    }

    /** What is wished of the shop, as it is stored. */
    record Wish(boolean running, int eventsPerSecond) {}

    /** Goes on with what was wished before the restart. {@code --sample} is a wish made by whoever has none yet. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        Optional<Document> stored = documents.find(DocumentKind.SAMPLE, ID);
        if (stored.isEmpty() && askedFor) {
            change(Actor.CONSOLE, true, LivingShop.DEFAULT_EVENTS_PER_SECOND, OptionalLong.empty());
        } else {
            stored.map(this::wish).ifPresent(keeper::follow);
        }
    }

    public SampleStatus status() {
        Optional<Document> stored = documents.find(DocumentKind.SAMPLE, ID);
        Wish wish = stored.map(this::wish).orElse(new Wish(false, LivingShop.DEFAULT_EVENTS_PER_SECOND));
        ShopKeeper.Seen seen = keeper.seen();
        return new SampleStatus(
                wish.running(),
                wish.eventsPerSecond(),
                stored.isEmpty() ? State.OFF : seen.state(),
                stored.isEmpty() ? "Not installed" : seen.step(),
                seen.rowsWritten(),
                seen.lastWrite(),
                seen.problem(),
                stored.map(Document::revision).orElse(0L));
    }

    /**
     * Starts, pauses or changes the speed of the shop. The first start installs it.
     *
     * @param basedOn the revision the change was made from; empty for whatever it is
     * @throws ProblemException INVALID_REQUEST, REVISION_CONFLICT
     */
    public SampleStatus change(Actor actor, boolean running, int eventsPerSecond, OptionalLong basedOn) {
        if (eventsPerSecond < 1 || eventsPerSecond > MOST_EVENTS_PER_SECOND) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "The shop makes 1 to " + MOST_EVENTS_PER_SECOND + " events per second, not " + eventsPerSecond);
        }
        Wish wish = new Wish(running, eventsPerSecond);
        String body = json.writeValueAsString(wish);
        Optional<Document> stored = documents.find(DocumentKind.SAMPLE, ID);
        if (stored.isEmpty()) {
            documents.create(actor, DocumentKind.SAMPLE, ID, NAME, body);
        } else {
            documents.update(
                    actor, DocumentKind.SAMPLE, ID, basedOn.orElse(stored.get().revision()), NAME, body);
        }
        keeper.follow(wish);
        return status();
    }

    private Wish wish(Document document) {
        return json.readValue(document.body(), Wish.class);
    }
}
