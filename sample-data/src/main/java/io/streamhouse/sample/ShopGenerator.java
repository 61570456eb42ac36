package io.streamhouse.sample;

import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import io.streamhouse.sample.Assortment.Line;
import io.streamhouse.sample.Order.Status;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Says what happens in the shop. The same seed, state, time and number of events give the same rows, always: that is
 * how a tick cut short by a crash is finished without a row lost or doubled. Not for several threads at once.
 */
final class ShopGenerator {

    static final Duration HISTORY = Duration.ofDays(30);
    static final int FIRST_CUSTOMERS = 1_200;
    static final int HISTORY_ORDERS = 4_000;
    static final int HISTORY_CLICKS = 24_000;

    private static final long FIRST_ORDER = 100_001;
    private static final int EVENTS_PER_NEW_ORDER = 22;
    private static final int EVENTS_PER_CHANGE = 7;
    private static final double GIVES_UP_CART = 0.15;
    private static final double CANCELS = 0.04;
    private static final double NEW_CUSTOMER = 0.08;

    private static final List<String> CHANNELS = List.of("WEB", "WEB", "WEB", "APP", "APP", "STORE");
    private static final List<String> METHODS = List.of("CARD", "CARD", "PAYPAL", "INVOICE", "VOUCHER");
    private static final List<String> CARRIERS = List.of("Northwind Express", "Blue Parcel", "Cargo Bike Co");
    private static final List<String> PAGES =
            List.of("HOME", "SEARCH", "SEARCH", "PRODUCT", "PRODUCT", "PRODUCT", "PRODUCT", "CART", "CHECKOUT");
    private static final List<String> DEVICES = List.of("PHONE", "PHONE", "PHONE", "DESKTOP", "DESKTOP", "TABLET");

    private final Assortment assortment;

    ShopGenerator(long seed) {
        this.assortment = new Assortment(seed);
    }

    /** Thirty days up to {@code end}, busier by day than by night and busiest at weekends. */
    Changes history(ShopState state, Instant end) {
        Changes changes = new Changes();
        Instant start = end.minus(HISTORY);
        SplittableRandom random = assortment.random("history", end.getEpochSecond());
        for (long product = 1; product <= Assortment.PRODUCTS; product++) {
            int inStock = 20 + random.nextInt(400);
            changes.add(ShopTable.PRODUCTS, insert(assortment.productRow(product, inStock, start)));
        }
        for (long customer = 1; customer <= FIRST_CUSTOMERS; customer++) {
            Instant signedUp =
                    start.minusSeconds(random.nextLong(Duration.ofDays(400).toSeconds()));
            changes.add(ShopTable.CUSTOMERS, insert(assortment.customerRow(customer, signedUp, 0)));
            state.customer(customer);
        }
        List<Instant> orderTimes = new ArrayList<>();
        for (int i = 0; i < HISTORY_ORDERS; i++) {
            orderTimes.add(busyTime(random, start, end));
        }
        orderTimes.sort(Comparator.naturalOrder());
        long id = FIRST_ORDER;
        for (Instant orderedAt : orderTimes) {
            life(changes, state, id++, orderedAt, end, random);
        }
        for (int i = 0; i < HISTORY_CLICKS; i++) {
            Instant received = busyTime(random, start, end);
            changes.add(ShopTable.CLICKS, click(end.getEpochSecond() * 100_000 + i, received, state, random));
        }
        return changes;
    }

    /** Everything that would have happened to an order by {@code end}, as its last state only. */
    private void life(
            Changes changes, ShopState state, long id, Instant orderedAt, Instant end, SplittableRandom random) {
        Order order = cart(id, 1 + random.nextLong(state.lastCustomer()), orderedAt);
        Instant paymentAsked = orderedAt;
        Instant shipped = orderedAt;
        while (order.status().open()) {
            Instant due = due(order);
            if (due.isAfter(end)) {
                break;
            }
            Status next = next(order);
            if (next == order.status()) {
                return; // a cart given up leaves nothing behind
            }
            order = order.become(next, due);
            if (next == Status.PLACED) {
                paymentAsked = due;
            } else if (next == Status.SHIPPED) {
                shipped = due;
            }
        }
        state.order(order);
        changes.add(ShopTable.ORDERS, insert(order.values()));
        lines(changes, order, RowKind.INSERT);
        if (order.status() != Status.CART) {
            changes.add(ShopTable.PAYMENTS, insert(payment(order, paymentAsked)));
        }
        if (order.status() == Status.SHIPPED || order.status() == Status.DELIVERED) {
            changes.add(ShopTable.SHIPMENTS, insert(shipment(order, shipped)));
        }
    }

