package io.streamhouse.console.settings;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Endpoints;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Connections and catalogs as documents. Secrets among a catalog's options stand in the document as they are: the
 * console must be able to open the catalog; the home folder is readable by its owner only, see {@code docs/home.md}.
 */
@Component
class SavedSettings {

    /** The document that says which connection is in use. */
    private static final String IN_USE = "in-use";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Documents documents;

    SavedSettings(Documents documents) {
        this.documents = documents;
    }

    private record ConnectionBody(String gateway, String cluster) {}

    private record InUseBody(String connection) {}

    private record CatalogBody(AttachedCatalog.Kind kind, Map<String, String> options) {}

    /** The built-in connection first, then the others by name. */
    List<EngineConnection> connections() {
        String inUse = inUse();
        List<EngineConnection> all = new ArrayList<>();
        all.add(EngineConnection.embedded(inUse.equals(EngineConnection.EMBEDDED)));
        documents.list(DocumentKind.ENGINE_CONNECTION).stream()
                .filter(document -> !document.id().equals(IN_USE))
                .map(document -> connection(document, inUse))
                .forEach(all::add);
        return List.copyOf(all);
    }

    Optional<EngineConnection> connection(String id) {
        return connections().stream()
                .filter(connection -> connection.id().equals(id))
                .findFirst();
    }

    /** The connection to start with: the one used last, if it is still there. */
    EngineConnection connectionInUse() {
        return connection(inUse()).orElseGet(() -> EngineConnection.embedded(true));
    }

    private String inUse() {
        return documents
                .find(DocumentKind.ENGINE_CONNECTION, IN_USE)
                .map(document ->
                        JSON.readValue(document.body(), InUseBody.class).connection())
                .orElse(EngineConnection.EMBEDDED);
    }

    void setInUse(Actor actor, String connection) {
        String body = JSON.writeValueAsString(new InUseBody(connection));
        Optional<Document> known = documents.find(DocumentKind.ENGINE_CONNECTION, IN_USE);
        if (known.isPresent()) {
            documents.update(
                    actor, DocumentKind.ENGINE_CONNECTION, IN_USE, known.get().revision(), "Connection in use", body);
        } else {
            documents.create(actor, DocumentKind.ENGINE_CONNECTION, IN_USE, "Connection in use", body);
        }
    }

    EngineConnection create(Actor actor, String name, Endpoints endpoints) {
        return connection(documents.create(actor, DocumentKind.ENGINE_CONNECTION, name, body(endpoints)), inUse());
    }

    EngineConnection update(Actor actor, String id, long basedOn, String name, Endpoints endpoints) {
        return connection(
                documents.update(actor, DocumentKind.ENGINE_CONNECTION, id, basedOn, name, body(endpoints)), inUse());
    }

    void deleteConnection(Actor actor, String id, long basedOn) {
        documents.delete(actor, DocumentKind.ENGINE_CONNECTION, id, basedOn);
    }

    private static String body(Endpoints endpoints) {
        return JSON.writeValueAsString(new ConnectionBody(
                endpoints.gateway().toString(), endpoints.cluster().toString()));
    }

    private static EngineConnection connection(Document document, String inUse) {
        ConnectionBody body = JSON.readValue(document.body(), ConnectionBody.class);
        return new EngineConnection(
                document.id(),
                document.name(),
                new EngineTarget.Remote(new Endpoints(URI.create(body.gateway()), URI.create(body.cluster()))),
                document.revision(),
                document.id().equals(inUse));
    }

    /** The catalogs attached by people, by name. */
    List<AttachedCatalog> catalogs() {
        return documents.list(DocumentKind.CATALOG).stream()
                .map(SavedSettings::catalog)
                .toList();
    }

    Optional<AttachedCatalog> catalog(String name) {
        return documents.find(DocumentKind.CATALOG, name).map(SavedSettings::catalog);
    }

    AttachedCatalog create(Actor actor, String name, AttachedCatalog.Kind kind, Map<String, String> options) {
        return catalog(documents.create(actor, DocumentKind.CATALOG, name, name, body(kind, options)));
    }

    AttachedCatalog update(
            Actor actor, String name, long basedOn, AttachedCatalog.Kind kind, Map<String, String> options) {
        return catalog(documents.update(actor, DocumentKind.CATALOG, name, basedOn, name, body(kind, options)));
    }

    void deleteCatalog(Actor actor, String name, long basedOn) {
        documents.delete(actor, DocumentKind.CATALOG, name, basedOn);
    }

    private static String body(AttachedCatalog.Kind kind, Map<String, String> options) {
        return JSON.writeValueAsString(new CatalogBody(kind, options));
    }

    private static AttachedCatalog catalog(Document document) {
        CatalogBody body = JSON.readValue(document.body(), CatalogBody.class);
        return new AttachedCatalog(document.name(), body.kind(), body.options(), document.revision());
    }
}
