package io.streamhouse.bootstrap;

import java.lang.reflect.InvocationTargetException;

/**
 * The jar's first class, compiled for Java 8 so that an old Java says what is wrong instead of throwing an
 * UnsupportedClassVersionError; on a fitting one it hands over to Spring Boot's launcher.
 */
public final class Start {

    private static final int OLDEST = 21;
    private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";

    private Start() {}

    public static void main(String[] args) throws Throwable {
        String version = System.getProperty("java.specification.version");
        int major = Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
        if (major < OLDEST) {
            System.err.println("Streamhouse Console needs Java " + OLDEST + " or later, this is " + major + " ("
                    + System.getProperty("java.home")
                    + "): start it with a newer one, or with ./streamhouse serve, which"
                    + " looks for it");
            System.exit(1);
        }
        // Paimon's streaming reads sleep on the common pool, which has one thread on a machine of two cores: a few
        // views
        // would keep everything else in the engine waiting. It is read when the pool is first used, so it is set here.
        if (System.getProperty(COMMON_POOL) == null) {
            System.setProperty(COMMON_POOL, "64");
        }
        try {
            Class.forName("org.springframework.boot.loader.launch.JarLauncher")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
