package io.streamhouse.console.tour;

import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.model.RelationId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the tour leads. */
public final class TourRoutes {

    /** The page with all steps, and where it is begun again. */
    public static final String PAGE = "tour";

    /** The table that the tour looks at. */
    static final String ORDERS = "catalog/streamhouse.shop.orders";

    private static final String QUERY = """
            SELECT status, COUNT(*) AS orders, SUM(total_amount) AS amount
            FROM streamhouse.shop.orders
            GROUP BY status;""";

    private TourRoutes() {}

    /** Where the present step is done. */
    public static String of(TourProgress progress) {
        return switch (progress.step()) {
            case SHOP -> PAGE;
            case ORDERS -> ORDERS + "?tab=preview";
            case QUERY ->
                "sql?sql=" + URLEncoder.encode(QUERY, StandardCharsets.UTF_8).replace("+", "%20");
            case VIEW -> ViewRoutes.NEW + "?example=shop";
            case SLIDER ->
                progress.view()
                        .map(name -> ViewRoutes.of(RelationId.parse(name)))
                        .orElse(ViewRoutes.LIST);
        };
    }
}
