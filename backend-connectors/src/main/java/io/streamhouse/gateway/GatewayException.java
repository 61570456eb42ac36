package io.streamhouse.gateway;

import org.jspecify.annotations.Nullable;

/** A request to the gateway that came to nothing. Stays inside this package: outside there are only problems. */
abstract sealed class GatewayException extends Exception {

    private static final long serialVersionUID = 1L;

    private GatewayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Nobody answered, or not in time. */
    static final class Unreachable extends GatewayException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The gateway answered that it would not or could not. */
    static final class Refused extends GatewayException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String text;

        /** @param text what the gateway says, causes and stack traces included */
        Refused(int status, String text) {
            super("The gateway answered " + status, null);
            this.status = status;
            this.text = text;
        }

        int status() {
            return status;
        }

        String text() {
            return text;
        }

        /** The session is gone: the gateway was restarted, or the session was closed or timed out. */
        boolean sessionUnknown() {
            return text.contains("Session '") && text.contains("' does not exist");
        }

        /** The statement is gone, though its session may live on. */
        boolean operationUnknown() {
            return text.contains("Can not find the submitted operation");
        }

        /** The value has no form in JSON, such as a map with keys that are no strings. */
        boolean notExpressibleInJson() {
            return text.contains("Could not map response to JSON");
        }
    }
}
