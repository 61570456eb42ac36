package io.streamhouse.console;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.PWA;
import com.vaadin.flow.theme.aura.Aura;
import io.streamhouse.console.launch.ClassPreload;
import io.streamhouse.console.launch.Launcher;
import io.streamhouse.console.launch.Terminal;
import java.time.InstantSource;
import java.util.List;
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
        ClassPreload.begin();
        int exitCode =
                new Launcher(ConsoleApplication.class, Terminal.ofThisProcess()).launch(List.of(args), System.getenv());
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** The only clock of the process. */
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
