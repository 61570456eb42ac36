package io.streamhouse.console.http;

import io.streamhouse.model.Position;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import java.time.Duration;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The frame of the OpenAPI document; its calls come from the controllers. */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(
                        Duration.class,
                        new io.swagger.v3.oas.models.media.StringSchema()
                                .description("ISO-8601, such as PT30S")
                                .example("PT30S"))
                .replaceWithClass(Position.class, Position.class);
    }

    @Bean
    OpenAPI openApi(@Value("${streamhouse.version}") String version) {
        return new OpenAPI()
                .servers(List.of(new Server().url("/").description("This console")))
                .info(new Info()
                        .title("Streamhouse Console")
                        .version(version)
                        .license(new License().name("Apache-2.0"))
                        .description("""
                                The services behind the console's pages. Durations are ISO-8601 (`PT30S`), instants UTC \
                                ISO-8601, relation ids `catalog.database.name`. Whatever is refused answers with a \
                                problem document (RFC 9457) that has a stable `code`, a `detail`, and where it applies \
                                `position` and `nextStep`."""));
    }
}
