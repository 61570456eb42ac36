package io.streamhouse.model;

import java.net.URI;

/**
 * Where an engine listens. The embedded engine hands these back; a remote connection is configured with them; nothing
 * else may know which of the two it talks to.
 *
 * @param gateway root of the SQL Gateway's REST API, {@code http://127.0.0.1:8083}
 * @param cluster root of the JobManager's REST API, {@code http://127.0.0.1:8081}
 */
public record Endpoints(URI gateway, URI cluster) {}
