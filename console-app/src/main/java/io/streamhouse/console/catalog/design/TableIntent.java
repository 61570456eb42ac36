package io.streamhouse.console.catalog.design;

import io.streamhouse.sql.TableDesign;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody wants a table for, and the options that it becomes. */
public enum TableIntent {
    FAST_UPSERTS(
            "Fast upserts",
            "Rows with the same key replace each other. Writing is quick; old versions are merged away while reading.",
            true,
            Map.of("bucket", "2", "merge-engine", "deduplicate", "changelog-producer", "none")),
    LOOKUP(
            "Lookup",
            "Small and read all the time, such as customers that orders are joined with. Every change is worked out when"
                    + " it is written, so that readers see it at once and merge nothing.",
            true,
            Map.of(
                    "bucket",
                    "1",
                    "merge-engine",
                    "deduplicate",
                    "changelog-producer",
                    "lookup",
                    "deletion-vectors.enabled",
                    "true")),
    APPEND_LOG(
            "Append log",
            "Events that only ever come on top: clicks, measurements, audit trails. No key, no merging, the least work.",
            false,
            Map.of("bucket", "-1")),
    CHEAP_ARCHIVE(
            "Cheap archive",
            "Kept for long and read seldom: few, large, well compressed files, and few old snapshots beside them.",
            false,
            Map.of(
                    "bucket",
                    "-1",
                    "file.format",
                    "parquet",
                    "file.compression",
                    "zstd",
                    "file.compression.zstd-level",
                    "9",
                    "target-file-size",
                    "512 mb",
                    "snapshot.num-retained.max",
                    "20"));

    /** Every option that some intent decides. */
    private static final Set<String> DECIDED = Arrays.stream(values())
            .flatMap(intent -> intent.options.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final String title;
    private final String words;
    private final boolean keyed;
    private final Map<String, String> options;

    TableIntent(String title, String words, boolean keyed, Map<String, String> options) {
        this.title = title;
        this.words = words;
        this.keyed = keyed;
        Map<String, String> inOrder = new LinkedHashMap<>();
        List.of(
                        "bucket",
                        "merge-engine",
                        "changelog-producer",
                        "deletion-vectors.enabled",
                        "file.format",
                        "file.compression",
                        "file.compression.zstd-level",
                        "target-file-size",
                        "snapshot.num-retained.max")
                .forEach(key -> {
                    if (options.containsKey(key)) {
                        inOrder.put(key, options.get(key));
                    }
                });
        this.options = inOrder;
    }

    public String title() {
        return title;
    }

    /** What it is for, in a sentence or two. */
    public String words() {
        return words;
    }

    /** Whether such a table has a primary key. */
    public boolean keyed() {
        return keyed;
    }

    /** What it becomes, in the order in which it is written. */
    public Map<String, String> options() {
        return java.util.Collections.unmodifiableMap(options);
    }

    /** As it stands in an address. */
    public String address() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty for an address that names none. */
    public static Optional<TableIntent> ofAddress(String address) {
        return Arrays.stream(values())
                .filter(intent -> intent.address().equals(address))
                .findFirst();
    }

    /** The intent that a design follows in everything that intents decide; empty if it goes its own way. */
    public static Optional<TableIntent> of(TableDesign design) {
        Map<String, String> decided = new LinkedHashMap<>(design.optionValues());
        decided.keySet().retainAll(DECIDED);
        return Arrays.stream(values())
                .filter(intent -> intent.options.equals(decided)
                        && intent.keyed != design.keyColumns().isEmpty())
                .findFirst();
    }

    /**
     * The design with this intent's options in place of another's. One that needs a key and has none gets its first
     * column as key; one that has no use for a key loses it.
     */
    public TableDesign applied(TableDesign design) {
        TableDesign changed = design;
        Set<String> gone = new LinkedHashSet<>(DECIDED);
        gone.removeAll(options.keySet());
        for (String key : gone) {
            changed = changed.option(key).isPresent() ? changed.withoutOption(key) : changed;
        }
        for (Map.Entry<String, String> option : options.entrySet()) {
            changed = changed.withOption(option.getKey(), option.getValue());
        }
        if (!keyed) {
            return changed.withKey(List.of());
        }
        return changed.keyColumns().isEmpty()
                ? changed.withKey(changed.columns().stream()
                        .filter(column -> column.computedAs().isEmpty())
                        .limit(1)
                        .map(TableDesign.Column::name)
                        .toList())
                : changed;
    }
}
