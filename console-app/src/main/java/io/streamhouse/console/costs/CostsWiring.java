package io.streamhouse.console.costs;

import io.streamhouse.console.jobs.JobAttribution;
import io.streamhouse.console.prices.SavedPrices;
import io.streamhouse.console.settings.Connections;
import io.streamhouse.cost.StorageMeter;
import io.streamhouse.cost.UsageHistory;
import io.streamhouse.cost.UsageMeter;
import io.streamhouse.refresh.MaterializedViews;
import io.streamhouse.store.UsageLedger;
import io.streamhouse.streaming.ManagedJobs;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the meters to work on the connection in use. They are closed, and have written down everything, before that goes. */
@Configuration(proxyBeanMethods = false)
class CostsWiring {

    @Bean
    UsageLedger usageLedger(DataSource database) {
        return new UsageLedger(database);
    }

    @Bean
    MeteredConsole meteredConsole(
            Connections connections, MaterializedViews views, ManagedJobs statements, JobAttribution jobNames) {
        return new MeteredConsole(connections, views, statements, jobNames);
    }

    @Bean(destroyMethod = "close")
    UsageMeter usageMeter(MeteredConsole metered, UsageLedger ledger, InstantSource clock) {
        return new UsageMeter(metered, ledger, clock);
    }

    @Bean(destroyMethod = "close")
    StorageMeter storageMeter(MeteredConsole metered, UsageLedger ledger, InstantSource clock) {
        return new StorageMeter(metered, ledger, clock);
    }

    @Bean
    UsageHistory usageHistory(UsageLedger ledger, InstantSource clock, SavedPrices prices) {
        return new UsageHistory(ledger, clock, prices::prices);
    }
}
