package io.streamhouse.console.alerts;

import io.streamhouse.store.AlertLedger;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives alerts their place in the database. */
@Configuration(proxyBeanMethods = false)
class AlertsWiring {

    @Bean
    AlertLedger alertLedger(DataSource database) {
        return new AlertLedger(database);
    }
}
