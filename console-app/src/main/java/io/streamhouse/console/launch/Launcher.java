package io.streamhouse.console.launch;

import io.streamhouse.console.Home;
import io.streamhouse.console.settings.Connections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Takes the console from the command line to its first page: options, checks, the home folder, the application. Whatever
 * is in the way is told in one line, before anything was changed.
 */
public final class Launcher {

    /** Streams are stopped with savepoints on the way out; a machine that shuts down does not wait for ever. */
    private static final long SECONDS_TO_STOP = 30;

    private final Class<?> application;
    private final Terminal terminal;

    public Launcher(Class<?> application, Terminal terminal) {
        this.application = application;
        this.terminal = terminal;
    }

    /**
     * Returns when the console serves, or when there is nothing to serve.
     *
     * @return the exit code, 0 if all is well
     */
    public int launch(List<String> arguments, Map<String, String> environment) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            terminal.say(Options.help());
            return 0;
        }
        if (arguments.contains("--version")) {
            terminal.say("Streamhouse Console " + version());
            return 0;
        }
        try {
            Options options = Options.parse(arguments, environment, Path.of(System.getProperty("user.home")));
            Ports.checkFree(options.address(), options.port());
            HomeFolder home =
                    HomeFolder.take(new Home(options.home()), version(), url(options.address(), options.port()));
            return start(options, home);
        } catch (Refusal refusal) {
            terminal.refuse(refusal.line());
            return refusal.exitCode();
        }
    }

    private int start(Options options, HomeFolder home) throws Refusal {
        SpringApplication spring = new SpringApplication(application);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.addListeners(
                (ApplicationListener<ApplicationReadyEvent>) ready -> announce(ready.getApplicationContext(), options));
        boundTheWayOut(home);
        try {
            spring.run(options.forSpring());
            return 0;
        } catch (Throwable failure) {
            LoggerFactory.getLogger(Launcher.class).error("The console could not start", failure);
            terminal.refuse(Failures.line(failure, options) + " (more in "
                    + new Home(options.home()).logs().resolve("console.log") + ")");
            return Refusal.UNFIT;
        }
    }

    private void announce(ConfigurableApplicationContext context, Options options) {
        int port = context instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : options.port();
        terminal.say("Streamhouse Console is at " + url(options.address(), port) + "  (home " + options.home()
                + ", Ctrl+C ends it)");
        warnIfOpen(options);
        context.getBeanProvider(Connections.class)
                .ifAvailable(connections -> new EngineLines(connections, terminal).follow());
    }

    private void warnIfOpen(Options options) {
        try {
            if (!Ports.address(options.address()).isLoopbackAddress()) {
                String warning = "Everybody who reaches " + options.address()
                        + " can use this console as you: put something in front that asks who they are";
                terminal.say("Warning: " + warning);
                LoggerFactory.getLogger(Launcher.class).warn(warning);
            }
        } catch (Refusal gone) {
            LoggerFactory.getLogger(Launcher.class).warn("Bound to an address that has no name any more", gone);
        }
    }

    /** The home is given back when all beans are closed; the process ends then, or when its time is up. */
    private static void boundTheWayOut(HomeFolder home) {
        CountDownLatch closed = new CountDownLatch(1);
        SpringApplication.getShutdownHandlers().add(() -> {
            try {
                home.close();
            } catch (IOException failed) {
                logger().warn("The home folder's lock could not be given back", failed);
            } finally {
                closed.countDown();
            }
        });
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                if (!closed.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                                    logger().warn("Not everything stopped in {} s", SECONDS_TO_STOP);
                                    Runtime.getRuntime().halt(Refusal.UNFIT);
                                }
                            } catch (InterruptedException interrupted) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "way-out"));
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(Launcher.class);
    }

    private static String url(String address, int port) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return "http://" + (host.equals("0.0.0.0") || host.equals("[::]") ? "127.0.0.1" : host) + ":" + port + "/";
    }

    private static String version() {
        String version = Launcher.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
