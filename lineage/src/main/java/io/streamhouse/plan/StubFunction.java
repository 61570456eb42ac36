package io.streamhouse.plan;

import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.functions.FunctionKind;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/** A function that can be planned with but not called: it takes whatever it is given. */
final class StubFunction implements FunctionDefinition {

    private final DeclaredFunction declared;

    StubFunction(DeclaredFunction declared) {
        this.declared = declared;
    }

    @Override
    public FunctionKind getKind() {
        return switch (declared.kind()) {
            case SCALAR -> FunctionKind.SCALAR;
            case TABLE -> FunctionKind.TABLE;
            case AGGREGATE -> FunctionKind.AGGREGATE;
        };
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        DataType returns = types.createDataType(declared.returns().orElse("STRING"));
        TypeInference.Builder inference = TypeInference.newBuilder()
                .inputTypeStrategy(InputTypeStrategies.WILDCARD)
                .outputTypeStrategy(TypeStrategies.explicit(returns));
        if (declared.kind() == DeclaredFunction.Kind.AGGREGATE) {
            inference.accumulatorTypeStrategy(TypeStrategies.explicit(returns));
        }
        return inference.build();
    }
}
