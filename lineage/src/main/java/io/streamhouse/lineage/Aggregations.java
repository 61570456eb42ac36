package io.streamhouse.lineage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.AggregateCall;

/** What is computed over several rows. */
final class Aggregations {

    private Aggregations() {}

    static Field field(AggregateCall call, List<Field> input) {
        List<Field> arguments = call.getArgList().stream().map(input::get).toList();
        Term.Builder text = Term.builder(Term.TIGHT);
        call(text, call.getAggregation().getName(), call.isDistinct(), arguments);
        Set<Use> also = new LinkedHashSet<>();
        Optional<String> unknown = Optional.empty();
        List<RelFieldCollation> order = call.getCollation().getFieldCollations();
        for (int at = 0; at < order.size(); at++) {
            RelFieldCollation key = order.get(at);
            Field field = input.get(key.getFieldIndex());
            Term ordered = ordered(field.term(), key.getDirection());
            text.add(at == 0 ? " WITHIN GROUP (ORDER BY " : ", ").add(ordered).add(at == order.size() - 1 ? ")" : "");
            also.addAll(field.as(Dependence.SORT, ordered));
            unknown = unknown.or(field::unknown);
        }
        if (call.hasFilter()) {
            Field condition = input.get(call.filterArg);
            Term shown = condition.term();
            text.add(" FILTER (WHERE ").add(shown).add(")");
            also.addAll(condition.as(Dependence.FILTER, shown));
            unknown = unknown.or(condition::unknown);
        }
        return made(text.build(), Dependence.AGGREGATION, arguments, also, unknown);
    }

    static void call(Term.Builder text, String name, boolean distinct, List<Field> arguments) {
        text.add(name.replace("$SUM0", "SUM")).add(distinct ? "(DISTINCT " : "(");
        if (arguments.isEmpty() && name.equals("COUNT")) {
            text.add("*");
        }
        text.list(arguments.stream().map(Field::term).toList()).add(")");
    }

    static Term ordered(Term key, RelFieldCollation.Direction direction) {
        return direction.isDescending() ? Term.builder(0).add(key).add(" DESC").build() : key;
    }

    /** A value computed from others. An aggregate somewhere below stays one. */
    static Field made(Term term, Dependence how, List<Field> of, Set<Use> also, Optional<String> unknown) {
        Set<Use> uses = new LinkedHashSet<>();
        Optional<String> why = unknown;
        for (Field operand : of) {
            for (Use use : operand.uses()) {
                Dependence kind = use.how() == Dependence.AGGREGATION ? use.how() : how;
                uses.add(use.how().direct() ? new Use(use.from(), kind, term) : use);
            }
            why = why.or(operand::unknown);
        }
        uses.addAll(also);
        return new Field(term, uses, why);
    }
}
