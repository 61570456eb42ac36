package io.streamhouse.console.catalog.design;

import io.streamhouse.model.OptionInfo;
import io.streamhouse.paimon.TableOptions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The options there are, and the families of options that are named after columns or connectors. */
final class TableOptionNames {

    private static final Pattern OPEN = Pattern.compile(
            "fields\\..+|(parquet|orc|avro|csv|lance)\\..+|schema\\..+|streamhouse\\..+|connector|comment|owner");

    private static final List<OptionInfo> ALL = TableOptions.all();
    private static final Set<String> KNOWN = ALL.stream().map(OptionInfo::key).collect(Collectors.toUnmodifiableSet());

    private TableOptionNames() {}

    static List<OptionInfo> all() {
        return ALL;
    }

    static Set<String> known() {
        return KNOWN;
    }

    /** Whether the option is one of those that nobody can list. */
    static boolean open(String key) {
        return OPEN.matcher(key).matches();
    }
}
