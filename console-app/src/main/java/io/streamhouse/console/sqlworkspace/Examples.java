package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import java.util.List;
import org.springframework.stereotype.Service;

/** Queries to begin with: over the sample shop where it is installed, over nothing but themselves otherwise. */
@Service
public class Examples {

    private static final String CATALOG = "streamhouse";
    private static final String DATABASE = "shop";

    private final CatalogNames names;

    Examples(CatalogNames names) {
        this.names = names;
    }

    /** @param teaches what is to be seen, in a few words */
    public record Example(String title, String teaches, ExecutionMode mode, String sql) {}

    public List<Example> list() {
        boolean shop = names.relations(new DatabaseId(CATALOG, DATABASE)).stream()
                .anyMatch(relation -> relation.id().name().equals("orders"));
        return shop ? overTheShop() : overValues();
    }

    private static List<Example> overTheShop() {
        return List.of(
                new Example(
                        "Look into a table",
                        "Batch: what is there now",
                        ExecutionMode.BATCH,
                        "SELECT * FROM streamhouse.shop.orders LIMIT 100;"),
                new Example("Count by status", "Batch, then pick Chart", ExecutionMode.BATCH, """
                        SELECT status, COUNT(*) AS orders
                        FROM streamhouse.shop.orders
                        GROUP BY status
                        ORDER BY orders DESC;"""),
                new Example(
                        "Watch it change", "Streaming: +I, -U, +U, -D as they happen", ExecutionMode.STREAMING, """
                        SELECT status, COUNT(*) AS orders
                        FROM streamhouse.shop.orders
                        GROUP BY status;"""));
    }

    private static List<Example> overValues() {
        return List.of(
                new Example("Rows out of nothing", "Batch: no table needed", ExecutionMode.BATCH, """
                        SELECT *
                        FROM (VALUES ('Ada', 3), ('Grace', 5), ('Edsger', 8)) AS people(name, cups);"""),
                new Example("A table of your own", "Made, filled and read", ExecutionMode.BATCH, """
                        CREATE TABLE IF NOT EXISTS cups (
                          name STRING,
                          cups INT,
                          PRIMARY KEY (name) NOT ENFORCED
                        );

                        INSERT INTO cups VALUES ('Ada', 3), ('Grace', 5), ('Edsger', 8);

                        SELECT * FROM cups ORDER BY cups DESC;"""),
                new Example(
                        "A stream that never ends",
                        "Streaming: counts change as rows arrive",
                        ExecutionMode.STREAMING,
                        """
                        CREATE TEMPORARY TABLE clicks (
                          page INT
                        ) WITH (
                          'connector' = 'datagen',
                          'rows-per-second' = '20',
                          'fields.page.min' = '1',
                          'fields.page.max' = '8'
                        );

                        SELECT page, COUNT(*) AS clicks FROM clicks GROUP BY page;"""));
    }
}
