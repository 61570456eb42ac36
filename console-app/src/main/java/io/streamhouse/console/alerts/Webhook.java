package io.streamhouse.console.alerts;

import io.streamhouse.alert.Transition;
import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import io.streamhouse.store.AlertLedger;
import io.streamhouse.store.LedgerDelivery;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one address that alerts are sent to. It may hold a secret: it is shown only as far as its host, and no revision
 * but the newest is kept.
 */
@Service
public class Webhook {

    private static final System.Logger LOG = System.getLogger(Webhook.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ID = "webhook";
    private static final String NAME = "Webhook for alerts";
    private static final int SHOWN = 20;
    private static final int LONGEST = 2_000;
    private static final Duration EVERY = Duration.ofSeconds(1);

    private record Body(@Nullable String url) {}

    private final Documents documents;
    private final AlertLedger ledger;
    private final InstantSource clock;
    private final Environment environment;
    private final Courier courier;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("alert-courier").daemon().factory());

    Webhook(Documents documents, AlertLedger ledger, InstantSource clock, Environment environment) {
        this.documents = documents;
        this.ledger = ledger;
        this.clock = clock;
        this.environment = environment;
        this.courier = new Courier(ledger, this::address, clock, Courier.WAITS, Courier.PATIENCE);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        sender.scheduleWithFixedDelay(this::deliver, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void deliver() {
        try {
            courier.deliver();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Alerts could not be sent now; they will be tried again", e);
        }
    }

    /** What may be shown of it, with its newest messages. */
    public WebhookSeen seen() {
        Optional<Document> document = document();
        return new WebhookSeen(
                address().map(Redactor::address),
                document.map(Document::revision).orElse(0L),
                ledger.deliveries(SHOWN).stream().map(Webhook::delivery).toList());
    }

    private static WebhookSeen.Delivery delivery(LedgerDelivery delivery) {
        return new WebhookSeen.Delivery(
                delivery.id().toString(),
                delivery.event().isEmpty(),
                WebhookSeen.State.valueOf(delivery.state().name()),
                delivery.attempts(),
                delivery.outcome(),
                delivery.created(),
                delivery.due());
    }

    /**
     * Sends alerts here from now on.
     *
     * @throws ProblemException INVALID_REQUEST unless it is an http or https address; REVISION_CONFLICT
     */
    public void set(Actor actor, String url, OptionalLong basedOn) {
        String body = JSON.writeValueAsString(new Body(checked(url).toString()));
        Optional<Document> known = document();
        if (known.isEmpty()) {
            documents.create(actor, DocumentKind.ALERT_WEBHOOK, ID, NAME, body);
            return;
        }
        long revision = documents
                .update(
                        actor,
                        DocumentKind.ALERT_WEBHOOK,
                        ID,
                        basedOn.orElse(known.get().revision()),
                        NAME,
                        body)
                .revision();
        documents.forgetBefore(DocumentKind.ALERT_WEBHOOK, ID, revision);
    }

    /**
     * Sends alerts nowhere any more, and forgets the address.
     *
     * @throws ProblemException NOT_FOUND if there is none; REVISION_CONFLICT
     */
    public void remove(Actor actor, OptionalLong basedOn) {
        Document known = document().orElseThrow(Webhook::none);
        String empty = JSON.writeValueAsString(new Body(null));
        long revision = documents
                .update(actor, DocumentKind.ALERT_WEBHOOK, ID, basedOn.orElse(known.revision()), NAME, empty)
                .revision();
        documents.forgetBefore(DocumentKind.ALERT_WEBHOOK, ID, revision);
        documents.delete(actor, DocumentKind.ALERT_WEBHOOK, ID, revision);
    }

    /** @throws ProblemException NOT_FOUND if there is no webhook */
    public void test(Actor actor) {
        if (address().isEmpty()) {
            throw none();
        }
        UUID id = UUID.randomUUID();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", id.toString());
        body.put("state", "TEST");
        body.put("since", clock.instant().toString());
        body.put("text", "Test: alerts of Streamhouse Console arrive here. Sent by " + actor.name() + ".");
        body.put("link", link(Optional.empty()));
        courier.take(id, Optional.empty(), JSON.writeValueAsString(body));
    }

    /** Tells the webhook, if there is one, that an alert began or ended. */
    void tell(AlertEvent event, Transition transition) {
        if (address().isEmpty()) {
            return;
        }
        UUID id = UUID.randomUUID();
        OptionalDouble value = transition.value();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", id.toString());
        body.put("rule", Map.of("id", event.rule(), "name", event.ruleName()));
        body.put("subject", event.subject());
        body.put("state", transition.firing() ? "FIRING" : "RESOLVED");
        body.put("since", transition.at().toString());
        body.put("value", value.isPresent() ? value.getAsDouble() : null);
        body.put("measure", event.measure().name());
        body.put(
                "text",
                (transition.firing() ? "Firing: " : "Resolved: ") + event.ruleName() + " – "
                        + RuleWords.subject(event.subject()) + ": " + transition.text());
        body.put("link", link(Optional.of(event.rule())));
        courier.take(id, Optional.of(event.id()), JSON.writeValueAsString(body));
    }

    private String link(Optional<String> rule) {
        String port = environment.getProperty("local.server.port", "8080");
        return "http://localhost:" + port + "/" + AlertRoutes.LIST
                + rule.map(id -> "/" + id).orElse("");
    }

    private Optional<Document> document() {
        return documents.find(DocumentKind.ALERT_WEBHOOK, ID);
    }

    private Optional<URI> address() {
        return document()
                .map(document -> JSON.readValue(document.body(), Body.class).url())
                .map(URI::create);
    }

    /** The messages must not quote the address: they go to logs and pages. */
    private static URI checked(String url) {
        String next = "Give an address such as https://hooks.example.com/…";
        URI address;
        try {
            address = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "The webhook's address can't be read", next);
        }
        boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!web || address.getHost() == null) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "A webhook is reached by http or https", next);
        }
        if (address.getUserInfo() != null) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "A user and password in a webhook's address are not sent",
                    "Give an address whose path or query holds the secret");
        }
        if (url.length() > LONGEST) {
            throw new ProblemException(
                    Problem.of(ErrorCode.INVALID_REQUEST, "A webhook's address has at most 2,000 characters"));
        }
        return address;
    }

    private static ProblemException none() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no webhook", "Give its address first");
    }

    @PreDestroy
    void close() {
        sender.shutdownNow();
        courier.close();
    }
}
