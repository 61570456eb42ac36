package io.streamhouse.uitests;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one console and a fresh browser window to each journey, and keeps the evidence when one fails. */
final class JourneyExtension implements ParameterResolver, AfterTestExecutionCallback {

    private static final Namespace NAMESPACE = Namespace.create(JourneyExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Browser.class || type == ConsoleProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ConsoleProcess console = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(ConsoleProcess.class, key -> ConsoleProcess.shared(), ConsoleProcess.class);
        if (parameter.getParameter().getType() == ConsoleProcess.class) {
            return console;
        }
        // Playwright's objects are of the thread that made them.
        Chromium chromium = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Thread.currentThread(), thread -> Chromium.launch(), Chromium.class);
        Store ofThisTest = context.getStore(NAMESPACE);
        return ofThisTest.computeIfAbsent(Browser.class, key -> new Browser(chromium, console.url()), Browser.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            return;
        }
        String name = context.getRequiredTestClass().getSimpleName() + "."
                + context.getDisplayName().replaceAll("[^A-Za-z0-9]+", "-");
        Browser browser = context.getStore(NAMESPACE).get(Browser.class, Browser.class);
        if (browser != null) {
            browser.screenshots(Path.of("target", "failures"), name);
        }
        ConsoleProcess console = context.getRoot().getStore(NAMESPACE).get(ConsoleProcess.class, ConsoleProcess.class);
        if (console != null) {
            context.publishReportEntry("console", console.lastOutput());
        }
    }
}
