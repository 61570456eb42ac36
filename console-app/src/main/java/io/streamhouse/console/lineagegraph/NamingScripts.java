package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.Change;
import io.streamhouse.lineage.Impact.Script;
import java.util.List;

/** Texts that people keep, and that name what is changed. */
interface NamingScripts {

    /** All of them, streaming statements first. */
    List<Script> of(Change change);

    /** The streaming statements among them, that are kept running. */
    List<Script> streaming(Change change);
}
