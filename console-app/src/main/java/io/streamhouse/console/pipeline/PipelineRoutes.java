package io.streamhouse.console.pipeline;

/** Where the pages about pipelines are. */
public final class PipelineRoutes {

    /** The list. */
    public static final String LIST = "pipelines";

    private PipelineRoutes() {}

    /** The page of a pipeline. */
    public static String of(String id) {
        return LIST + "/" + id;
    }
}
