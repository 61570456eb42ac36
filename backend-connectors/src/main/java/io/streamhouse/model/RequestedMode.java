package io.streamhouse.model;

import java.util.Locale;

/** Which {@link RefreshMode} a person wants for a view. */
public sealed interface RequestedMode {

    /** What is written for {@link Auto}. */
    String AUTO = "AUTO";

    /** Whichever keeps the target at the least cost. */
    record Auto() implements RequestedMode {}

    /** This one and no other. */
    record Pinned(RefreshMode mode) implements RequestedMode {}

    /**
     * Reads what {@link #text()} writes.
     *
     * @param text {@code AUTO} or the name of a {@link RefreshMode}, in any case
     * @throws ProblemException INVALID_REQUEST
     */
    static RequestedMode parse(String text) {
        String plain = text.strip().toUpperCase(Locale.ROOT);
        if (plain.equals(AUTO)) {
            return new Auto();
        }
        for (RefreshMode mode : RefreshMode.values()) {
            if (mode.name().equals(plain)) {
                return new Pinned(mode);
            }
        }
        throw new ProblemException(
                ErrorCode.INVALID_REQUEST,
                "This is no refresh mode: " + text,
                "Give AUTO, CONTINUOUS, INCREMENTAL or FULL");
    }

    /** The wish as the HTTP API and the catalog write it. */
    default String text() {
        return switch (this) {
            case Auto ignored -> AUTO;
            case Pinned pinned -> pinned.mode().name();
        };
    }
}
