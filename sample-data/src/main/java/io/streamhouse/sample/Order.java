package io.streamhouse.sample;

import io.streamhouse.model.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order as the orders table holds it. */
record Order(
        long id,
        long customer,
        Status status,
        String channel,
        BigDecimal total,
        int lines,
        Instant orderedAt,
        Instant updatedAt) {

    /** How far an order has come. The names are stored. */
    enum Status {
        CART,
        PLACED,
        PAID,
        SHIPPED,
        DELIVERED,
        CANCELLED;

        /** Whether anything more will happen to it. */
        boolean open() {
            return this != DELIVERED && this != CANCELLED;
        }
    }

    Order become(Status next, Instant at) {
        return new Order(id, customer, next, channel, total, lines, orderedAt, at);
    }

    List<@Nullable Object> values() {
        return Arrays.asList(id, customer, status.name(), channel, total, lines, orderedAt, updatedAt);
    }

    /** An order as it was read; empty for a row that some stranger left half filled in. */
    static Optional<Order> of(Row row) {
        List<@Nullable Object> values = row.values();
        if (values.get(0) instanceof Long id
                && values.get(1) instanceof Long customer
                && values.get(2) instanceof String status
                && values.get(3) instanceof String channel
                && values.get(4) instanceof BigDecimal total
                && values.get(5) instanceof Integer lines
                && values.get(6) instanceof Instant orderedAt
                && values.get(7) instanceof Instant updatedAt) {
            return Arrays.stream(Status.values())
                    .filter(known -> known.name().equals(status))
                    .findFirst()
                    .map(known -> new Order(id, customer, known, channel, total, lines, orderedAt, updatedAt));
        }
        return Optional.empty();
    }
}
