package io.streamhouse.console.views;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A view to begin with, over the sample shop where it is installed. */
@Component
public class ViewExample {

    private static final DatabaseId SHOP = new DatabaseId("streamhouse", "shop");

    /** @param freshness in an ISO-8601 duration */
    public record Example(RelationId id, String query, String freshness, String teaches) {}

    private static final Example OVER_THE_SHOP = new Example(
            SHOP.relation("revenue_by_country"),
            """
            SELECT
              COALESCE(c.country, 'unknown') AS country,
              COUNT(*) AS orders,
              SUM(o.total_amount) AS revenue
            FROM streamhouse.shop.orders AS o
            JOIN streamhouse.shop.customers AS c ON o.customer_id = c.customer_id
            GROUP BY COALESCE(c.country, 'unknown')""",
            "PT30S",
            "Revenue by country, from the orders and customers of the sample shop");

    private final Catalogs catalogs;

    ViewExample(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** Empty while the shop is not installed. */
    public Optional<Example> overTheShop() {
        boolean installed =
                catalogs.relations().stream().anyMatch(relation -> relation.id().equals(SHOP.relation("orders")));
        return installed ? Optional.of(unused(OVER_THE_SHOP)) : Optional.empty();
    }

    /** The example under a name that nothing has yet, so that it can be made once more. */
    private Example unused(Example example) {
        RelationId id = example.id();
        for (int copy = 2; taken(id); copy++) {
            id = SHOP.relation(example.id().name() + "_" + copy);
        }
        return new Example(id, example.query(), example.freshness(), example.teaches());
    }

    private boolean taken(RelationId id) {
        return catalogs.relations().stream().anyMatch(relation -> relation.id().equals(id));
    }
}
