package io.streamhouse.paimon;

import java.util.stream.Collectors;
import org.apache.paimon.types.ArrayType;
import org.apache.paimon.types.BlobType;
import org.apache.paimon.types.DataField;
import org.apache.paimon.types.DataType;
import org.apache.paimon.types.DataTypeDefaultVisitor;
import org.apache.paimon.types.LocalZonedTimestampType;
import org.apache.paimon.types.MapType;
import org.apache.paimon.types.MultisetType;
import org.apache.paimon.types.RowType;
import org.apache.paimon.types.VectorType;

/** Paimon's types as Flink's SQL writes them. */
final class FlinkTypes {

    private static final Printer PRINTER = new Printer();

    private FlinkTypes() {}

    /** The type without its own nullability; nested types keep theirs. */
    static String sql(DataType type) {
        return type.copy(true).accept(PRINTER);
    }

    private static String nested(DataType type) {
        return sql(type) + (type.isNullable() ? "" : " NOT NULL");
    }

    private static final class Printer extends DataTypeDefaultVisitor<String> {

        @Override
        public String visit(LocalZonedTimestampType type) {
            return "TIMESTAMP_LTZ(" + type.getPrecision() + ")";
        }

        @Override
        public String visit(BlobType type) {
            return "BYTES";
        }

        @Override
        public String visit(ArrayType type) {
            return "ARRAY<" + nested(type.getElementType()) + ">";
        }

        @Override
        public String visit(VectorType type) {
            return "ARRAY<" + nested(type.getElementType()) + ">";
        }

        @Override
        public String visit(MultisetType type) {
            return "MULTISET<" + nested(type.getElementType()) + ">";
        }

        @Override
        public String visit(MapType type) {
            return "MAP<" + nested(type.getKeyType()) + ", " + nested(type.getValueType()) + ">";
        }

        @Override
        public String visit(RowType type) {
            return type.getFields().stream().map(Printer::field).collect(Collectors.joining(", ", "ROW<", ">"));
        }

        private static String field(DataField field) {
            return io.streamhouse.model.Identifiers.quote(field.name()) + " " + nested(field.type());
        }

        @Override
        protected String defaultMethod(DataType type) {
            return type.asSQLString();
        }
    }
}
