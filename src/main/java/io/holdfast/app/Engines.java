package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.engine.Engine;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.v4.Engine4;
import io.holdfast.engine.v4.EngineSettings4;
import io.holdfast.engine.v6.Engine6;
import io.holdfast.engine.v6.EngineSettings6;

/** Makes what decides by a configuration: here the protocols differ. */
final class Engines {

    private final HoldfastSettings settings;
    private final ServerDuid duid;

    Engines(HoldfastSettings settings, ServerDuid duid) {
        this.settings = settings;
        this.duid = duid;
    }

    Engine of(ServerConfig config, OfferBook offers, AddressPickers pickers, RateBook rates) {
        return switch (config) {
            case ServerConfig4 four ->
                new Engine4(
                        four,
                        offers,
                        pickers,
                        rates,
                        new EngineSettings4(
                                settings.serverPort(Protocol.DHCP4),
                                settings.clientPort(Protocol.DHCP4),
                                settings.replyToSource(Protocol.DHCP4),
                                settings.hosts().uncertainLifetime().toSeconds()));
            case ServerConfig6 six ->
                new Engine6(
                        six,
                        offers,
                        pickers,
                        rates,
                        new EngineSettings6(
                                duid.of(six),
                                settings.serverPort(Protocol.DHCP6),
                                settings.clientPort(Protocol.DHCP6),
                                settings.replyToSource(Protocol.DHCP6),
                                settings.hosts().uncertainLifetime().toSeconds()));
        };
    }
}
