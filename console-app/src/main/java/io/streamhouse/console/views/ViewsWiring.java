package io.streamhouse.console.views;

import io.streamhouse.console.prices.SavedPrices;
import io.streamhouse.console.settings.Connections;
import io.streamhouse.refresh.KeptLimits;
import io.streamhouse.refresh.MaterializedViews;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/**
 * Puts the loop that keeps views fresh to work on the connection in use. It depends on the connections and on the
 * database, so that it is closed before either of them goes.
 */
@Configuration(proxyBeanMethods = false)
class ViewsWiring {

    @Bean(initMethod = "", destroyMethod = "close")
    MaterializedViews materializedViews(
            Connections connections,
            SavedPrices prices,
            DataSource database,
            InstantSource clock,
            @Value("${streamhouse.views.kept-state}") DataSize keptState,
            @Value("${streamhouse.views.kept-for}") Duration keptFor) {
        KeptLimits limits = new KeptLimits(keptState.toBytes(), keptFor);
        return new MaterializedViews(new ConsoleSurroundings(connections, prices, limits), database, clock);
    }
}
