package io.streamhouse.console.launch;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.streamhouse.model.Redactor;

/** A log line's stack trace without secrets: statements are quoted in the messages of the engine's exceptions. */
public final class RedactedTrace extends ThrowableProxyConverter {

    @Override
    public String convert(ILoggingEvent event) {
        String trace = super.convert(event);
        return trace.isEmpty() ? trace : Redactor.text(trace);
    }
}