    /**
     * What happens in the seconds before {@code at}.
     *
     * @param events how many clicks and changes of orders, about
     */
    Changes tick(ShopState state, Instant at, Duration span, int events) {
        Changes changes = new Changes();
        SplittableRandom random = assortment.random("tick", at.getEpochSecond());
        int newOrders = share(events, EVENTS_PER_NEW_ORDER, random);
        int orderChanges = share(events, EVENTS_PER_CHANGE, random);

        List<Order> due = state.open().stream()
                .filter(order -> !due(order).isAfter(at))
                .sorted(Comparator.comparing(ShopGenerator::due).thenComparing(Order::id))
                .limit(orderChanges)
                .toList();
        for (Order order : due) {
            advance(changes, state, order, moment(random, at, span));
        }
        for (int i = 0; i < newOrders; i++) {
            open(changes, state, moment(random, at, span), random);
        }
        if (random.nextInt(12) == 0) {
            count(changes, at, random);
        }
        if (random.nextInt(40) == 0) {
            move(changes, at, state, random);
        }
        int clicks = Math.max(0, events - due.size() - newOrders);
        for (int i = 0; i < clicks; i++) {
            Instant received = moment(random, at, span);
            changes.add(ShopTable.CLICKS, click(at.getEpochSecond() * 100_000 + i, received, state, random));
        }
        return changes;
    }

    private static int share(int events, int perThis, SplittableRandom random) {
        return events / perThis + (random.nextInt(perThis) < events % perThis ? 1 : 0);
    }

    private void open(Changes changes, ShopState state, Instant at, SplittableRandom random) {
        long customer = 1 + random.nextLong(state.lastCustomer());
        if (random.nextDouble() < NEW_CUSTOMER) {
            customer = state.lastCustomer() + 1;
            changes.add(ShopTable.CUSTOMERS, insert(assortment.customerRow(customer, at, 0)));
            state.customer(customer);
        }
        Order order = cart(Math.max(FIRST_ORDER, state.lastOrder() + 1), customer, at);
        state.order(order);
        changes.add(ShopTable.ORDERS, insert(order.values()));
        lines(changes, order, RowKind.INSERT);
    }

    private void advance(Changes changes, ShopState state, Order order, Instant at) {
        Status next = next(order);
        if (next == order.status()) {
            // The newest order stays, or its number would be given again.
            if (order.id() != state.lastOrder()) {
                changes.add(ShopTable.ORDERS, row(RowKind.DELETE, order.values()));
                lines(changes, order, RowKind.DELETE);
                state.deleted(order);
            }
            return;
        }
        Order changed = order.become(next, at);
        state.order(changed);
        changes.add(ShopTable.ORDERS, row(RowKind.UPDATE_AFTER, changed.values()));
        switch (next) {
            case PLACED -> changes.add(ShopTable.PAYMENTS, insert(payment(changed, at)));
            case PAID, CANCELLED ->
                changes.add(ShopTable.PAYMENTS, row(RowKind.UPDATE_AFTER, payment(changed, order.updatedAt())));
            case SHIPPED -> changes.add(ShopTable.SHIPMENTS, insert(shipment(changed, at)));
            case DELIVERED ->
                changes.add(ShopTable.SHIPMENTS, row(RowKind.UPDATE_AFTER, shipment(changed, order.updatedAt())));
            case CART -> throw new IllegalStateException("No order becomes a cart again");
        }
    }

    private void lines(Changes changes, Order order, RowKind kind) {
        for (Line line : assortment.lines(order.id())) {
            changes.add(
                    ShopTable.ORDER_LINES,
                    Row.of(
                            kind,
                            order.id(),
                            line.number(),
                            line.product(),
                            line.quantity(),
                            line.unitPrice(),
                            line.amount()));
        }
    }

    private void count(Changes changes, Instant at, SplittableRandom random) {
        long product = Assortment.product(random);
        changes.add(
                ShopTable.PRODUCTS,
                row(RowKind.UPDATE_AFTER, assortment.productRow(product, 20 + random.nextInt(400), at)));
    }

    /** A customer who signed up before the shop's first day has moved. */
    private void move(Changes changes, Instant at, ShopState state, SplittableRandom random) {
        long customer = 1 + random.nextLong(Math.min(FIRST_CUSTOMERS, state.lastCustomer()));
        Instant signedUp = at.minus(HISTORY).minusSeconds(random.nextLong(86_400L));
        changes.add(
                ShopTable.CUSTOMERS,
                row(RowKind.UPDATE_AFTER, assortment.customerRow(customer, signedUp, 1 + random.nextInt(1_000))));
    }

    private Order cart(long id, long customer, Instant at) {
        List<Line> lines = assortment.lines(id);
        BigDecimal total = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        String channel = CHANNELS.get(assortment.random("channel", id).nextInt(CHANNELS.size()));
        return new Order(id, customer, Status.CART, channel, total, lines.size(), at, at);
    }

