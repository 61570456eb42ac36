package io.streamhouse.cost;

import java.time.Duration;

/** What something costs a day, and how that is known. Metered and estimated figures are never mixed. */
public sealed interface Cost {

    /** @param perDay extrapolated from {@code window}, in {@code currency} */
    record Metered(double perDay, String currency, Usage usage, Duration window) implements Cost {}

    /** @param basis what the estimate rests on, in words */
    record Estimated(double perDay, String currency, String basis) implements Cost {}

    record Unknown(String why) implements Cost {}
}
