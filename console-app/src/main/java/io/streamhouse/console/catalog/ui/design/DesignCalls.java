package io.streamhouse.console.catalog.ui.design;

import io.streamhouse.component.HttpCallsDialog.Call;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP call that does what is designed. */
final class DesignCalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DesignCalls() {}

    static List<Call> of(String what, String sql) {
        return List.of(Call.of(what, "POST", "/api/v1/sql", body(sql)));
    }

    private static String body(String sql) {
        return JSON.writeValueAsString(Map.of("sql", sql, "executionMode", "BATCH"));
    }
}
