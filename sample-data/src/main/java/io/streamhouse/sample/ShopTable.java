package io.streamhouse.sample;

import java.util.Locale;

/** The tables of the shop, in the order a tick commits them: {@link #ORDERS} last, for it says which tick is done. */
public enum ShopTable {
    PRODUCTS,
    CUSTOMERS,
    CLICKS,
    ORDER_LINES,
    PAYMENTS,
    SHIPMENTS,
    ORDERS;

    /** Its name in the catalog. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
