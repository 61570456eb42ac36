package io.streamhouse.console;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.vaadin.flow.router.Route;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The house rules, each with its sentence. See CONTRIBUTING for the layout they protect. */
@AnalyzeClasses(packages = "io.streamhouse", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String CONSOLE = "io.streamhouse.console";

    private static final String PIPELINE = "io.streamhouse.pipeline";

    @ArchTest
    static final ArchRule MODEL_KNOWS_ONLY_THE_JDK = classes()
            .that()
            .resideInAPackage("io.streamhouse.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.streamhouse.model")
            .because("the model is the language every module speaks");

    @ArchTest
    static final ArchRule PORTS_KNOW_ONLY_THE_MODEL = classes()
            .that()
            .resideInAPackage("io.streamhouse.engine")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.streamhouse.model", "io.streamhouse.engine")
            .because("a port that mentions a vendor's class is no port");

    @ArchTest
    static final ArchRule PAIMON_BEHIND_ITS_ADAPTER = noClasses()
            .that()
            .resideOutsideOfPackages("io.streamhouse.paimon", "io.streamhouse.embedded")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.paimon..")
            .because("storage is reached through the Warehouse port");

    @ArchTest
    static final ArchRule FLINK_RUNTIME_ONLY_EMBEDDED = noClasses()
            .that()
            .resideOutsideOfPackage("io.streamhouse.embedded")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink.runtime..", "org.apache.flink.client..", "org.apache.flink.table.gateway..")
            .because("embedded or remote must make no difference elsewhere");

    @ArchTest
    static final ArchRule PLANNER_ONLY_IN_LINEAGE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.streamhouse.sql", "io.streamhouse.plan", "io.streamhouse.lineage", PIPELINE + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink.table.planner..", "org.apache.calcite..", "org.apache.flink.sql.parser..")
            .because("what a statement means is asked of the lineage module");

    @ArchTest
    static final ArchRule VAADIN_ONLY_IN_PAGES = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.streamhouse.component..", CONSOLE + "..ui..", CONSOLE + ".shell..", CONSOLE + ".security..")
            .and()
            .doNotHaveFullyQualifiedName(ConsoleApplication.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.vaadin..")
            .because("services must work without a page");

    @ArchTest
    static final ArchRule SPRING_ONLY_IN_THE_APP = noClasses()
            .that()
            .resideOutsideOfPackage(CONSOLE + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("the modules are libraries; the application wires them");

    @ArchTest
    static final ArchRule SQL_STORAGE_ONLY_IN_STORES = noClasses()
            .that()
            .resideOutsideOfPackage("..store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jooq..", "org.h2..")
            .because("tables are an affair of the store that owns them");

    @ArchTest
    static final ArchRule PAGES_TOUCH_SERVICES_ONLY = noClasses()
            .that()
            .resideInAnyPackage(CONSOLE + "..ui..", CONSOLE + ".shell..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.streamhouse.gateway..",
                            "io.streamhouse.cluster..",
                            "io.streamhouse.paimon..",
                            "io.streamhouse.embedded..",
                            "..store..")
                    .or(resideInAnyPackage("io.streamhouse.engine")))
            .because("a page that talks to a port or a store has swallowed a service");

    @ArchTest
    static final ArchRule FEATURES_KEEP_THEIR_ROOMS = classes()
            .that()
            .resideInAPackage(CONSOLE + ".*.(ui|store|api)..")
            .should(beUsedOnlyInTheirOwnFeature())
            .because("one feature's pages and tables are not another's to use, except its navigation");

    @ArchTest
    static final ArchRule ROUTES_SAY_WHO_MAY_COME = classes()
            .that()
            .areAnnotatedWith(Route.class)
            .should(haveAnAccessAnnotation())
            .because("a page without an access rule is a door without a lock");

    @ArchTest
    static final ArchRule ONE_CLOCK = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ConsoleApplication.class.getName())
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .because("time comes from the one InstantSource bean, so that tests can set it");

    @ArchTest
    static final ArchRule NO_VAGUE_NAMES = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|DTO)")
            .because("such a name says nothing of what the class is for");

    @ArchTest
    static final ArchRule SCRIPTS_ONLY_IN_COMPONENTS = noClasses()
            .that()
            .resideOutsideOfPackage("io.streamhouse.component..")
            .should()
            .callMethodWhere(describe(
                    "executeJs is called", call -> call.getTarget().getName().equals("executeJs")))
            .because("the browser's side of a component belongs beside the component");

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_MODULES = slices().matching("io.streamhouse.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle is one thing in two places");

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_FEATURES = slices().matching(CONSOLE + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle is one thing in two places");

    @ArchTest
    static final ArchRule PIPELINES_KNOW_NOTHING_OF_THEIR_USE = noClasses()
            .that()
            .resideInAPackage(PIPELINE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PIPELINE + ".*..")
            .because("a picture is the same, whatever is done with it");

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_USES_OF_PIPELINES = slices().matching(PIPELINE + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle is one thing in two places");

    private static ArchCondition<JavaClass> beUsedOnlyInTheirOwnFeature() {
        return new ArchCondition<>("be used only in their own feature") {
            @Override
            public void check(JavaClass target, ConditionEvents events) {
                if (target.getSimpleName().endsWith("Navigation")
                        || target.getPackageName().contains(".store.schema")) {
                    return;
                }
                Set<String> strangers = target.getDirectDependenciesToSelf().stream()
                        .map(dependency -> dependency.getOriginClass())
                        .filter(origin -> !feature(origin).equals(feature(target)))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
                strangers.forEach(stranger ->
                        events.add(SimpleConditionEvent.violated(target, stranger + " uses " + target.getName())));
            }
        };
    }

    private static String feature(JavaClass type) {
        List<String> parts = List.of(type.getPackageName().split("\\."));
        return parts.size() > 3 ? parts.get(3) : "";
    }

    private static ArchCondition<JavaClass> haveAnAccessAnnotation() {
        return new ArchCondition<>("have an access annotation") {
            @Override
            public void check(JavaClass view, ConditionEvents events) {
                boolean said = Set.of(
                                "com.vaadin.flow.server.auth.AnonymousAllowed",
                                "jakarta.annotation.security.PermitAll",
                                "jakarta.annotation.security.RolesAllowed",
                                "jakarta.annotation.security.DenyAll")
                        .stream()
                        .anyMatch(view::isAnnotatedWith);
                if (!said) {
                    events.add(SimpleConditionEvent.violated(view, view.getName() + " has no access annotation"));
                }
            }
        };
    }
}
