package io.streamhouse.console.launch;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.streamhouse.model.Redactor;

/** A log line's text without secrets; named in {@code logback-spring.xml}. */
public final class RedactedMessage extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return Redactor.text(String.valueOf(super.convert(event)));
    }
}
