package io.streamhouse.console.views;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.cost.Prices;
import io.streamhouse.refresh.MaterializedViews;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the loop that keeps views fresh to work on the connection in use. It depends on the connections and on the
 * database, so that it is closed before either of them goes.
 */
@Configuration(proxyBeanMethods = false)
class ViewsWiring {

    @Bean(initMethod = "", destroyMethod = "close")
    MaterializedViews materializedViews(Connections connections, DataSource database, InstantSource clock) {
        return new MaterializedViews(new ConsoleSurroundings(connections), database, clock, () -> Prices.DEFAULT);
    }
}
