package io.streamhouse.paimon;

import io.streamhouse.model.Row;
import io.streamhouse.model.ValueText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.paimon.data.BinaryString;
import org.apache.paimon.data.Decimal;
import org.apache.paimon.data.GenericArray;
import org.apache.paimon.data.GenericMap;
import org.apache.paimon.data.GenericRow;
import org.apache.paimon.data.Timestamp;
import org.apache.paimon.types.ArrayType;
import org.apache.paimon.types.BinaryType;
import org.apache.paimon.types.CharType;
import org.apache.paimon.types.DataField;
import org.apache.paimon.types.DataType;
import org.apache.paimon.types.DecimalType;
import org.apache.paimon.types.MapType;
import org.apache.paimon.types.RowKind;
import org.apache.paimon.types.RowType;
import org.apache.paimon.types.VarBinaryType;
import org.apache.paimon.types.VarCharType;
import org.jspecify.annotations.Nullable;

/** Turns rows of JDK values into Paimon's, and refuses, naming the column, what the column can't hold. */
final class RowWriter {

    private static final int SHOWN_CHARACTERS = 60;

    private final List<DataField> fields;

    RowWriter(RowType type) {
        fields = type.getFields();
    }

    GenericRow write(Row row) {
        if (row.values().size() != fields.size()) {
            throw new IllegalArgumentException("The row has " + row.values().size() + " values for the " + fields.size()
                    + " columns "
                    + String.join(", ", fields.stream().map(DataField::name).toList()));
        }
        GenericRow written = new GenericRow(kind(row.kind()), fields.size());
        for (int i = 0; i < fields.size(); i++) {
            DataField field = fields.get(i);
            written.setField(i, convert(field.name(), field.type(), row.values().get(i)));
        }
        return written;
    }

    private static RowKind kind(io.streamhouse.model.RowKind kind) {
        return switch (kind) {
            case INSERT -> RowKind.INSERT;
            case UPDATE_BEFORE -> RowKind.UPDATE_BEFORE;
            case UPDATE_AFTER -> RowKind.UPDATE_AFTER;
            case DELETE -> RowKind.DELETE;
        };
    }

    private static @Nullable Object convert(String column, DataType type, @Nullable Object value) {
        if (value == null) {
            if (!type.isNullable()) {
                throw new IllegalArgumentException(
                        "Column " + column + " is NOT NULL, but the row has no value for it");
            }
            return null;
        }
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> value instanceof Boolean ? value : refuse(column, type, value);
            case TINYINT -> (byte) whole(column, type, value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> (short) whole(column, type, value, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> (int) whole(column, type, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(column, type, value, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> value instanceof Float ? value : refuse(column, type, value);
            case DOUBLE ->
                switch (value) {
                    case Double number -> number;
                    case Float number -> number.doubleValue();
                    default -> refuse(column, type, value);
                };
            case DECIMAL -> decimal(column, (DecimalType) type, value);
            case CHAR -> text(column, type, ((CharType) type).getLength(), value);
            case VARCHAR -> text(column, type, ((VarCharType) type).getLength(), value);
            case BINARY -> bytes(column, type, ((BinaryType) type).getLength(), value);
            case VARBINARY -> bytes(column, type, ((VarBinaryType) type).getLength(), value);
            case DATE -> value instanceof LocalDate date ? (int) date.toEpochDay() : refuse(column, type, value);
            case TIME_WITHOUT_TIME_ZONE ->
                value instanceof LocalTime time ? (int) (time.toNanoOfDay() / 1_000_000) : refuse(column, type, value);
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                value instanceof LocalDateTime time ? Timestamp.fromLocalDateTime(time) : refuse(column, type, value);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                value instanceof Instant instant ? Timestamp.fromInstant(instant) : refuse(column, type, value);
            case ARRAY -> array(column, (ArrayType) type, value);
            case MAP -> map(column, (MapType) type, value);
            case ROW -> row(column, (RowType) type, value);
            case VARIANT, BLOB, MULTISET, VECTOR -> refuse(column, type, value);
        };
    }

    private static long whole(String column, DataType type, Object value, long least, long most) {
        long number =
                switch (value) {
                    case Byte b -> b;
                    case Short s -> s;
                    case Integer i -> i;
                    case Long l -> l;
                    case BigInteger big when big.bitLength() < Long.SIZE -> big.longValue();
                    default -> throw refusal(column, type, value);
                };
        if (number < least || number > most) {
            throw refusal(column, type, value);
        }
        return number;
    }

    private static Decimal decimal(String column, DecimalType type, Object value) {
        BigDecimal number =
                switch (value) {
                    case BigDecimal decimal -> decimal;
                    case BigInteger big -> new BigDecimal(big);
                    case Byte b -> BigDecimal.valueOf(b);
                    case Short s -> BigDecimal.valueOf(s);
                    case Integer i -> BigDecimal.valueOf(i);
                    case Long l -> BigDecimal.valueOf(l);
                    default -> throw refusal(column, type, value);
                };
        if (number.stripTrailingZeros().scale() > type.getScale()) {
            throw refusal(column, type, value);
        }
        Decimal decimal = Decimal.fromBigDecimal(number, type.getPrecision(), type.getScale());
        if (decimal == null) {
            throw refusal(column, type, value);
        }
        return decimal;
    }

    private static BinaryString text(String column, DataType type, int length, Object value) {
        if (value instanceof String text
                && (text.length() <= length || text.codePointCount(0, text.length()) <= length)) {
            return BinaryString.fromBytes(text.getBytes(StandardCharsets.UTF_8));
        }
        throw refusal(column, type, value);
    }

    private static byte[] bytes(String column, DataType type, int length, Object value) {
        if (value instanceof byte[] bytes && bytes.length <= length) {
            return bytes;
        }
        throw refusal(column, type, value);
    }

    private static GenericArray array(String column, ArrayType type, Object value) {
        if (!(value instanceof List<?> items)) {
            throw refusal(column, type, value);
        }
        @Nullable Object[] converted = new @Nullable Object[items.size()];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = convert(column + "[" + (i + 1) + "]", type.getElementType(), items.get(i));
        }
        return new GenericArray(converted);
    }

    private static GenericMap map(String column, MapType type, Object value) {
        if (!(value instanceof Map<?, ?> entries)) {
            throw refusal(column, type, value);
        }
        Map<@Nullable Object, @Nullable Object> converted = new HashMap<>();
        entries.forEach((key, item) -> converted.put(
                convert(column + "'s key", type.getKeyType(), key),
                convert(column + "[" + key + "]", type.getValueType(), item)));
        return new GenericMap(converted);
    }

    private static GenericRow row(String column, RowType type, Object value) {
        if (!(value instanceof List<?> values) || values.size() != type.getFieldCount()) {
            throw refusal(column, type, value);
        }
        GenericRow converted = new GenericRow(values.size());
        for (int i = 0; i < values.size(); i++) {
            DataField field = type.getFields().get(i);
            converted.setField(i, convert(column + "." + field.name(), field.type(), values.get(i)));
        }
        return converted;
    }

    private static Object refuse(String column, DataType type, Object value) {
        throw refusal(column, type, value);
    }

    private static IllegalArgumentException refusal(String column, DataType type, Object value) {
        String shown = ValueText.of(value);
        if (shown.length() > SHOWN_CHARACTERS) {
            shown = shown.substring(0, SHOWN_CHARACTERS) + "…";
        }
        return new IllegalArgumentException("Column " + column + " is " + FlinkTypes.sql(type)
                + ", which can't hold the " + value.getClass().getSimpleName() + " " + shown);
    }
}
