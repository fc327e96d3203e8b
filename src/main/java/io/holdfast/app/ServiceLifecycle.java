package io.holdfast.app;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ConfigException;
import io.holdfast.config.ServerConfig4;
import io.holdfast.rest.ControlSocketException;
import io.holdfast.store.memory.LeaseFileException;
import io.holdfast.transport.SocketOpenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts the DHCP service when everything else is there, and stops it before anything else goes. */
final class ServiceLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ServiceLifecycle.class);

    private final DhcpService service;
    private final ConfigFile file;
    private final HoldfastSettings settings;
    private final RunningConfig configuration;
    private final String actuator;
    private volatile boolean running;

    /** @param actuator its address, for the report */
    ServiceLifecycle(
            DhcpService service,
            ConfigFile file,
            HoldfastSettings settings,
            RunningConfig configuration,
            String actuator) {
        this.service = service;
        this.file = file;
        this.settings = settings;
        this.configuration = configuration;
        this.actuator = actuator;
    }

    @Override
    public void start() {
        try {
            begin();
        } catch (RuntimeException e) { // Spring does not stop what has not started
            service.stop();
            throw e;
        }
    }

    private void begin() {
        try {
            ServerConfig4 config = served(file.read());
            configuration.begin(config);
            running = true;
            ServeReport.print(config, file, settings, service, configuration.controlPlaces(), actuator);
        } catch (ConfigException e) {
            throw new StartFailure(
                    "the configuration has errors:\n" + e.getMessage(),
                    "Correct the places named; 'check' tries a configuration without starting.",
                    e);
        } catch (BackendUnavailable e) {
            throw new StartFailure(
                    String.valueOf(e.getMessage()),
                    "Bring the database up, or set \"retry-on-startup\": true with max-reconnect-tries and"
                            + " reconnect-wait-time so that the server waits for it.",
                    e);
        } catch (SchemaRefused e) {
            throw new StartFailure(
                    String.valueOf(e.getMessage()),
                    "Let lease-database name a database that is empty or has tables of a version named above.",
                    e);
        } catch (LeaseFileException e) {
            throw new StartFailure(
                    String.valueOf(e.getMessage()),
                    "Correct the file, or let lease-database name another one; nothing has been changed in it.",
                    e);
        } catch (ControlSocketException e) {
            throw new StartFailure(
                    String.valueOf(e.getMessage()),
                    "Correct control-sockets, or the settings server.address and server.port.",
                    e);
        } catch (SocketOpenException e) {
            throw new StartFailure(
                    String.valueOf(e.getMessage()),
                    "Grant what is missing or free the port; see the operator's guide, page sockets.",
                    e);
        }
    }

    private static ServerConfig4 served(CompiledConfig compiled) {
        if (compiled.dhcp6() != null || compiled.dhcp4() == null) {
            throw new StartFailure(
                    "DHCPv6 is not served yet, but the configuration has an object 'Dhcp6'",
                    "Leave out 'Dhcp6' and give 'Dhcp4'.",
                    null);
        }
        return compiled.dhcp4();
    }

    @Override
    public void stop() {
        running = false;
        service.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
