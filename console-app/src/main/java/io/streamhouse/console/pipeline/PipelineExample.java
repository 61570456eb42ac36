package io.streamhouse.console.pipeline;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A pipeline to begin with, over the sample shop where it is installed. */
@Component
public class PipelineExample {

    private static final DatabaseId SHOP = new DatabaseId("streamhouse", "shop");

    private static final Duration FRESH = Duration.ofSeconds(30);

    /** @param name what the pipeline is to be called */
    public record Example(String name, PipelineContent content) {}

    private final Catalogs catalogs;

    PipelineExample(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** Empty while the shop is not installed. */
    public Optional<Example> overTheShop() {
        boolean installed =
                catalogs.relations().stream().anyMatch(relation -> relation.id().equals(SHOP.relation("orders")));
        return installed
                ? Optional.of(new Example(
                        "Revenue by country",
                        new PipelineContent(
                                revenueByCountry(), Map.of(), ExecutionMode.STREAMING, SHOP, Optional.empty())))
                : Optional.empty();
    }

    private static Pipeline revenueByCountry() {
        return new Pipeline(
                List.of(
                        PipelineNode.of("orders", new Step.Source(SHOP.relation("orders"))),
                        new PipelineNode(
                                "placed_orders",
                                new Step.Filter("status NOT IN ('CART', 'CANCELLED')"),
                                "Carts are not orders yet, and cancelled ones earn nothing"),
                        PipelineNode.of("customers", new Step.Source(SHOP.relation("customers"))),
                        PipelineNode.of(
                                "orders_with_country",
                                new Step.Join(
                                        Step.JoinKind.INNER,
                                        "placed_orders.customer_id = customers.customer_id",
                                        List.of(
                                                new NamedExpression("placed_orders.total_amount", "total_amount"),
                                                new NamedExpression(
                                                        "COALESCE(customers.country, 'unknown')", "country")))),
                        PipelineNode.of(
                                "revenue",
                                new Step.Aggregate(
                                        List.of(new NamedExpression("country", "country")),
                                        List.of(
                                                new NamedExpression("COUNT(*)", "orders"),
                                                new NamedExpression("SUM(total_amount)", "revenue")))),
                        PipelineNode.of(
                                "revenue_view",
                                new Step.IntoView(
                                        SHOP.relation("revenue_by_country_drawn"),
                                        List.of(),
                                        List.of(),
                                        new FreshnessTarget.Within(FRESH),
                                        new RequestedMode.Auto(),
                                        Map.of()))),
                List.of(
                        new Link("orders", "placed_orders", 0),
                        new Link("placed_orders", "orders_with_country", 0),
                        new Link("customers", "orders_with_country", 1),
                        new Link("orders_with_country", "revenue", 0),
                        new Link("revenue", "revenue_view", 0)));
    }
}
