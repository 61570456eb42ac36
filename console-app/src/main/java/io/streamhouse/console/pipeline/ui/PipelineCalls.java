package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.HttpCallsDialog.Call;
import io.streamhouse.console.pipeline.OpenPipeline;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How scripts do what the editor's page does. */
final class PipelineCalls {

    private static final JsonMapper JSON = JsonMapper.shared();

    private PipelineCalls() {}

    /** @param node the chosen step; empty for none */
    static List<Call> of(OpenPipeline.State state, String node) {
        String one = "/api/v1/pipelines/" + state.id();
        String asked = node.isEmpty()
                ? state.pipeline().nodes().isEmpty()
                        ? "name of a step"
                        : state.pipeline().nodes().getLast().name()
                : node;
        return List.of(
                Call.get("The pipeline, as it was kept last", one),
                Call.of(
                                "Keep another version",
                                "PUT",
                                one,
                                JSON.writeValueAsString(
                                        Map.of("sql", state.sql().text())))
                        .with("If-Match: \"" + state.revision() + "\""),
                Call.get("What was changed on this page and is not kept", one + "/draft"),
                Call.get("The columns of every step, and what is wrong with it", one + "/check"),
                Call.of("Rows at a step", "POST", one + "/sample", JSON.writeValueAsString(Map.of("node", asked))),
                Call.of("Start it", "POST", one + "/start", ""),
                Call.get("Whether it runs", one + "/status"),
                Call.get("What each step does while it runs", one + "/figures"),
                Call.of("Stop it, so that it can go on", "POST", one + "/stop", ""),
                Call.of("What changing what runs would keep and lose", "POST", one + "/change/preview", ""),
                Call.of("Change what runs to the version kept last", "POST", one + "/change", ""),
                Call.get("Its versions", one + "/versions"),
                Call.of(
                        "Bring a version back",
                        "POST",
                        one + "/versions/" + Math.max(1, state.revision() - 1) + "/restore",
                        ""));
    }
}
