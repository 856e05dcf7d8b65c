package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Options;
import org.stirrup.dhcp.engine.BootAnswer;
import org.stirrup.dhcp.engine.Decision;
import org.stirrup.dhcp.engine.Destination;
import org.stirrup.dhcp.engine.ReplySize;

class ProxyOffersTest {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:00:10");
    private static final Inet4Address OWN = Ipv4.parse("192.168.77.1");
    private static final Inet4Address OTHER = Ipv4.parse("192.168.77.2");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final ProxyOffers offers = new ProxyOffers();

    private static Decision.Reply offer(int xid, String named) {
        DhcpMessage message = Clients.says(MessageType.DISCOVER)
                .xid(xid)
                .message()
                .reply(0, Ipv4.NONE, Ipv4.NONE, OWN, named, Options.NONE);
        return new Decision.Reply(
                message,
                new Destination(Ipv4.EVERYBODY, 68, Optional.empty()),
                new ReplySize(300, 1472),
                BootClient.of(MAC, "eth1"),
                new BootAnswer.Program("ipxe/snponly.efi", OWN, Optional.of("ipxe"), Map.of(), List.of()),
                List.of(),
                "");
    }

    private List<String> unheeded(int seconds) {
        return offers.unheeded(NOON.plusSeconds(seconds)).stream()
                .map(ProxyOffers.Unheeded::text)
                .toList();
    }

    @Test
    void whoTakesTheAddressAndDoesNotAskIsSaidWithWhatToDo() {
        offers.offered(offer(1, ""), NOON);
        offers.taken(MAC, OTHER, NOON.plusSeconds(3));
        assertEquals(List.of(), unheeded(18));
        assertEquals(
                List.of("its firmware took the address of 192.168.77.2 and did not ask port 4011 what to boot; set on"
                        + " 192.168.77.2 for such machines: next-server 192.168.77.1; filename \"ipxe/snponly.efi\";"
                        + " (ISC dhcpd), dhcp-boot=ipxe/snponly.efi,,192.168.77.1 (dnsmasq)"),
                unheeded(19));
        assertEquals(List.of(), unheeded(60), "once");
    }

    @Test
    void whoAsksIsFine() {
        offers.offered(offer(1, ""), NOON);
        offers.taken(MAC, OTHER, NOON.plusSeconds(3));
        offers.asked(MAC);
        assertEquals(List.of(), unheeded(60));
    }

    @Test
    void whoWasToldTheFileWithTheOfferNeedNotAsk() {
        offers.offered(offer(1, "http://192.168.77.1/ipxe/boot.ipxe"), NOON);
        offers.taken(MAC, OTHER, NOON.plusSeconds(3));
        assertEquals(List.of(), unheeded(60));
    }

    @Test
    void whoRepeatsItsDiscoverTakesNoOffer() {
        for (int at : new int[] {0, 4, 12}) {
            offers.offered(offer(1, ""), NOON.plusSeconds(at));
        }
        assertEquals(List.of(), unheeded(12));
        offers.offered(offer(1, ""), NOON.plusSeconds(28));
        assertEquals(
                List.of("its firmware repeats its DISCOVER and takes no offer: no other server gives it an address, or"
                        + " it cannot put two offers together; set on the other DHCP server for such machines:"
                        + " next-server 192.168.77.1; filename \"ipxe/snponly.efi\"; (ISC dhcpd),"
                        + " dhcp-boot=ipxe/snponly.efi,,192.168.77.1 (dnsmasq)"),
                unheeded(28));
        offers.offered(offer(1, ""), NOON.plusSeconds(60));
        assertEquals(List.of(), unheeded(60), "once");
    }

    @Test
    void everyBootIsAnother() {
        for (int boot = 1; boot <= 10; boot++) {
            offers.offered(offer(boot, ""), NOON);
            offers.offered(offer(boot, ""), NOON);
        }
        assertEquals(List.of(), unheeded(60));
    }
}
