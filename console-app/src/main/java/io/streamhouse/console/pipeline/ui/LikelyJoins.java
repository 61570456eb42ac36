package io.streamhouse.console.pipeline.ui;

import io.streamhouse.model.Identifiers;
import io.streamhouse.pipeline.check.PipelineColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Conditions by which two inputs are probably to be joined, judged by the names and types of their columns. */
final class LikelyJoins {

    private static final int MOST = 4;

    private LikelyJoins() {}

    /** The likeliest first; empty while columns are not known. */
    static List<String> of(FormInputs inputs) {
        if (inputs.inputs().size() < 2) {
            return List.of();
        }
        FormInputs.Input left = inputs.inputs().get(0);
        FormInputs.Input right = inputs.inputs().get(1);
        List<String> likely = new ArrayList<>();
        for (PipelineColumn of : left.columns()) {
            for (PipelineColumn to : right.columns()) {
                if (refers(of.name(), right.node().orElse(""), to.name())
                        || refers(to.name(), left.node().orElse(""), of.name())) {
                    likely.add(0, equality(left, of, right, to));
                } else if (of.name().equalsIgnoreCase(to.name()) && isKey(of.name()) && sameKind(of, to)) {
                    likely.add(equality(left, of, right, to));
                }
            }
        }
        return likely.stream().distinct().limit(MOST).toList();
    }

    /** {@code customer_id} refers to {@code customers.id}, and to {@code customers.customer_id}. */
    private static boolean refers(String column, String node, String key) {
        String lower = column.toLowerCase(Locale.ROOT);
        String stem = singular(node.toLowerCase(Locale.ROOT));
        return !stem.isEmpty()
                && (key.equalsIgnoreCase("id") && lower.equals(stem + "_id")
                        || key.equalsIgnoreCase(column) && lower.equals(stem + "_id"));
    }

    private static boolean isKey(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return lower.equals("id")
                || lower.endsWith("_id")
                || lower.endsWith("key")
                || lower.endsWith("_no")
                || lower.endsWith("_code")
                || lower.equals("window_start")
                || lower.equals("window_end");
    }

    private static boolean sameKind(PipelineColumn one, PipelineColumn other) {
        return one.type().replaceAll("\\(.*", "").equals(other.type().replaceAll("\\(.*", ""));
    }

    private static String singular(String plural) {
        if (plural.endsWith("ies")) {
            return plural.substring(0, plural.length() - 3) + "y";
        }
        return plural.endsWith("s") && !plural.endsWith("ss") ? plural.substring(0, plural.length() - 1) : plural;
    }

    private static String equality(
            FormInputs.Input left, PipelineColumn of, FormInputs.Input right, PipelineColumn to) {
        return qualified(left, of) + " = " + qualified(right, to);
    }

    private static String qualified(FormInputs.Input input, PipelineColumn column) {
        return Identifiers.plain(input.node().orElse("")) + "." + Identifiers.plain(column.name());
    }
}
