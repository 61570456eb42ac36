package io.streamhouse.console.settings.api;

import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.settings.AttachedCatalog;
import io.streamhouse.console.settings.CatalogSettings;
import io.streamhouse.console.settings.TestReport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Attached catalogs over HTTP. Secrets are taken but never answered. */
@RestController
@RequestMapping("/api/v1/catalogs")
class CatalogsController {

    private final CatalogSettings settings;
    private final CurrentActor actor;

    CatalogsController(CatalogSettings settings, CurrentActor actor) {
        this.settings = settings;
        this.actor = actor;
    }

    /** @param options secrets hidden */
    record Catalog(
            String name, AttachedCatalog.Kind kind, Map<String, String> options, boolean builtIn, long revision) {
        static Catalog of(AttachedCatalog catalog) {
            return new Catalog(catalog.name(), catalog.kind(), catalog.shown(), catalog.builtIn(), catalog.revision());
        }
    }

    /**
     * @param kind PAIMON when not said
     * @param options {@code warehouse} for Paimon, {@code type} for another Flink catalog; six stars stand for a secret
     *     kept before
     */
    record CatalogRequest(
            @Nullable String name,
            AttachedCatalog.@Nullable Kind kind,
            @Nullable Map<String, String> options) {

        String nameOrEmpty() {
            return name == null ? "" : name.strip();
        }

        AttachedCatalog.Kind kindOrPaimon() {
            return kind == null ? AttachedCatalog.Kind.PAIMON : kind;
        }

        Map<String, String> optionsOrNone() {
            return options == null ? Map.of() : options;
        }
    }

    record Report(boolean passed, List<TestReport.Check> checks) {}

    @GetMapping
    List<Catalog> list() {
        return settings.list().stream().map(Catalog::of).toList();
    }

    @GetMapping("/{name}")
    ResponseEntity<Catalog> get(@PathVariable String name) {
        AttachedCatalog catalog = settings.get(name);
        return Revisions.tagged(ResponseEntity.ok(), Catalog.of(catalog), catalog.revision());
    }

    /** Attaches a catalog that passes its test. */
    @PostMapping
    ResponseEntity<Catalog> attach(@RequestBody CatalogRequest request) {
        AttachedCatalog attached =
                settings.attach(actor.get(), request.nameOrEmpty(), request.kindOrPaimon(), request.optionsOrNone());
        return Revisions.tagged(
                ResponseEntity.created(URI.create("/api/v1/catalogs/" + attached.name())),
                Catalog.of(attached),
                attached.revision());
    }

    @PutMapping("/{name}")
    ResponseEntity<Catalog> update(
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody CatalogRequest request) {
        AttachedCatalog current = settings.get(name);
        AttachedCatalog changed = settings.update(
                actor.get(),
                name,
                Revisions.basedOn(ifMatch, current.revision()),
                request.kind() == null ? current.kind() : request.kindOrPaimon(),
                request.optionsOrNone());
        return Revisions.tagged(ResponseEntity.ok(), Catalog.of(changed), changed.revision());
    }

    /** Detaches a catalog; its data stays where it is. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void detach(
            @PathVariable String name, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        settings.detach(
                actor.get(), name, Revisions.basedOn(ifMatch, settings.get(name).revision()));
    }

    /** Tries a catalog without attaching it. */
    @PostMapping("/test")
    Report test(@RequestBody CatalogRequest request) {
        TestReport report = settings.test(
                actor.get(), request.nameOrEmpty(), request.kindOrPaimon(), request.optionsOrNone(), check -> {});
        return new Report(report.passed(), report.checks());
    }
}
