package io.streamhouse.sample;

import java.util.Collection;
import java.util.TreeMap;

/** What the next tick depends on; all of it can be read back from the tables. */
final class ShopState {

    private final TreeMap<Long, Order> open = new TreeMap<>();
    private long lastOrder;
    private long lastCustomer;

    Collection<Order> open() {
        return open.values();
    }

    long lastOrder() {
        return lastOrder;
    }

    long lastCustomer() {
        return lastCustomer;
    }

    void customer(long id) {
        lastCustomer = Math.max(lastCustomer, id);
    }

    /** Takes an order as it is now. */
    void order(Order order) {
        lastOrder = Math.max(lastOrder, order.id());
        if (order.status().open()) {
            open.put(order.id(), order);
        } else {
            open.remove(order.id());
        }
    }

    void deleted(Order order) {
        open.remove(order.id());
    }
}
