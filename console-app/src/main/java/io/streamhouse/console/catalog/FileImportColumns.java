package io.streamhouse.console.catalog;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of the table that a file becomes, checked, and where in the file their values stand. */
final class FileImportColumns {

    /**
     * @param position in the file's records
     * @param type empty for one whose values stay as the file has them
     * @param key whether a row without it can't be stored
     */
    record Target(int position, String name, String sql, Optional<ColumnType> type, boolean key) {}

    private final List<Target> targets;

    private FileImportColumns(List<Target> targets) {
        this.targets = targets;
    }

    /** @throws ProblemException INVALID_REQUEST */
    static FileImportColumns of(FileImportAnalysis analysis, FileImportPlan plan) {
        List<String> sources =
                analysis.columns().stream().map(FileImportColumn::source).toList();
        List<Target> targets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (FileImportColumn column : plan.columns()) {
            if (!column.included()) {
                continue;
            }
            int position = sources.indexOf(column.source());
            if (position < 0) {
                throw invalid("The file has no column " + column.source());
            }
            String name = column.name().strip();
            if (name.isEmpty() || !names.add(name.toLowerCase(Locale.ROOT))) {
                throw invalid(name.isEmpty() ? "A column needs a name" : "There are two columns " + name);
            }
            String stated = analysis.columns().get(position).type();
            // A type such as ARRAY<…> can't be typed by hand: it is taken from the file, word for word, or not at all.
            boolean nested =
                    stated.equals(column.type()) && ColumnType.kept(stated).isEmpty();
            Optional<ColumnType> type = nested ? Optional.empty() : Optional.of(ColumnType.parse(column.type()));
            targets.add(new Target(
                    position,
                    name,
                    type.map(ColumnType::sql).orElse(stated),
                    type,
                    plan.primaryKey().contains(name)));
        }
        if (targets.isEmpty()) {
            throw invalid("A table has at least one column");
        }
        for (String key : plan.primaryKey()) {
            if (targets.stream().noneMatch(target -> target.name().equals(key))) {
                throw invalid("The primary key names " + key + ", which is no column of the table");
            }
        }
        return new FileImportColumns(List.copyOf(targets));
    }

    private static ProblemException invalid(String what) {
        return new ProblemException(ErrorCode.INVALID_REQUEST, what, "Correct the columns, then import again");
    }

    List<String> definitions() {
        return targets.stream()
                .map(target ->
                        Identifiers.quote(target.name()) + " " + target.sql() + (target.key() ? " NOT NULL" : ""))
                .toList();
    }

    /** What a record becomes: the values of a row, or what is wrong with it. */
    sealed interface Converted {}

    record Fits(List<@Nullable Object> values) implements Converted {}

    record Bad(FileImportBadRow row) implements Converted {}

    Converted convert(FileRecords.FileRecord record) {
        if (record.flaw().isPresent()) {
            return new Bad(new FileImportBadRow(
                    record.line(), Optional.empty(), record.flaw().get()));
        }
        List<@Nullable Object> values = new ArrayList<>(targets.size());
        for (Target target : targets) {
            Object value =
                    target.position() < record.values().size() ? record.values().get(target.position()) : null;
            try {
                Object converted =
                        target.type().isPresent() ? target.type().get().convert(value) : value;
                if (converted == null && target.key()) {
                    return new Bad(new FileImportBadRow(
                            record.line(), Optional.of(target.name()), "has no value, but is part of the primary key"));
                }
                values.add(converted);
            } catch (ColumnType.Unfit unfit) {
                return new Bad(new FileImportBadRow(
                        record.line(), Optional.of(target.name()), String.valueOf(unfit.getMessage())));
            }
        }
        return new Fits(values);
    }
}
