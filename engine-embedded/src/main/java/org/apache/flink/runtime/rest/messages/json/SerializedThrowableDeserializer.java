package org.apache.flink.runtime.rest.messages.json;

import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationContext;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.SerializedThrowable;

/**
 * Takes the place of Flink's class of this name, which reads why a job failed with the system's class loader. In the
 * console's one jar that loader knows no class of Flink: whoever waited for the job asked again for a minute, and was told
 * nothing then. This one reads with the loader that Flink itself came from.
 */
public class SerializedThrowableDeserializer extends StdDeserializer<SerializedThrowable> {

    private static final long serialVersionUID = 1L;

    public SerializedThrowableDeserializer() {
        super(SerializedThrowable.class);
    }

    @Override
    public SerializedThrowable deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode answer = parser.readValueAsTree();
        byte[] failure = answer.path(SerializedThrowableSerializer.FIELD_NAME_SERIALIZED_THROWABLE)
                .binaryValue();
        try {
            return InstantiationUtil.deserializeObject(failure, SerializedThrowable.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IOException("Why a job failed can't be read", e);
        }
    }
}
