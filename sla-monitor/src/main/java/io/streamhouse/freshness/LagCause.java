package io.streamhouse.freshness;

/**
 * Why a view was further behind than promised, or why it is not known how far. History names them by their place here:
 * a new one goes to the end.
 */
public enum LagCause {
    /** Its own refreshes take too long, or fail. */
    SLOW_REFRESH,
    /** A view that it reads was itself behind. */
    UPSTREAM_LATE,
    /** Somebody, or five failures in a row, suspended it. */
    SUSPENDED,
    /** The engine did not answer. */
    ENGINE_DOWN,
    /** A refresh was due and waited for a slot. */
    QUEUEING,
    /** Its first content was being computed, or it was being changed to another mode or query. */
    CHANGING
}
