package io.streamhouse.refresh;

import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.Warehouse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lets a part of the system die at one of its calls to the world outside, as a process does: from that call on nothing
 * it tries has any effect, neither on the engine nor on tables nor on the ledger.
 *
 * <p>Everything it reaches the world through is wrapped. The call it dies at is either done and never answered, or not
 * done at all.
 */
final class Mortality {

    /** What is thrown at the dead. An error, so that code which mends exceptions doesn't mend death. */
    static final class Dead extends Error {
        private static final long serialVersionUID = 1L;

        private Dead() {
            super("The process is dead", null, false, false);
        }
    }

    private final List<EngineSession> sessions = new CopyOnWriteArrayList<>();
    private final AtomicLong callsLeft = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean answered = true;
    private volatile boolean ledgerCounts = true;
    private volatile boolean dead;
    private volatile String lastWords = "(not at a call)";

    /**
     * Lets it die at one of its next calls that change something.
     *
     * @param calls how many such calls it still makes
     * @param lastIsDone whether the call it dies at takes effect
     * @param inLedger whether statements of its own database count too, not only what it does to engine and tables
     */
    void dieAfter(long calls, boolean lastIsDone, boolean inLedger) {
        answered = lastIsDone;
        ledgerCounts = inLedger;
        callsLeft.set(calls);
    }

    /** Lets it die now. */
    void dieNow() {
        dead = true;
    }

    /** Closes the sessions it left behind, as a gateway does after a while. */
    void bury() {
        sessions.forEach(EngineSession::close);
        sessions.clear();
    }

    boolean isDead() {
        return dead;
    }

    /** The call it died at. */
    String lastWords() {
        return lastWords;
    }

    /** The same thing, to be used by the mortal. */
    <T> T wrap(Class<T> type, T thing) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(thing, arguments);
            }
            return call(thing, method, arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object call(Object thing, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (dead) {
            // Files and connections of the dead are freed; nothing else happens in its name. Its sessions stay open, as
            // they do in a gateway whose client died.
            if (method.getName().equals("close") && isFreed(thing)) {
                return invoke(thing, method, arguments);
            }
            throw new Dead();
        }
        boolean last = changesSomething(method) && callsLeft.decrementAndGet() == 0;
        if (last) {
            lastWords = method.getDeclaringClass().getSimpleName() + "." + method.getName()
                    + (answered ? ", done but not answered" : ", not done");
            if (answered) {
                invoke(thing, method, arguments);
            }
            dead = true;
            throw new Dead();
        }
        Object result = invoke(thing, method, arguments);
        if (result instanceof EngineSession session) {
            sessions.add(session);
        }
        return wrapped(method, result);
    }

    private static boolean isFreed(Object thing) {
        return thing instanceof Connection || thing instanceof Statement || thing instanceof Warehouse.TableWriter;
    }

    private boolean changesSomething(Method method) {
        String name = method.getName();
        return switch (method.getDeclaringClass().getSimpleName()) {
            case "Jobs" -> List.of("cancel", "stopWithSavepoint", "checkpoint").contains(name);
            case "StateFiles" -> name.equals("dispose");
            case "EngineSession" -> name.equals("submit");
            case "TableWriter" -> name.equals("commit");
            case "Connection" -> ledgerCounts && name.equals("commit");
            case "Warehouse" ->
                List.of(
                                "createView",
                                "alterView",
                                "drop",
                                "setOptions",
                                "setConsumer",
                                "removeConsumer",
                                "tag",
                                "removeTag",
                                "rollback")
                        .contains(name);
            default -> ledgerCounts && name.startsWith("execute") && !name.equals("executeQuery");
        };
    }

    private @Nullable Object wrapped(Method method, @Nullable Object result) {
        if (result == null) {
            return null;
        }
        Class<?> declared = method.getReturnType();
        if (declared.isInterface() && isOfTheWorld(declared)) {
            return wrapAs(declared, result);
        }
        if (result instanceof List<?> list && list.stream().allMatch(Mortality::isWarehouse)) {
            return list.stream().map(item -> wrapAs(Warehouse.class, item)).toList();
        }
        return result;
    }

    private static boolean isWarehouse(Object item) {
        return item instanceof Warehouse;
    }

    private <T> Object wrapAs(Class<T> type, Object thing) {
        return wrap(type, type.cast(thing));
    }

    private static boolean isOfTheWorld(Class<?> type) {
        String name = type.getName();
        boolean data = Collection.class.isAssignableFrom(type) || type == Optional.class || type.isSealed();
        return !data
                && (name.startsWith("io.streamhouse.engine.")
                        || type == Connection.class
                        || type == PreparedStatement.class
                        || type == Statement.class);
    }

    private static @Nullable Object invoke(Object thing, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(thing, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
