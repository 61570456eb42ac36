package io.streamhouse.model;

/** Stable codes of what can go wrong. The name is the code that the HTTP API answers with. */
public enum ErrorCode {
    SYNTAX(Kind.USER),
    NOT_FOUND(Kind.USER),
    ALREADY_EXISTS(Kind.USER),
    INVALID_STATEMENT(Kind.USER),
    INVALID_REQUEST(Kind.USER),
    NOT_SUPPORTED(Kind.USER),
    REVISION_CONFLICT(Kind.USER),
    EXECUTION_FAILED(Kind.USER),
    CANCELLED(Kind.USER),
    FORBIDDEN(Kind.USER),
    TIMEOUT(Kind.RESOURCE),
    TOO_LARGE(Kind.RESOURCE),
    NO_SLOTS(Kind.RESOURCE),
    DISK_FULL(Kind.RESOURCE),
    ENGINE_STARTING(Kind.ENGINE),
    ENGINE_UNREACHABLE(Kind.ENGINE),
    ENGINE_FAILED(Kind.ENGINE),
    WAREHOUSE_FAILED(Kind.ENGINE),
    INTERNAL(Kind.INTERNAL);

    /** Whose turn it is: the person's, the machine's owner's, the engine's, or ours. */
    public enum Kind {
        USER,
        RESOURCE,
        ENGINE,
        INTERNAL
    }

    private final Kind kind;

    ErrorCode(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
