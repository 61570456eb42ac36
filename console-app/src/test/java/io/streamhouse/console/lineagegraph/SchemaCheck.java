package io.streamhouse.console.lineagegraph;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks JSON against the schemas in {@code /openlineage}: the keywords that they use, {@code $ref} over files among
 * them. Throws at a keyword that it does not know, rather than let something pass unseen.
 */
final class SchemaCheck {

    private static final List<String> FILES =
            List.of("OpenLineage.json", "ColumnLineageDatasetFacet.json", "SchemaDatasetFacet.json");

    private static final List<String> SAID_ONLY =
            List.of("description", "example", "deprecated", "$defs", "$schema", "$id", "title");

    private final Map<String, JsonNode> files = new HashMap<>();

    SchemaCheck() throws IOException {
        for (String file : FILES) {
            try (InputStream in = SchemaCheck.class.getResourceAsStream("/openlineage/" + file)) {
                JsonNode schema = JsonMapper.shared().readTree(in);
                files.put(schema.path("$id").asString(), schema);
            }
        }
    }

    /**
     * @param address of a schema with the definition in it: {@code https://…/OpenLineage.json#/$defs/RunEvent}
     * @return what is wrong, each with its place
     */
    List<String> problems(JsonNode value, String address) {
        List<String> problems = new ArrayList<>();
        int hash = address.indexOf('#');
        String file = address.substring(0, hash);
        JsonNode schema = files.get(file);
        if (schema == null) {
            throw new IllegalArgumentException("There is no schema " + file);
        }
        check(value, schema.at(address.substring(hash + 1)), file, "$", problems);
        return problems;
    }

    private void check(JsonNode value, JsonNode schema, String file, String at, List<String> problems) {
        if (schema.isMissingNode()) {
            throw new IllegalArgumentException("A schema is missing at " + at);
        }
        if (schema.isBoolean()) {
            if (!schema.asBoolean()) {
                problems.add(at + " must not be there");
            }
            return;
        }
        schema.properties().forEach(keyword -> check(value, schema, keyword.getKey(), file, at, problems));
    }

    private void check(JsonNode value, JsonNode schema, String keyword, String file, String at, List<String> problems) {
        JsonNode rule = schema.path(keyword);
        switch (keyword) {
            case "$ref" -> {
                String address = rule.asString();
                int hash = address.indexOf('#');
                String in = hash == 0 ? file : address.substring(0, hash);
                JsonNode target = files.get(in);
                if (target == null) {
                    throw new IllegalArgumentException("There is no schema " + in);
                }
                check(value, target.at(address.substring(hash + 1)), in, at, problems);
            }
            case "allOf" -> rule.forEach(each -> check(value, each, file, at, problems));
            case "anyOf", "oneOf" -> {
                long fitting = rule.valueStream()
                        .filter(each -> fits(value, each, file, at))
                        .count();
                if (fitting == 0 || keyword.equals("oneOf") && fitting > 1) {
                    problems.add(at + " fits " + fitting + " of " + keyword);
                }
            }
            case "not" -> {
                if (fits(value, rule, file, at)) {
                    problems.add(at + " fits what it must not");
                }
            }
            case "type" -> {
                if (!ofType(value, rule.asString())) {
                    problems.add(at + " is not of type " + rule.asString());
                }
            }
            case "required" ->
                rule.forEach(name -> {
                    if (value.isObject() && !value.has(name.asString())) {
                        problems.add(at + " lacks " + name.asString());
                    }
                });
            case "properties" ->
                rule.properties().forEach(property -> {
                    if (value.has(property.getKey())) {
                        check(
                                value.path(property.getKey()),
                                property.getValue(),
                                file,
                                at + "." + property.getKey(),
                                problems);
                    }
                });
            case "additionalProperties" ->
                value.properties().forEach(property -> {
                    if (!schema.path("properties").has(property.getKey())) {
                        check(property.getValue(), rule, file, at + "." + property.getKey(), problems);
                    }
                });
            case "items" -> {
                int index = 0;
                for (JsonNode item : value) {
                    check(item, rule, file, at + "[" + index++ + "]", problems);
                }
            }
            case "enum" -> {
                if (rule.valueStream().noneMatch(value::equals)) {
                    problems.add(at + " is none of " + rule);
                }
            }
            case "format" -> {
                if (value.isString() && !ofFormat(value.asString(), rule.asString())) {
                    problems.add(at + " is no " + rule.asString() + ": " + value.asString());
                }
            }
            default -> {
                if (!SAID_ONLY.contains(keyword)) {
                    throw new IllegalArgumentException("This check does not know the keyword " + keyword);
                }
            }
        }
    }

    private boolean fits(JsonNode value, JsonNode schema, String file, String at) {
        List<String> problems = new ArrayList<>();
        check(value, schema, file, at, problems);
        return problems.isEmpty();
    }

    private static boolean ofType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> throw new IllegalArgumentException("This check does not know the type " + type);
        };
    }

    private static boolean ofFormat(String text, String format) {
        try {
            return switch (format) {
                case "uri" -> new URI(text).isAbsolute();
                case "uuid" -> !UUID.fromString(text).toString().isEmpty();
                case "date-time" -> OffsetDateTime.parse(text).getYear() > 0;
                default -> throw new IllegalArgumentException("This check does not know the format " + format);
            };
        } catch (URISyntaxException | DateTimeException e) {
            return false;
        }
    }
}
