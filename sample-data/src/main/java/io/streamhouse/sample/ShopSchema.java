package io.streamhouse.sample;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shop's tables as Flink DDL.
 *
 * <p>Every table with a key writes its full changelog ({@code lookup}), so that a view over it is exact even when a
 * person changes rows by SQL; deletes show in it too. Consumers are kept for a day, so that a view which refreshes once
 * in a while still finds the changes it has not read.
 */
public final class ShopSchema {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Map<String, String> KEYED = options(
            "bucket", "1",
            "changelog-producer", "lookup",
            "delete.force-produce-changelog", "true",
            "consumer.expiration-time", "1 d",
            // Fresh files are small, many and soon merged: a row format is written at a fraction of the cost.
            "file.format.per.level", "0:avro",
            "metadata.stats-mode.per.level", "0:none",
            "snapshot.time-retained", "1 h");

    /** A fixed bucket, so that the writer itself merges small files; clicks of a session stay in order. */
    private static final Map<String, String> CLICKS = options(
            "bucket", "1",
            "bucket-key", "session_id",
            "consumer.expiration-time", "1 d",
            "compaction.min.file-num", "10",
            "partition.expiration-time", "60 d",
            "partition.timestamp-formatter", "yyyy-MM-dd",
            "snapshot.time-retained", "1 h");

    private ShopSchema() {}

    /** The statements that create what is not there yet. */
    public static List<String> statements(DatabaseId database) {
        return List.of(
                "CREATE DATABASE IF NOT EXISTS " + database.quoted(),
                table(database, ShopTable.CUSTOMERS, """
                        customer_id BIGINT NOT NULL COMMENT 'Number of the customer',
                        name STRING COMMENT 'Full name',
                        email STRING COMMENT 'Where receipts go',
                        city STRING COMMENT 'City of the delivery address',
                        country STRING COMMENT 'Country of the delivery address, ISO 3166',
                        segment STRING COMMENT 'NEW, REGULAR or VIP',
                        signed_up_at TIMESTAMP_LTZ(3) COMMENT 'When the account was opened',
                        PRIMARY KEY (customer_id) NOT ENFORCED""", "People who buy here", "", KEYED),
                table(database, ShopTable.PRODUCTS, """
                        product_id BIGINT NOT NULL COMMENT 'Number of the product',
                        name STRING COMMENT 'What it is called',
                        category STRING COMMENT 'Department of the shop',
                        list_price DECIMAL(10, 2) COMMENT 'Price before discounts, EUR',
                        in_stock INT COMMENT 'Pieces in the warehouse',
                        updated_at TIMESTAMP_LTZ(3) COMMENT 'When stock was last counted',
                        PRIMARY KEY (product_id) NOT ENFORCED""", "What the shop sells", "", KEYED),
                table(
                        database,
                        ShopTable.ORDERS,
                        """
                        order_id BIGINT NOT NULL COMMENT 'Number of the order',
                        customer_id BIGINT COMMENT 'Who ordered',
                        status STRING COMMENT 'CART, PLACED, PAID, SHIPPED, DELIVERED or CANCELLED',
                        channel STRING COMMENT 'WEB, APP or STORE',
                        total_amount DECIMAL(10, 2) COMMENT 'Sum of the order lines, EUR',
                        line_count INT COMMENT 'How many order lines it has',
                        ordered_at TIMESTAMP_LTZ(3) COMMENT 'When the cart was opened',
                        updated_at TIMESTAMP_LTZ(3) COMMENT 'When the status last changed: the event time',
                        WATERMARK FOR updated_at AS updated_at - INTERVAL '5' SECOND,
                        PRIMARY KEY (order_id) NOT ENFORCED""",
                        "Orders and their status; a cart given up is deleted",
                        "",
                        KEYED),
                table(database, ShopTable.ORDER_LINES, """
                        order_id BIGINT NOT NULL COMMENT 'The order it belongs to',
                        line_no INT NOT NULL COMMENT 'Position in the order, from 1',
                        product_id BIGINT COMMENT 'What was ordered',
                        quantity INT COMMENT 'Pieces',
                        unit_price DECIMAL(10, 2) COMMENT 'Price of one piece after discount, EUR',
                        amount DECIMAL(10, 2) COMMENT 'quantity * unit_price',
                        PRIMARY KEY (order_id, line_no) NOT ENFORCED""", "What each order consists of", "", KEYED),
                table(database, ShopTable.PAYMENTS, """
                        payment_id BIGINT NOT NULL COMMENT 'Number of the payment',
                        order_id BIGINT COMMENT 'What is paid for',
                        payment_method STRING COMMENT 'CARD, PAYPAL, INVOICE or VOUCHER',
                        amount DECIMAL(10, 2) COMMENT 'EUR',
                        status STRING COMMENT 'PENDING, CAPTURED or REFUNDED',
                        created_at TIMESTAMP_LTZ(3) COMMENT 'When it was asked for',
                        updated_at TIMESTAMP_LTZ(3) COMMENT 'When its status last changed: the event time',
                        WATERMARK FOR updated_at AS updated_at - INTERVAL '5' SECOND,
                        PRIMARY KEY (payment_id) NOT ENFORCED""", "Payments of orders", "", KEYED),
                table(database, ShopTable.SHIPMENTS, """
                        shipment_id BIGINT NOT NULL COMMENT 'Number of the parcel',
                        order_id BIGINT COMMENT 'What is inside',
                        carrier STRING COMMENT 'Who carries it',
                        tracking_code STRING COMMENT 'The carrier''s number',
                        status STRING COMMENT 'IN_TRANSIT or DELIVERED',
                        shipped_at TIMESTAMP_LTZ(3) COMMENT 'When it left the warehouse',
                        delivered_at TIMESTAMP_LTZ(3) COMMENT 'When it arrived; NULL while under way',
                        PRIMARY KEY (shipment_id) NOT ENFORCED""", "Parcels on their way and arrived", "", KEYED),
                table(
                        database,
                        ShopTable.CLICKS,
                        """
                        click_id BIGINT NOT NULL COMMENT 'Number of the click',
                        session_id STRING COMMENT 'One visit of one person',
                        customer_id BIGINT COMMENT 'Who clicked; NULL if not signed in',
                        product_id BIGINT COMMENT 'The product looked at; NULL on other pages',
                        page STRING COMMENT 'HOME, SEARCH, PRODUCT, CART or CHECKOUT',
                        device STRING COMMENT 'PHONE, DESKTOP or TABLET',
                        event_time TIMESTAMP_LTZ(3) COMMENT 'When the person clicked; some arrive late and out of order',
                        received_at TIMESTAMP_LTZ(3) COMMENT 'When the click reached the shop',
                        click_day STRING COMMENT 'Day of event_time, UTC',
                        WATERMARK FOR event_time AS event_time - INTERVAL '30' SECOND""",
                        "Clicks in the web shop and the app",
                        "PARTITIONED BY (click_day)\n",
                        CLICKS));
    }

