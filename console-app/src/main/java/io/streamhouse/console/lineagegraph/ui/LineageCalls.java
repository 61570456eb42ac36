package io.streamhouse.console.lineagegraph.ui;

import io.streamhouse.component.HttpCallsDialog.Call;
import io.streamhouse.lineage.Focus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP calls that do what the page does. */
final class LineageCalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String BASE = "/api/v1/lineage";

    private LineageCalls() {}

    static List<Call> of(Optional<Focus> focus) {
        List<Call> calls = new ArrayList<>();
        focus.ifPresent(shown -> {
            String what = named(shown);
            calls.add(Call.get("What is drawn", BASE + "?" + what + reach(shown)));
            calls.add(Call.get("The same as OpenLineage", BASE + "?" + what + reach(shown) + "&format=openlineage"));
            if (shown.column().isPresent()) {
                calls.add(Call.get("How the column is made", BASE + "/path?" + what));
            }
            calls.add(Call.get("What dropping it would do", BASE + "/impact?" + what + "&change=DROP"));
        });
        calls.add(new Call(
                "The lineage of statements, column by column",
                "POST",
                BASE + "/analyze",
                List.of(),
                JSON.writeValueAsString(Map.of(
                        "sql", "SELECT status, COUNT(*) AS orders FROM streamhouse.shop.orders GROUP BY status"))));
        return calls;
    }

    private static String named(Focus focus) {
        return "relation=" + encoded(focus.relation().toString())
                + focus.column().map(column -> "&column=" + encoded(column)).orElse("");
    }

    private static String reach(Focus focus) {
        return "&direction=" + focus.direction().name() + "&depth=" + focus.depth();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
