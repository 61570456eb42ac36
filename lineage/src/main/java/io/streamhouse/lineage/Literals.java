package io.streamhouse.lineage;

import io.streamhouse.model.Identifiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.Sarg;

/** Constants, as SQL. */
final class Literals {

    private Literals() {}

    static Term term(RexLiteral literal) {
        return Term.text(text(literal));
    }

    private static String text(RexLiteral literal) {
        Comparable<?> value = literal.getValue();
        if (value == null) {
            return "NULL";
        }
        if (value instanceof NlsString string) {
            return Identifiers.literal(string.getValue());
        }
        SqlIntervalQualifier unit = literal.getType().getIntervalQualifier();
        if (unit != null && SqlTypeUtil.isInterval(literal.getType()) && value instanceof BigDecimal amount) {
            return interval(amount, unit);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Boolean truth) {
            return truth ? "TRUE" : "FALSE";
        }
        if (value instanceof Enum<?> || value instanceof Sarg<?>) {
            return value.toString();
        }
        return switch (literal.getTypeName()) {
            case DATE -> "DATE '" + literal + "'";
            case TIME -> "TIME '" + plain(literal) + "'";
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP '" + plain(literal) + "'";
            default -> plain(literal);
        };
    }

    /** Without the type that Calcite writes behind. */
    private static String plain(RexLiteral literal) {
        String text = literal.toString();
        int type = text.lastIndexOf(':');
        boolean typed = type > 0 && type + 1 < text.length() && Character.isLetter(text.charAt(type + 1));
        return typed ? text.substring(0, type) : text;
    }

    private static String interval(BigDecimal amount, SqlIntervalQualifier qualifier) {
        TimeUnit unit = qualifier.getUnit();
        BigDecimal count =
                amount.divide(unit.multiplier, 3, RoundingMode.HALF_UP).stripTrailingZeros();
        return "INTERVAL '" + count.toPlainString() + "' " + unit.name();
    }
}
