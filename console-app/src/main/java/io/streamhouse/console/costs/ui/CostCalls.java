package io.streamhouse.console.costs.ui;

import io.streamhouse.component.HttpCallsDialog.Call;
import io.streamhouse.cost.CostReport.GroupBy;
import io.streamhouse.cost.Prices;
import io.streamhouse.refresh.WhatIf;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP calls that do what the pages about costs do. */
final class CostCalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String BASE = "/api/v1/costs";

    private static final String VIEWS = "/api/v1/materialized-views";

    private CostCalls() {}

    /** Where the browser downloads the lines of a time as CSV, relative to the root. */
    static String csv(Instant from, Instant to, GroupBy by) {
        return (BASE + query(from, to, by) + "&format=csv").substring(1);
    }

    static List<Call> usage(Instant from, Instant to, GroupBy by) {
        String query = query(from, to, by);
        return List.of(
                Call.get("Lines, overhead, idle and the total", BASE + query),
                Call.get("The same as CSV, in FOCUS columns", BASE + query).with("Accept: text/csv"),
                Call.get("Over time", BASE + "/timeline" + query),
                Call.get("Storage by table", BASE + "/storage"),
                Call.get("The prices", BASE + "/prices"));
    }

    static List<Call> prices(Prices prices, long revision) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("currency", prices.currency());
        body.put("basis", prices.basis().name());
        body.put("cpuHour", BigDecimal.valueOf(prices.cpuHour()));
        body.put("gigabyteMonth", BigDecimal.valueOf(prices.gigabyteMonth()));
        body.put("thousandRequests", BigDecimal.valueOf(prices.thousandRequests()));
        return List.of(
                Call.get("The prices", BASE + "/prices"),
                new Call(
                        "Change the prices, unless somebody else did",
                        "PUT",
                        BASE + "/prices",
                        List.of("If-Match: \"" + revision + "\""),
                        JSON.writeValueAsString(body)));
    }

    static List<Call> whatIf(List<WhatIf.Wish> wishes) {
        List<Call> calls = new ArrayList<>();
        List<Map<String, String>> all = wishes.stream()
                .map(wish -> {
                    Map<String, String> one = new LinkedHashMap<>();
                    one.put("id", wish.view().toString());
                    one.put("freshness", wish.freshness().text());
                    one.put("mode", wish.mode().text());
                    return one;
                })
                .toList();
        calls.add(new Call(
                "What would come of it",
                "POST",
                VIEWS + "/what-if",
                List.of(),
                JSON.writeValueAsString(Map.of("wishes", all))));
        wishes.forEach(wish -> calls.add(new Call(
                "Change " + wish.view().name(),
                "PUT",
                VIEWS + "/" + URLEncoder.encode(wish.view().toString(), StandardCharsets.UTF_8) + "/freshness",
                List.of(),
                JSON.writeValueAsString(Map.of(
                        "freshness",
                        wish.freshness().text(),
                        "mode",
                        wish.mode().text())))));
        return calls;
    }

    private static String query(Instant from, Instant to, GroupBy by) {
        return "?from=" + from + "&to=" + to + "&groupBy=" + CostAddress.word(by);
    }
}
