package io.streamhouse.console.catalog.api;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.console.http.RelationIds;
import io.streamhouse.model.Branch;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.DataFile;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Partition;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.SchemaVersion;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.Tag;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalog over HTTP: what relations there are, what is known of each, and their first rows at any snapshot. */
@RestController
@RequestMapping("/api/v1/relations")
class RelationController {

    private static final Logger LOG = LoggerFactory.getLogger(RelationController.class);

    private final Catalogs catalogs;

    RelationController(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @GetMapping
    @Operation(summary = "Relations of all attached catalogs")
    List<RelationBody> list(
            @Parameter(description = "Only of this catalog") @RequestParam @Nullable String catalog,
            @Parameter(description = "Only of databases of this name") @RequestParam @Nullable String database,
            @Parameter(description = "Only those whose path or columns contain these words, best first")
                    @RequestParam
                    @Nullable String search,
            @Parameter(description = "false leaves out snapshots, files, bytes and rows, which have to be read")
                    @RequestParam(defaultValue = "true")
                    boolean facts) {
        Stream<RelationRef> found = search == null
                ? catalogs.relations().stream()
                : catalogs.search(search, Integer.MAX_VALUE).stream().map(hit -> hit.relation());
        List<RelationBody> bodies = new ArrayList<>();
        found.map(RelationRef::id)
                .filter(id -> catalog == null || id.catalog().equals(catalog))
                .filter(id -> database == null || id.database().equals(database))
                .forEach(id -> readable(id, facts).ifPresent(relation -> bodies.add(RelationBody.of(relation))));
        return bodies;
    }

    @GetMapping("/{id}")
    @Operation(summary = "One relation, named catalog.database.name")
    RelationBody get(@PathVariable String id) {
        RelationOverview relation = catalogs.relation(parse(id));
        relation.factsProblem().ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return RelationBody.of(relation);
    }

    @GetMapping("/{id}/preview")
    @Operation(summary = "The first rows at a snapshot, or the latest one, read without a Flink job")
    PreviewBody preview(
            @PathVariable String id,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable Long snapshot) {
        OptionalLong at = snapshot == null ? OptionalLong.empty() : OptionalLong.of(snapshot);
        return PreviewBody.of(catalogs.preview(parse(id), at, limit));
    }

    @GetMapping("/{id}/snapshots")
    @Operation(summary = "The latest snapshots, newest first")
    List<Snapshot> snapshots(@PathVariable String id, @RequestParam(defaultValue = "100") int limit) {
        return catalogs.snapshots(parse(id), positive(limit));
    }

    @GetMapping("/{id}/files")
    @Operation(summary = "Live data files of the current snapshot")
    List<DataFile> files(@PathVariable String id, @RequestParam(defaultValue = "1000") int limit) {
        return catalogs.files(parse(id), positive(limit));
    }

    @GetMapping("/{id}/partitions")
    @Operation(summary = "Partitions with their rows, bytes and files")
    List<Partition> partitions(@PathVariable String id) {
        return catalogs.partitions(parse(id));
    }

    @GetMapping("/{id}/consumers")
    @Operation(summary = "Readers whose progress is kept with the table")
    List<Consumer> consumers(@PathVariable String id) {
        return catalogs.consumers(parse(id));
    }

    @GetMapping("/{id}/tags")
    @Operation(summary = "Named snapshots that do not expire")
    List<Tag> tags(@PathVariable String id) {
        return catalogs.tags(parse(id));
    }

    @GetMapping("/{id}/branches")
    @Operation(summary = "Lines of commits beside the main one")
    List<Branch> branches(@PathVariable String id) {
        return catalogs.branches(parse(id));
    }

    @GetMapping("/{id}/schemas")
    @Operation(summary = "Every version of the schema, oldest first")
    List<SchemaVersion> schemas(@PathVariable String id) {
        return catalogs.schemas(parse(id));
    }

    @GetMapping("/{id}/ddl")
    @Operation(summary = "The statement that would create the relation again, secrets hidden")
    RelationDdlBody ddl(@PathVariable String id) {
        return new RelationDdlBody(catalogs.definition(parse(id)).ddl());
    }

    /** Empty for one that went away, or broke, since it was listed: the others are still worth an answer. */
    private Optional<RelationOverview> readable(RelationId id, boolean facts) {
        try {
            return Optional.of(facts ? catalogs.relation(id) : catalogs.definition(id));
        } catch (ProblemException e) {
            LOG.debug("{} is left out of the list: {}", id, e.problem().what());
            return Optional.empty();
        }
    }

    private static RelationId parse(String id) {
        return RelationIds.parse("A relation", id);
    }

    private static int positive(int limit) {
        if (limit < 1) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "The limit must be 1 or more, not " + limit);
        }
        return limit;
    }

    /** A relation's DDL. */
    record RelationDdlBody(String ddl) {}
}
