package io.streamhouse.console.catalog;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records of a file with one JSON object a line. Nested objects and arrays stay JSON text. */
final class JsonRecords implements FileRecords {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final TextFile file;
    private final BufferedReader lines;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private long line;

    private JsonRecords(TextFile file) {
        this.file = file;
        this.lines = new BufferedReader(file);
    }

    static JsonRecords open(Path path, FileImportReading reading) {
        try {
            return new JsonRecords(TextFile.open(path, reading.charset()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public List<String> columns() {
        return List.copyOf(positions.keySet());
    }

    @Override
    public List<String> types() {
        return List.of();
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public double share() {
        return file.share();
    }

    @Override
    public Optional<FileRecord> next() {
        try {
            String text;
            do {
                file.recordBegins();
                text = lines.readLine();
                line++;
                if (text == null) {
                    return Optional.empty();
                }
            } while (text.isBlank());
            return Optional.of(record(text));
        } catch (IOException failed) {
            throw new ProblemException(
                    Problem.of(ErrorCode.INVALID_REQUEST, "The file can't be read at line " + (line + 1)), failed);
        }
    }

    private FileRecord record(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JacksonException wrong) {
            if (line == 1 && text.stripLeading().startsWith("[")) {
                throw array();
            }
            return new FileRecord(line, List.of(), Optional.of("is not JSON: " + wrong.getOriginalMessage()));
        }
        if (line == 1 && node.isArray()) {
            throw array();
        }
        if (!node.isObject()) {
            return new FileRecord(line, List.of(), Optional.of("is not a JSON object"));
        }
        node.properties().forEach(property -> positions.putIfAbsent(property.getKey(), positions.size()));
        List<@Nullable Object> values = new ArrayList<>(Collections.<@Nullable Object>nCopies(positions.size(), null));
        node.properties().forEach(property -> {
            Integer position = positions.get(property.getKey());
            if (position != null) {
                values.set(position, value(property.getValue()));
            }
        });
        return new FileRecord(line, values, Optional.empty());
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        return node.isString() ? node.stringValue() : node.toString();
    }

    private static ProblemException array() {
        return new ProblemException(
                ErrorCode.INVALID_REQUEST,
                "The file is one JSON array, not one object a line",
                "Convert it, for example with: jq -c '.[]' file.json > file.jsonl");
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
