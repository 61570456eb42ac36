package io.streamhouse.console.prices;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.cost.Prices;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The prices as a document; the defaults as long as nobody has changed them. */
@Component
public class SavedPrices {

    private static final String ID = "prices";
    private static final String NAME = "Prices";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Saved(Prices prices, long revision) {}

    private final Documents documents;
    private volatile Optional<Saved> known = Optional.empty();

    SavedPrices(Documents documents) {
        this.documents = documents;
    }

    /** Asked for at every figure that is told: answered from memory. */
    public Prices prices() {
        return saved().prices();
    }

    /** Grows with every change; 0 before the first. */
    public long revision() {
        return saved().revision();
    }

    private Saved saved() {
        Optional<Saved> remembered = known;
        if (remembered.isPresent()) {
            return remembered.get();
        }
        Saved read = documents
                .find(DocumentKind.PRICES, ID)
                .map(document -> new Saved(read(document), document.revision()))
                .orElse(new Saved(Prices.DEFAULT, 0));
        known = Optional.of(read);
        return read;
    }

    private static Prices read(Document document) {
        try {
            return JSON.readValue(document.body(), Prices.class);
        } catch (JacksonException e) {
            throw new ProblemException(ErrorCode.INTERNAL, "The saved prices can't be read: " + e.getMessage());
        }
    }

    /**
     * Changes the prices.
     *
     * @param basedOn the revision the caller saw; empty not to check
     * @throws ProblemException REVISION_CONFLICT; INVALID_REQUEST for a currency that is none
     */
    public synchronized void save(Actor actor, Prices prices, OptionalLong basedOn) {
        checkCurrency(prices.currency());
        String body = JSON.writeValueAsString(prices);
        long current = revision();
        long base = basedOn.orElse(current);
        if (current == 0) {
            if (base != 0) {
                throw new ProblemException(
                        ErrorCode.REVISION_CONFLICT,
                        "The prices were not changed yet: they have no revision " + base,
                        "Read them again, then make your change");
            }
            documents.create(actor, DocumentKind.PRICES, ID, NAME, body);
        } else {
            documents.update(actor, DocumentKind.PRICES, ID, base, NAME, body);
        }
        known = Optional.empty();
    }

    private static void checkCurrency(String code) {
        try {
            Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "“" + code + "” is no currency",
                    "Give its three letters as ISO 4217 has them, such as EUR");
        }
    }
}
