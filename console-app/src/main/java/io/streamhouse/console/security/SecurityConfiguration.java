package io.streamhouse.console.security;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** Puts the guard in front of every address. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    FilterRegistrationBean<OriginFilter> originFilter(
            @Value("${streamhouse.allowed-hosts}") List<String> allowedHosts, JsonMapper json) {
        var registration = new FilterRegistrationBean<>(new OriginFilter(new AllowedHosts(allowedHosts), json));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setAsyncSupported(true);
        registration.addUrlPatterns("/*");
        return registration;
    }
}
