package io.streamhouse.cost;

import io.streamhouse.store.UsageAccount;
import io.streamhouse.store.UsageAccount.Kind;
import java.util.Optional;

/** The accounts that belong to no relation. Their names are what a person reads. */
public final class Accounts {

    /** Queries and other statements that write to no relation that is known. */
    public static final UsageAccount STATEMENTS = of(Kind.STATEMENTS, "Interactive SQL");

    public static final UsageAccount CONSOLE = of(Kind.OVERHEAD, "Console");
    public static final UsageAccount PLANNING = of(Kind.OVERHEAD, "Planning");
    public static final UsageAccount ENGINE = of(Kind.OVERHEAD, "Engine");

    /** Collecting garbage, compiling, and native threads that belong to nobody. */
    public static final UsageAccount RUNTIME = of(Kind.OVERHEAD, "Java runtime");

    public static final UsageAccount IDLE = of(Kind.IDLE, "Idle");
    public static final UsageAccount TOTAL = of(Kind.TOTAL, "Total");
    public static final UsageAccount CAPACITY = of(Kind.CAPACITY, "Cores kept ready");

    private Accounts() {}

    private static UsageAccount of(Kind kind, String name) {
        return new UsageAccount(kind, name, Optional.empty());
    }
}
