package io.streamhouse.console.sqlworkspace.api;

import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.sqlworkspace.SavedScript;
import io.streamhouse.console.sqlworkspace.SavedScripts;
import io.streamhouse.console.sqlworkspace.api.SqlBodies.ScriptAnswer;
import io.streamhouse.console.sqlworkspace.api.SqlBodies.ScriptBody;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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
import org.springframework.web.bind.annotation.RestController;

/** Saved scripts over HTTP. */
@RestController
@RequestMapping("/api/v1/scripts")
class ScriptController {

    private static final Pattern REVISION = Pattern.compile("(?:W/)?\"?(?<revision>\\d{1,18})\"?");

    private final SavedScripts scripts;
    private final CurrentActor actor;

    ScriptController(SavedScripts scripts, CurrentActor actor) {
        this.scripts = scripts;
        this.actor = actor;
    }

    @GetMapping
    List<ScriptAnswer> list() {
        return scripts.list().stream().map(ScriptAnswer::of).toList();
    }

    @GetMapping("/{id}")
    ResponseEntity<ScriptAnswer> get(@PathVariable String id) {
        return answer(HttpStatus.OK, scripts.get(id));
    }

    @PostMapping
    ResponseEntity<ScriptAnswer> create(@RequestBody ScriptBody body) {
        return answer(
                HttpStatus.CREATED,
                scripts.create(actor.get(), required(body.name(), "name"), required(body.sql(), "sql")));
    }

    /** Changes a script. {@code If-Match} names the revision the change was made from; without it, the latest. */
    @PutMapping("/{id}")
    ResponseEntity<ScriptAnswer> update(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ScriptBody body) {
        SavedScript current = scripts.get(id);
        return answer(
                HttpStatus.OK,
                scripts.update(
                        actor.get(),
                        id,
                        basedOn(ifMatch, current),
                        Optional.ofNullable(body.name()).orElse(current.name()),
                        Optional.ofNullable(body.sql()).orElse(current.sql())));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        scripts.delete(actor.get(), id, basedOn(ifMatch, scripts.get(id)));
        return ResponseEntity.noContent().build();
    }

    private static long basedOn(@Nullable String ifMatch, SavedScript current) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return current.revision();
        }
        Matcher matcher = REVISION.matcher(ifMatch.strip());
        if (!matcher.matches()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "If-Match is a revision such as \"3\", not " + ifMatch,
                    "Send the ETag of the answer the change is based on");
        }
        return Long.parseLong(matcher.group("revision"));
    }

    private static ResponseEntity<ScriptAnswer> answer(HttpStatus status, SavedScript script) {
        return ResponseEntity.status(status)
                .eTag("\"" + script.revision() + "\"")
                .body(ScriptAnswer.of(script));
    }

    private static String required(@Nullable String value, String name) {
        if (value == null) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "The request has no " + name);
        }
        return value;
    }
}
