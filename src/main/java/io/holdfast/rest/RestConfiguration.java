package io.holdfast.rest;

import io.holdfast.control.CommandProtocol;
import io.holdfast.control.Services;
import org.apache.catalina.startup.Tomcat;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * What Spring needs for the control plane's HTTP. The application provides {@link Services},
 * {@link CommandProtocol} and {@link ControlSockets}, and calls {@link ControlSockets#use} when it has a configuration.
 */
@Configuration(proxyBeanMethods = false)
public class RestConfiguration {

    @Bean
    CommandEndpoint commandEndpoint(CommandProtocol protocol, ControlSockets sockets) {
        return new CommandEndpoint(protocol, sockets);
    }

    @Bean
    LeaseResources leaseResources(Services services) {
        return new LeaseResources(services);
    }

    @Bean
    ConfiguredResources configuredResources(Services services) {
        return new ConfiguredResources(services);
    }

    @Bean
    TransferResources transferResources(Services services) {
        return new TransferResources(services);
    }

    @Bean
    ServerResources serverResources(Services services) {
        return new ServerResources(services);
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(ControlSockets sockets) {
        FilterRegistrationBean<AccessFilter> registration =
                new FilterRegistrationBean<>(new AccessFilter(sockets::rules));
        registration.addUrlPatterns("/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Actuator's own web server, if it has one, is none of our business. */
    @Bean
    ApplicationListener<WebServerInitializedEvent> controlPortStarted(ControlSockets sockets) {
        return event -> {
            if (event.getApplicationContext().getServerNamespace() == null
                    && event.getWebServer() instanceof TomcatWebServer server) {
                Tomcat tomcat = server.getTomcat();
                sockets.mainStarted(tomcat.getService(), tomcat.getConnector());
            }
        };
    }
}
