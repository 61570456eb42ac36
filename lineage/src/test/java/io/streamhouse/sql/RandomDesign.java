package io.streamhouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes table designs, odd ones and half-done ones among them. */
final class RandomDesign {

    private static final List<String> TYPES = List.of(
            "",
            "INT",
            "BIGINT",
            "STRING",
            "DECIMAL(18, 2)",
            "TIMESTAMP(3)",
            "TIMESTAMP(3) WITH LOCAL TIME ZONE",
            "ARRAY<ROW<a INT NOT NULL, b MAP<STRING, ARRAY<INT>>>>",
            "ROW<`a b` INT COMMENT 'in it, NOT NULL'>",
            "CHARACTER VARYING(20)");
    private static final List<String> EXPRESSIONS = List.of(
            "a + b * 2",
            "IF(a < b, 'x, y', '')",
            "ts - INTERVAL '5' SECOND",
            "CAST(x AS DECIMAL(3, 1)) /* in, it */ + 1",
            "CASE WHEN a > 1 THEN ROW(1, 2) ELSE NULL END",
            "m['k)']");
    private static final List<String> NOTES = List.of(
            "-- a word, on it",
            "--",
            "// also ( one",
            "/* over\n   two lines, 'quoted */",
            "/** formal */",
            "/* COMMENT 'no' */");
    private static final List<String> NAMES =
            List.of("id", "ts", "select", "primary", "a b", "ä`ö", "Watermark", "", "x'y", "comment", "日本", "1st", "e");

    private final RandomGenerator random;

    RandomDesign(RandomGenerator random) {
        this.random = random;
    }

    TableDesign next() {
        List<TableDesign.Column> columns =
                IntStream.range(0, random.nextInt(6)).mapToObj(at -> column()).toList();
        boolean any = !columns.isEmpty();
        return new TableDesign(
                new TableDesign.Head(some(1, 4, NAMES), chance(0.1), chance(0.2)),
                columns,
                any && chance(0.4)
                        ? Optional.of(new TableDesign.Watermark(one(NAMES), one(EXPRESSIONS), notes()))
                        : Optional.empty(),
                any && chance(0.6)
                        ? Optional.of(new TableDesign.Key(some(1, 4, NAMES), maybe(NAMES), notes()))
                        : Optional.empty(),
                new TableDesign.Clauses(
                        chance(0.4) ? Optional.of(text()) : Optional.empty(),
                        chance(0.1) ? Optional.of("DISTRIBUTED BY HASH(id) INTO 4 BUCKETS") : Optional.empty(),
                        chance(0.4) ? some(1, 3, NAMES) : List.of(),
                        chance(0.1)
                                ? Optional.of(one(List.of("LIKE b (INCLUDING ALL)", "AS SELECT 1 AS a, '; ' AS b")))
                                : Optional.empty()),
                IntStream.range(0, chance(0.5) ? random.nextInt(5) : 0)
                        .mapToObj(at -> new TableDesign.Option(text(), text(), notes()))
                        .toList(),
                new TableDesign.Notes(notes(), notes()));
    }

    private TableDesign.Column column() {
        if (chance(0.2)) {
            return new TableDesign.Column(
                    one(NAMES), "", true, Optional.of(one(EXPRESSIONS)), "", maybeText(), notes());
        }
        String extra = chance(0.1) ? "METADATA FROM 'a, b' VIRTUAL" : "";
        return new TableDesign.Column(
                one(NAMES), one(TYPES), chance(0.5), Optional.empty(), extra, maybeText(), notes());
    }

    private List<String> notes() {
        return chance(0.8) ? List.of() : some(1, 4, NOTES);
    }

    private Optional<String> maybeText() {
        return chance(0.3) ? Optional.of(text()) : Optional.empty();
    }

    private String text() {
        return one(List.of("", "bucket", "it's, -- so", "a\nb", "/* none */", "merge-engine", "日本 \\ `x`", ");"));
    }

    private Optional<String> maybe(List<String> from) {
        return chance(0.3) ? Optional.of(one(from)) : Optional.empty();
    }

    private List<String> some(int least, int below, List<String> from) {
        List<String> some = new ArrayList<>();
        int count = random.nextInt(least, below);
        for (int at = 0; at < count; at++) {
            some.add(one(from));
        }
        return some;
    }

    private <T> T one(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }
}
