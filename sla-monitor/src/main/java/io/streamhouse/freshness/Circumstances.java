package io.streamhouse.freshness;

/**
 * What was going on with a view when its lag was looked at.
 *
 * @param suspended whether it was to rest
 * @param engineDown whether the engine did not answer
 * @param upstreamLate whether a view that it reads was itself behind, or not known how far
 * @param queueing whether a refresh of it was due and had not begun for want of a slot
 * @param changing whether its first content was being computed, or another mode or query brought in
 */
public record Circumstances(
        boolean suspended, boolean engineDown, boolean upstreamLate, boolean queueing, boolean changing) {

    /**
     * Why a view in these circumstances is behind, if it is: the first of them that would have kept it behind by itself.
     * Where none was, its own refreshes are to blame.
     */
    public LagCause cause() {
        if (suspended) {
            return LagCause.SUSPENDED;
        }
        if (engineDown) {
            return LagCause.ENGINE_DOWN;
        }
        if (upstreamLate) {
            return LagCause.UPSTREAM_LATE;
        }
        if (queueing) {
            return LagCause.QUEUEING;
        }
        return changing ? LagCause.CHANGING : LagCause.SLOW_REFRESH;
    }
}
