package io.streamhouse.console.launch;

import io.streamhouse.console.Home;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What was settled before the application started, for everybody to inject. */
@Configuration(proxyBeanMethods = false)
class LaunchConfiguration {

    @Bean
    Home home(@Value("${streamhouse.home}") Path folder) {
        return new Home(folder.toAbsolutePath().normalize());
    }

    /** A migration that is not ours was done by a newer version: its database is refused, not worked on. */
    @Bean
    FlywayConfigurationCustomizer newerDatabasesAreRefused() {
        return configuration -> configuration.ignoreMigrationPatterns(new String[0]);
    }
}
