package io.streamhouse.paimon;

import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.paimon.data.BinaryString;
import org.apache.paimon.data.Blob;
import org.apache.paimon.data.Decimal;
import org.apache.paimon.data.InternalArray;
import org.apache.paimon.data.InternalMap;
import org.apache.paimon.data.InternalRow;
import org.apache.paimon.data.Timestamp;
import org.apache.paimon.data.variant.Variant;
import org.apache.paimon.types.ArrayType;
import org.apache.paimon.types.DataField;
import org.apache.paimon.types.DataType;
import org.apache.paimon.types.MapType;
import org.apache.paimon.types.MultisetType;
import org.apache.paimon.types.RowType;
import org.apache.paimon.types.VectorType;
import org.jspecify.annotations.Nullable;

/** Turns Paimon's rows into rows of JDK values. Not for several threads at once. */
final class RowReader {

    private final InternalRow.FieldGetter[] getters;
    private final List<Function<Object, Object>> converters;

    RowReader(RowType type) {
        List<DataField> fields = type.getFields();
        getters = new InternalRow.FieldGetter[fields.size()];
        converters = new ArrayList<>(fields.size());
        for (int i = 0; i < getters.length; i++) {
            getters[i] = InternalRow.createFieldGetter(fields.get(i).type(), i);
            converters.add(converter(fields.get(i).type()));
        }
    }

    /** The row as part of what the table holds: how it came to be there makes no difference. */
    Row read(InternalRow row) {
        return new Row(RowKind.INSERT, values(row));
    }

    private List<@Nullable Object> values(InternalRow row) {
        List<@Nullable Object> values = new ArrayList<>(getters.length);
        for (int i = 0; i < getters.length; i++) {
            Object value = getters[i].getFieldOrNull(row);
            values.add(value == null ? null : converters.get(i).apply(value));
        }
        return values;
    }

    private static Function<Object, Object> converter(DataType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> value -> ((BinaryString) value).toString();
            case DECIMAL -> value -> ((Decimal) value).toBigDecimal();
            case DATE -> value -> LocalDate.ofEpochDay((Integer) value);
            case TIME_WITHOUT_TIME_ZONE -> value -> LocalTime.ofNanoOfDay((Integer) value * 1_000_000L);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> value -> ((Timestamp) value).toLocalDateTime();
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> value -> ((Timestamp) value).toInstant();
            case ARRAY -> {
                Function<InternalArray, List<@Nullable Object>> items = items(((ArrayType) type).getElementType());
                yield value -> items.apply((InternalArray) value);
            }
            case VECTOR -> {
                Function<InternalArray, List<@Nullable Object>> items = items(((VectorType) type).getElementType());
                yield value -> items.apply((InternalArray) value);
            }
            case MAP -> map(((MapType) type).getKeyType(), ((MapType) type).getValueType());
            case MULTISET -> map(((MultisetType) type).getElementType(), new org.apache.paimon.types.IntType());
            case ROW -> {
                RowReader inner = new RowReader((RowType) type);
                yield value -> inner.values((InternalRow) value);
            }
            case VARIANT -> value -> ((Variant) value).toJson();
            case BLOB -> value -> ((Blob) value).toData();
            case BOOLEAN, BINARY, VARBINARY, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE -> value -> value;
        };
    }

    private static Function<Object, Object> map(DataType keyType, DataType valueType) {
        Function<InternalArray, List<@Nullable Object>> keys = items(keyType);
        Function<InternalArray, List<@Nullable Object>> values = items(valueType);
        return value -> {
            List<@Nullable Object> allKeys = keys.apply(((InternalMap) value).keyArray());
            List<@Nullable Object> allValues = values.apply(((InternalMap) value).valueArray());
            Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
            for (int i = 0; i < allKeys.size(); i++) {
                entries.put(allKeys.get(i), allValues.get(i));
            }
            return entries;
        };
    }

    private static Function<InternalArray, List<@Nullable Object>> items(DataType type) {
        InternalArray.ElementGetter getter = InternalArray.createElementGetter(type);
        Function<Object, Object> converter = converter(type);
        return array -> {
            List<@Nullable Object> items = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                Object item = getter.getElementOrNull(array, i);
                items.add(item == null ? null : converter.apply(item));
            }
            return items;
        };
    }
}
