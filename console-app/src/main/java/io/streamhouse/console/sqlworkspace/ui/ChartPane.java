package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.component.EChart;
import io.streamhouse.component.EChart.Axis;
import io.streamhouse.component.EChart.Chart;
import io.streamhouse.component.EChart.Mark;
import io.streamhouse.component.EChart.Point;
import io.streamhouse.component.EChart.Scale;
import io.streamhouse.component.EChart.Series;
import io.streamhouse.component.EChart.Unit;
import io.streamhouse.model.Column;
import io.streamhouse.model.Row;
import io.streamhouse.model.ValueText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A result as a chart, of which the person picks what runs along, what is drawn, and how. */
final class ChartPane extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST_POINTS = 2_000;

    private final transient List<Column> columns;
    private final Select<Integer> x = new Select<>();
    private final Select<Integer> y = new Select<>();
    private final Select<Mark> kind = new Select<>();
    private final EChart chart = new EChart("Chart of the result");
    private final Div hint = new Div();
    private transient List<Row> rows = List.of();

    ChartPane(List<Column> columns) {
        this.columns = columns;
        addClassName("sql-chart");
        List<Integer> all = IntStream.range(0, columns.size()).boxed().toList();
        List<Integer> numbers =
                all.stream().filter(index -> isNumber(columns.get(index))).toList();
        pick(x, "Along", all);
        pick(y, "Drawn", numbers.isEmpty() ? all : numbers);
        kind.setLabel("As");
        kind.setItems(Mark.BAR, Mark.LINE, Mark.AREA, Mark.SCATTER, Mark.PIE);
        kind.setItemLabelGenerator(ChartPane::word);
        kind.addThemeNames("small");
        int firstY = numbers.isEmpty() ? columns.size() - 1 : numbers.getLast();
        int firstX = all.stream().filter(index -> index != firstY).findFirst().orElse(firstY);
        x.setValue(firstX);
        y.setValue(firstY);
        kind.setValue(isTime(columns.get(firstX)) ? Mark.LINE : Mark.BAR);
        x.addValueChangeListener(change -> draw());
        y.addValueChangeListener(change -> draw());
        kind.addValueChangeListener(change -> draw());
        Div choices = new Div(x, y, kind, hint);
        choices.addClassName("sql-chart-choices");
        hint.addClassName("sql-note");
        chart.setSizeFull();
        add(choices, chart);
    }

    void show(List<Row> newRows) {
        rows = newRows;
        draw();
    }

    private void pick(Select<Integer> select, String label, List<Integer> items) {
        select.setLabel(label);
        select.setItems(items);
        select.setItemLabelGenerator(index -> columns.get(index).name());
        select.addThemeNames("small");
    }

    private void draw() {
        int along = x.getValue();
        int drawn = y.getValue();
        Mark mark = kind.getValue();
        Scale scale = mark == Mark.PIE || mark == Mark.BAR && !isTime(columns.get(along))
                ? Scale.CATEGORY
                : isTime(columns.get(along))
                        ? Scale.TIME
                        : isNumber(columns.get(along)) ? Scale.NUMBER : Scale.CATEGORY;
        List<Point> points = new ArrayList<>();
        int left = 0;
        for (Row row : rows) {
            Object from = row.values().get(along);
            Double to = number(row.values().get(drawn));
            if (points.size() >= MOST_POINTS || to == null) {
                left++;
            } else {
                points.add(point(scale, from, to));
            }
        }
        String name = columns.get(drawn).name();
        chart.setChart(new Chart(
                new Axis(columns.get(along).name(), scale, Unit.NONE),
                Axis.number(name, Unit.NONE),
                List.of(new Series(name, mark, points))));
        hint.setText(
                left == 0
                        ? ""
                        : left + " of " + rows.size() + " rows are not drawn: "
                                + (points.size() >= MOST_POINTS
                                        ? "a chart shows " + MOST_POINTS + " at most; aggregate them in the query"
                                        : name + " is not a number there"));
    }

    private static Point point(Scale scale, @Nullable Object from, double to) {
        return switch (scale) {
            case TIME -> new Point(millis(from), to);
            case NUMBER, LOG -> {
                Double value = number(from);
                yield new Point(value == null ? 0d : value, to);
            }
            case CATEGORY -> new Point(ValueText.of(from), to);
        };
    }

    private static long millis(@Nullable Object moment) {
        return switch (moment) {
            case Instant instant -> instant.toEpochMilli();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC).toEpochMilli();
            case LocalDate day -> day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
            case null, default -> 0;
        };
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue()) ? number.doubleValue() : null;
    }

    private static boolean isNumber(Column column) {
        return column.type().matches("(?i)(TINYINT|SMALLINT|INT|INTEGER|BIGINT|FLOAT|DOUBLE|DECIMAL|NUMERIC).*");
    }

    private static boolean isTime(Column column) {
        return column.type().matches("(?i)(DATE|TIMESTAMP).*");
    }

    private static String word(Mark mark) {
        String name = mark.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
