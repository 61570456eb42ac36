package io.streamhouse.console.jobs;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.streaming.ManagedJobs;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the loop that cares for streaming statements to work on the connection in use. It depends on the connections and
 * on the database, so that it is closed, and has brought its jobs to rest, before either of them goes.
 */
@Configuration(proxyBeanMethods = false)
class JobsWiring {

    @Bean(initMethod = "", destroyMethod = "close")
    ManagedJobs managedJobs(Connections connections, DataSource database, InstantSource clock, JobRecords records) {
        return new ManagedJobs(new ConsoleJobSurroundings(connections), database, clock, records);
    }
}
