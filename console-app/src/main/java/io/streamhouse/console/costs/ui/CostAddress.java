package io.streamhouse.console.costs.ui;

import com.vaadin.flow.router.QueryParameters;
import io.streamhouse.console.costs.CostWindow;
import io.streamhouse.cost.CostReport.GroupBy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the Costs page shows, as its address says it. */
record CostAddress(CostTab tab, CostWindow window, GroupBy by) {

    static final String ROUTE = "costs";

    /** The windows that are offered, by the name they have in the address. */
    static final Map<String, Duration> RANGES = ranges();

    private static final CostWindow DAY = new CostWindow.Last(Duration.ofHours(24));

    /** A part of the page. */
    enum CostTab {
        USAGE("Usage", "usage"),
        STORAGE("Storage", "storage"),
        WHAT_IF("What if", "what-if");

        private final String title;
        private final String name;

        CostTab(String title, String name) {
            this.title = title;
            this.name = name;
        }

        String title() {
            return title;
        }
    }

    private static Map<String, Duration> ranges() {
        Map<String, Duration> ranges = new LinkedHashMap<>();
        ranges.put("1h", Duration.ofHours(1));
        ranges.put("24h", Duration.ofHours(24));
        ranges.put("7d", Duration.ofDays(7));
        ranges.put("30d", Duration.ofDays(30));
        return ranges;
    }

    /** What can't be read is as if it were not there. */
    static CostAddress of(QueryParameters parameters) {
        return new CostAddress(
                parameters.getSingleParameter("tab").flatMap(CostAddress::tab).orElse(CostTab.USAGE),
                between(parameters)
                        .or(() -> parameters
                                .getSingleParameter("range")
                                .map(RANGES::get)
                                .map(CostWindow.Last::new))
                        .orElse(DAY),
                parameters
                        .getSingleParameter("by")
                        .flatMap(CostAddress::groupBy)
                        .orElse(GroupBy.RELATION));
    }

    private static Optional<CostTab> tab(String name) {
        for (CostTab tab : CostTab.values()) {
            if (tab.name.equals(name)) {
                return Optional.of(tab);
            }
        }
        return Optional.empty();
    }

    private static Optional<GroupBy> groupBy(String name) {
        for (GroupBy by : GroupBy.values()) {
            if (word(by).equals(name)) {
                return Optional.of(by);
            }
        }
        return Optional.empty();
    }

    private static Optional<CostWindow> between(QueryParameters parameters) {
        try {
            Optional<Instant> from = parameters.getSingleParameter("from").map(Instant::parse);
            Optional<Instant> to = parameters.getSingleParameter("to").map(Instant::parse);
            return from.isPresent() && to.isPresent() && from.get().isBefore(to.get())
                    ? Optional.of(new CostWindow.Between(from.get(), to.get()))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The grouping as the address and the HTTP API have it. */
    static String word(GroupBy by) {
        return by.name().toLowerCase(Locale.ROOT);
    }

    CostAddress with(CostTab other) {
        return new CostAddress(other, window, by);
    }

    CostAddress with(CostWindow other) {
        return new CostAddress(tab, other, by);
    }

    CostAddress with(GroupBy other) {
        return new CostAddress(tab, window, other);
    }

    /** The name of the window among the ranges; empty for one of a person's own. */
    Optional<String> range() {
        return RANGES.entrySet().stream()
                .filter(range -> window.equals(new CostWindow.Last(range.getValue())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    QueryParameters parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        if (tab != CostTab.USAGE) {
            all.put("tab", tab.name);
        }
        switch (window) {
            case CostWindow.Last ignored -> range().ifPresent(name -> all.put("range", name));
            case CostWindow.Between between -> {
                all.put("from", between.from().toString());
                all.put("to", between.to().toString());
            }
        }
        all.put("by", word(by));
        return QueryParameters.simple(all);
    }
}