    /**
     * Creates what is not there yet.
     *
     * @throws ProblemException if the engine can't
     */
    public static void create(Engine engine, SessionSettings settings, DatabaseId database) {
        try (EngineSession session = engine.open(Actor.CONSOLE, settings)) {
            for (String statement : statements(database)) {
                run(session, statement);
            }
        }
    }

    private static void run(EngineSession session, String statement) {
        try (StatementHandle handle = session.submit(statement, ExecutionMode.BATCH)) {
            while (true) {
                switch (handle.fetch(PATIENCE)) {
                    case StatementHandle.Complete ignored -> {
                        return;
                    }
                    case StatementHandle.Failed failed -> throw new ProblemException(failed.problem());
                    case StatementHandle.Waiting ignored -> {
                        if (Thread.currentThread().isInterrupted()) {
                            throw new ProblemException(ErrorCode.CANCELLED, "Stopped while creating the sample shop");
                        }
                    }
                    case StatementHandle.Page ignored -> {
                        // DDL answers OK; the end is what counts.
                    }
                }
            }
        }
    }

    private static String table(
            DatabaseId database,
            ShopTable table,
            String columns,
            String comment,
            String partitions,
            Map<String, String> options) {
        String with = options.entrySet().stream()
                .map(option -> "  '" + option.getKey() + "' = '" + option.getValue() + "'")
                .collect(java.util.stream.Collectors.joining(",\n"));
        return "CREATE TABLE IF NOT EXISTS "
                + database.relation(table.tableName()).quoted() + " (\n"
                + columns.indent(2).stripTrailing() + "\n) COMMENT '" + comment + "'\n" + partitions + "WITH (\n" + with
                + "\n)";
    }

    private static Map<String, String> options(String... keysAndValues) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            options.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return options;
    }
}
