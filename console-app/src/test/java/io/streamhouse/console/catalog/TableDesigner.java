package io.streamhouse.console.catalog;

import io.streamhouse.sql.TableDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Designs tables as a person might in the form, sensible ones and others. */
final class TableDesigner {

    private static final List<String> TYPES = List.of(
            "STRING",
            "INT",
            "BIGINT",
            "BOOLEAN",
            "DOUBLE",
            "DECIMAL(18, 2)",
            "DATE",
            "TIMESTAMP(3)",
            "TIMESTAMP_LTZ(3)",
            "VARCHAR(20)",
            "BYTES",
            "ARRAY<STRING>",
            "MAP<STRING, INT>",
            "ROW<a INT, b STRING>");

    private static final List<String[]> OPTIONS = List.of(
            new String[] {"bucket", "-1"},
            new String[] {"bucket", "2"},
            new String[] {"merge-engine", "deduplicate"},
            new String[] {"merge-engine", "partial-update"},
            new String[] {"merge-engine", "first-row"},
            new String[] {"merge-engine", "aggregation"},
            new String[] {"changelog-producer", "none"},
            new String[] {"changelog-producer", "lookup"},
            new String[] {"changelog-producer", "full-compaction"},
            new String[] {"deletion-vectors.enabled", "true"},
            new String[] {"file.format", "orc"},
            new String[] {"target-file-size", "256 mb"},
            new String[] {"snapshot.time-retained", "2 h"},
            new String[] {"sequence.field", "c0"},
            new String[] {"unknown.option", "it's kept"});

    private TableDesigner() {}

    static TableDesign next(Random random) {
        List<TableDesign.Column> columns = new ArrayList<>();
        int count = 2 + random.nextInt(6);
        for (int at = 0; at < count; at++) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            TableDesign.Column column = TableDesign.Column.of(name(at, random), type, random.nextBoolean());
            columns.add(random.nextInt(4) == 0 ? column.commented("it's number " + at) : column);
        }
        columns.set(0, TableDesign.Column.of("c0", "BIGINT", false));
        if (random.nextInt(3) == 0) {
            columns.add(TableDesign.Column.of("computed", "", true).computed("`c0` + 1"));
        }
        TableDesign design = TableDesign.named(List.of("")).withColumns(columns);
        if (random.nextInt(3) > 0) {
            design = design.withKey(List.of("c0"));
        }
        if (random.nextInt(4) == 0) {
            design = design.withPartitions(List.of(columns.get(1).name()));
        }
        Optional<TableDesign.Column> time = columns.stream()
                .filter(column -> column.type().startsWith("TIMESTAMP"))
                .findFirst();
        if (time.isPresent() && random.nextBoolean()) {
            String name = "`" + time.get().name() + "`";
            design = design.withWatermark(Optional.of(
                    new TableDesign.Watermark(time.get().name(), name + " - INTERVAL '5' SECOND", List.of("-- late"))));
        }
        for (int at = random.nextInt(4); at > 0; at--) {
            String[] option = OPTIONS.get(random.nextInt(OPTIONS.size()));
            design = design.withOption(option[0], option[1]);
        }
        return random.nextBoolean() ? design.withComment("a 'table'") : design;
    }

    private static String name(int at, Random random) {
        return random.nextInt(4) == 0 ? "column " + at : "c" + at;
    }
}
