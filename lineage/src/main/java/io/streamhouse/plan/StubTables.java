package io.streamhouse.plan;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.functions.LookupFunction;
import org.apache.flink.table.types.DataType;

/** Sources that can be planned with but not run: they change as Paimon's do. */
final class StubTables implements DynamicTableSourceFactory {

    static final Factory FACTORY = new StubTables();

    private StubTables() {}

    /** Whether the table's changelog is taken from its writers as it is. */
    static boolean toldByWriters(Map<String, String> options) {
        return producer(options).equalsIgnoreCase("input");
    }

    private static String producer(Map<String, String> options) {
        return options.getOrDefault("changelog-producer", "none");
    }

    /** How the rows that a Paimon table's streaming reader emits change; the same for every other table. */
    static ChangelogMode changes(boolean hasKey, Map<String, String> options) {
        if (!hasKey || options.getOrDefault("merge-engine", "deduplicate").equalsIgnoreCase("first-row")) {
            return ChangelogMode.insertOnly();
        }
        boolean complete = Boolean.parseBoolean(options.get("scan.remove-normalize"))
                || !producer(options).equalsIgnoreCase("none") && !toldByWriters(options);
        return complete ? ChangelogMode.all() : ChangelogMode.upsert();
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        boolean bounded = context.getConfiguration().get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.BATCH;
        boolean hasKey =
                context.getCatalogTable().getResolvedSchema().getPrimaryKey().isPresent();
        ChangelogMode changes =
                changes(hasKey && !bounded, context.getCatalogTable().getOptions());
        Map<String, DataType> metadata = new LinkedHashMap<>();
        for (Column column : context.getCatalogTable().getResolvedSchema().getColumns()) {
            if (column instanceof Column.MetadataColumn kept) {
                metadata.put(kept.getMetadataKey().orElse(kept.getName()), kept.getDataType());
            }
        }
        Stub stub = new Stub(changes, bounded);
        return metadata.isEmpty() ? stub : new StubWithMetadata(stub, metadata);
    }

    @Override
    public String factoryIdentifier() {
        return "stub";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    /** Planned with, never called. */
    private static final class NothingFound extends LookupFunction {

        private static final long serialVersionUID = 1L;

        @Override
        public Collection<RowData> lookup(RowData key) {
            return List.of();
        }
    }

    private record Stub(ChangelogMode changes, boolean bounded) implements ScanTableSource, LookupTableSource {

        @Override
        public ChangelogMode getChangelogMode() {
            return changes;
        }

        @Override
        public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
            return () -> bounded;
        }

        @Override
        public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
            return LookupFunctionProvider.of(new NothingFound());
        }

        @Override
        public DynamicTableSource copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return "stub";
        }
    }

    /** A stub that has whatever metadata the table's definition reads. */
    private record StubWithMetadata(Stub stub, Map<String, DataType> metadata)
            implements ScanTableSource, LookupTableSource, SupportsReadingMetadata {

        @Override
        public Map<String, DataType> listReadableMetadata() {
            return metadata;
        }

        @Override
        public void applyReadableMetadata(List<String> keys, DataType type) {
            // Never read.
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return stub.getChangelogMode();
        }

        @Override
        public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
            return stub.getScanRuntimeProvider(context);
        }

        @Override
        public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
            return stub.getLookupRuntimeProvider(context);
        }

        @Override
        public DynamicTableSource copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return stub.asSummaryString();
        }
    }
}
