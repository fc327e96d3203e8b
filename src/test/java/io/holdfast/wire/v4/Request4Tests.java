package io.holdfast.wire.v4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.Vector;
import org.junit.jupiter.api.Test;

class Request4Tests {

    @Test
    void writesARequest() {
        byte[] request = Request4.of(MessageType4.DHCPREQUEST, 0x01020304, HardwareAddress.parse("02:00:5e:10:00:01"))
                .clientAddress(Ipv4Address.parse("192.0.2.9"))
                .relayedBy(Ipv4Address.parse("192.0.2.1"))
                .secs(3)
                .broadcast()
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("192.0.2.9"))
                .option(OptionCode4.LEASE_TIME, 60)
                .option(OptionCode4.HOST_NAME, "me")
                .requesting(1, 3, 121)
                .toBytes();

        assertThat(request).isEqualTo(Vector.of("""
                                01 01 06 01                # op BOOTREQUEST, htype, hlen, hops
                                01 02 03 04                # xid
                                00 03 80 00                # secs, flags
                                c0 00 02 09                # ciaddr
                                00*8                       # yiaddr, siaddr
                                c0 00 02 01                # giaddr
                                02 00 5e 10 00 01 00*10    # chaddr
                                00*192                     # sname, file
                                63 82 53 63                # magic cookie
                                35 01 03                   # DHCPREQUEST
                                32 04 c0 00 02 09          # requested address
                                33 04 00 00 00 3c          # lease time
                                0c 02 6d 65                # host name
                                37 03 01 03 79             # parameter request list
                                ff 00*35                   # end, padded to 300 bytes
                                """));
    }

    @Test
    void writesWithoutTypeAndWithoutHardware() throws Exception {
        byte[] bytes =
                Request4.withoutType(1, null).option(61, new byte[] {0, 1}).toBytes();
        Message4 message = Message4.read(bytes, bytes.length);

        assertThat(message.type()).isNull();
        assertThat(message.hardware()).isNull();
        assertThat(message.hardwareType()).isEqualTo(1);
        assertThat(message.clientIdentifier()).isNotNull();
    }

    @Test
    void refusesAHardwareAddressLongerThanChaddr() {
        HardwareAddress infiniband = HardwareAddress.of(32, new byte[20]);

        assertThatThrownBy(() -> Request4.of(MessageType4.DHCPDISCOVER, 1, infiniband))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chaddr has room for 16 bytes, not for 20");
    }
}
