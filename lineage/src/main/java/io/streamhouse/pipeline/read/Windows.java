package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.Step.Windowing;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads windows: {@code TUMBLE(TABLE orders, DESCRIPTOR(at), INTERVAL '1' HOUR)} and its like. */
final class Windows {

    /** The functions that make windows. */
    static final Set<String> FUNCTIONS = Set.of("TUMBLE", "HOP", "CUMULATE", "SESSION");

    private final QueryReader queries;
    private final Written text;
    private final Growing growing;
    private final Sources sources;

    Windows(QueryReader queries) {
        this.queries = queries;
        Reading reading = queries.reading();
        this.text = reading.text();
        this.growing = reading.growing();
        this.sources = reading.sources();
    }

    Rows read(Part part, Surroundings around) {
        int at = part.from();
        if (!text.anyWord(at, FUNCTIONS) || !text.symbol(at + 1, "(") || text.partner(at + 1) != part.to() - 1) {
            throw new Uncovered("This table function has no step of its own: "
                    + text.get(at).text());
        }
        String function = text.get(at).text().toUpperCase(Locale.ROOT);
        List<Part> arguments = text.list(at + 2, part.to() - 1);
        if (arguments.stream().anyMatch(argument -> text.symbol(argument.from() + 1, "=>"))) {
            throw new Uncovered("Arguments with names are not known here");
        }
        boolean twoSizes = function.equals("HOP") || function.equals("CUMULATE");
        if (arguments.size() != (twoSizes ? 4 : 3)) {
            throw new Uncovered("A window with an offset is not known");
        }
        Part data = arguments.get(0);
        int end;
        Rows rows;
        if (text.word(data.from(), "TABLE") && text.name(data.from() + 1)) {
            end = text.pathEnd(data.from() + 1);
            rows = sources.rows(text.path(data.from() + 1, end), around);
        } else if (text.symbol(data.from(), "(")) {
            end = text.partner(data.from()) + 1;
            rows = queries.query(new Part(data.from() + 1, end - 1), around, Optional.empty(), List.of());
        } else {
            throw new Uncovered("A window over this is not known");
        }
        List<String> partition = partition(function, new Part(end, data.to()));
        Part time = arguments.get(1);
        if (!text.word(time.from(), "DESCRIPTOR") || time.length() != 4) {
            throw new Uncovered("A window's time is a column");
        }
        String size = size(arguments.get(2));
        Windowing windowing =
                switch (function) {
                    case "TUMBLE" -> new Windowing.Tumble(size);
                    case "HOP" -> new Windowing.Hop(size, size(arguments.get(3)));
                    case "CUMULATE" -> new Windowing.Cumulate(size, size(arguments.get(3)));
                    default -> new Windowing.Session(size, partition);
                };
        return growing.add(
                "windowed",
                new Step.Window(text.get(time.from() + 2).name(), windowing),
                List.of(rows.node()),
                rows.columns().map(Windows::withBounds));
    }

    /** What sessions are told apart by. @param part what follows the rows */
    private List<String> partition(String function, Part part) {
        if (part.isEmpty()) {
            return List.of();
        }
        if (!text.word(part.from(), "PARTITION") || !function.equals("SESSION")) {
            throw new Uncovered("A window over this is not known");
        }
        int first = part.from() + 2;
        boolean bracketed = text.symbol(first, "(");
        List<String> columns = new ArrayList<>();
        for (Part column : bracketed ? text.list(first + 1, part.to() - 1) : text.list(first, part.to())) {
            if (column.length() != 1 || !text.name(column.from())) {
                throw new Uncovered("Sessions are told apart by columns only");
            }
            columns.add(text.get(column.from()).name());
        }
        return columns;
    }

    private String size(Part argument) {
        text.keep(argument.from(), argument.to());
        return text.slice(argument);
    }

    private static List<Known> withBounds(List<Known> columns) {
        List<Known> more = new ArrayList<>(columns);
        for (String bound : List.of("window_start", "window_end", "window_time")) {
            more.add(new Known(bound, true));
        }
        return more;
    }
}
