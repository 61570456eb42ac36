package io.streamhouse.plan;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Finds none of Flink's table factories of old. Its validator looks for them again at each table that a query names, in
 * every archive there is, which takes longer than to understand the query.
 */
final class WithoutLegacyFactories extends ClassLoader {

    private static final String FACTORIES = "META-INF/services/org.apache.flink.table.legacy.factories.TableFactory";

    static final ClassLoader INSTANCE = new WithoutLegacyFactories(WithoutLegacyFactories.class.getClassLoader());

    private WithoutLegacyFactories(ClassLoader parent) {
        super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(FACTORIES) ? Collections.emptyEnumeration() : super.getResources(name);
    }
}
