package io.streamhouse.console;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.PWA;
import com.vaadin.flow.theme.aura.Aura;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The console as one Spring Boot application. */
@SpringBootApplication
@Push
@PWA(
        name = "Streamhouse Console",
        shortName = "Streamhouse",
        description = "Tables, streaming SQL and materialized views on Flink and Paimon",
        startPath = "sql",
        themeColor = "#1f5fd0",
        backgroundColor = "#111418",
        offlinePath = "offline.html")
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("styles.css")
public class ConsoleApplication implements AppShellConfigurator {

    private static final long serialVersionUID = 1L;

    public static void main(String[] args) {
        SpringApplication.run(ConsoleApplication.class, args);
    }

    /** The only clock of the process. */
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
