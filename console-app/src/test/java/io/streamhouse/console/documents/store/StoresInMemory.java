package io.streamhouse.console.documents.store;

import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The real store on a database that is gone with the test. */
public final class StoresInMemory {

    private StoresInMemory() {}

    public static DocumentStore documents() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return new DocumentStore(DSL.using(database, SQLDialect.H2));
    }
}