    private List<@Nullable Object> payment(Order order, Instant createdAt) {
        String status =
                switch (order.status()) {
                    case CART, PLACED -> "PENDING";
                    case PAID, SHIPPED, DELIVERED -> "CAPTURED";
                    case CANCELLED -> "REFUNDED";
                };
        String method = METHODS.get(assortment.random("method", order.id()).nextInt(METHODS.size()));
        return java.util.Arrays.asList(
                order.id() * 10 + 1, order.id(), method, order.total(), status, createdAt, order.updatedAt());
    }

    private List<@Nullable Object> shipment(Order order, Instant shippedAt) {
        SplittableRandom random = assortment.random("carrier", order.id());
        boolean delivered = order.status() == Status.DELIVERED;
        return java.util.Arrays.asList(
                order.id() * 10 + 2,
                order.id(),
                CARRIERS.get(random.nextInt(CARRIERS.size())),
                "SH" + Long.toString(Math.abs(random.nextLong()), 36).toUpperCase(java.util.Locale.ROOT),
                delivered ? "DELIVERED" : "IN_TRANSIT",
                shippedAt,
                delivered ? order.updatedAt() : null);
    }

    /** Most clicks arrive within seconds, some late enough to come out of order, a few behind the watermark. */
    private static Row click(long id, Instant received, ShopState state, SplittableRandom random) {
        int kind = random.nextInt(100);
        long delay = kind < 90
                ? random.nextLong(2_000)
                : kind < 98 ? 2_000 + random.nextLong(23_000) : 60_000 + random.nextLong(540_000);
        Instant clicked = received.minusMillis(delay);
        String page = PAGES.get(random.nextInt(PAGES.size()));
        Long product = page.equals("PRODUCT") || page.equals("CART") ? Assortment.product(random) : null;
        Long customer = random.nextInt(3) == 0 ? null : 1 + random.nextLong(state.lastCustomer());
        String session = "s" + Long.toString(received.getEpochSecond() / 600, 36) + "-"
                + Long.toString(customer == null ? random.nextLong(5_000) + 1_000_000 : customer, 36);
        return Row.insert(
                id,
                session,
                customer,
                product,
                page,
                DEVICES.get(random.nextInt(DEVICES.size())),
                clicked,
                received,
                clicked.atZone(ZoneOffset.UTC).toLocalDate().toString());
    }

    /** When something more happens to an order; a pure function of the order. */
    private static Instant due(Order order) {
        long spread = Math.floorMod(order.id() * 0x9E3779B97F4A7C15L >>> 17, 1_000);
        Duration after =
                switch (order.status()) {
                    case CART -> Duration.ofSeconds(10 + spread / 5);
                    case PLACED -> Duration.ofSeconds(5 + spread / 20);
                    case PAID -> Duration.ofSeconds(60 + spread / 3);
                    case SHIPPED -> Duration.ofSeconds(300 + spread * 2);
                    case DELIVERED, CANCELLED -> Duration.ofDays(10_000);
                };
        return order.updatedAt().plus(after);
    }

    /** The status an order takes next; its own for a cart that is given up. */
    private Status next(Order order) {
        double chance = assortment.random("fate", order.id()).nextDouble();
        return switch (order.status()) {
            case CART -> chance < GIVES_UP_CART ? Status.CART : Status.PLACED;
            case PLACED -> chance > 1 - CANCELS ? Status.CANCELLED : Status.PAID;
            case PAID -> Status.SHIPPED;
            case SHIPPED, DELIVERED -> Status.DELIVERED;
            case CANCELLED -> Status.CANCELLED;
        };
    }

    private static Instant moment(SplittableRandom random, Instant at, Duration span) {
        return at.minusMillis(random.nextLong(span.toMillis()));
    }

    private static Instant busyTime(SplittableRandom random, Instant start, Instant end) {
        long millis = Duration.between(start, end).toMillis();
        while (true) {
            Instant candidate = start.plusMillis(random.nextLong(millis));
            if (random.nextDouble() < busyness(candidate.atZone(ZoneOffset.UTC))) {
                return candidate;
            }
        }
    }

    /** Between 0 and 1: quiet at four in the morning, busy in the evening, busier at weekends. */
    private static double busyness(ZonedDateTime time) {
        double hour = time.getHour() + time.getMinute() / 60.0;
        double day = 0.5 + 0.45 * Math.sin((hour - 10) / 24 * 2 * Math.PI);
        boolean weekend = time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
        return day * (weekend ? 1.0 : 0.72);
    }

    private static Row insert(List<@Nullable Object> values) {
        return row(RowKind.INSERT, values);
    }

    private static Row row(RowKind kind, List<@Nullable Object> values) {
        return Row.of(kind, values.toArray());
    }
}
