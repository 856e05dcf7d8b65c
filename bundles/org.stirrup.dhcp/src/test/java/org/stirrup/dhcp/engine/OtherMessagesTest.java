package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.bootp;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DECLINE;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.INFORM;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.RELEASE;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.lease.Lease;
import org.stirrup.dhcp.Captures;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Options;

class OtherMessagesTest {
    private final Lab lab = new Lab();

    private Lease at(String address) {
        return lab.store.byAddress(Lab.address(address)).orElseThrow();
    }

    private void commit(Clients client) {
        Decision.Commit commit = assertInstanceOf(Decision.Commit.class, lab.decide(client));
        assertTrue(commit.reply().isEmpty());
        assertTrue(lab.save(commit));
    }

    @Test
    void aReleasedAddressIsFreeButRemembered() {
        lab.lease(1);
        commit(says(RELEASE).number(1).using("192.168.77.100").from(Lab.SERVER));
        assertEquals(Lease.State.RELEASED, at("192.168.77.100").state());
        assertEquals("192.168.77.101", lab.offered(says(DISCOVER).number(2)));
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER).number(1)));
        lab.after(Duration.ofMinutes(5));
        lab.lease(3);
        lab.lease(4);
        assertEquals("192.168.77.100", lab.lease(5));
    }

    @Test
    void onlyItsOwnerReleasesAnAddress() {
        lab.lease(1);
        lab.drop(
                Decision.Reason.UNKNOWN_LEASE,
                says(RELEASE).number(2).using("192.168.77.100").from(Lab.SERVER));
        lab.drop(
                Decision.Reason.OTHER_SERVER,
                says(RELEASE).number(1).using("192.168.77.100").from("10.0.0.1"));
        assertEquals(Lease.State.BOUND, at("192.168.77.100").state());
    }

    @Test
    void aDeclinedAddressIsLeftAloneForAWhile() {
        lab.lease(1);
        commit(says(DECLINE).number(1).wanting("192.168.77.100").from(Lab.SERVER));
        assertEquals(Lease.State.DECLINED, at("192.168.77.100").state());
        assertEquals("192.168.77.101", lab.offered(says(DISCOVER).number(1).wanting("192.168.77.100")));
        assertEquals("192.168.77.102", lab.offered(says(DISCOVER).number(2).wanting("192.168.77.100")));
        lab.after(Duration.ofHours(1));
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER).number(3).wanting("192.168.77.100")));
    }

    @Test
    void onlyWhoWasGivenAnAddressDeclinesIt() {
        lab.lease(1);
        lab.drop(
                Decision.Reason.UNKNOWN_LEASE,
                says(DECLINE).number(2).wanting("192.168.77.100").from(Lab.SERVER));
        lab.drop(
                Decision.Reason.UNKNOWN_LEASE,
                says(DECLINE).number(2).wanting("192.168.77.103").from(Lab.SERVER));
    }

    @Test
    void informGetsEverythingButAnAddress() {
        lab.with("routers", "192.168.77.254").with("domainName", "lab.example").leases = Optional.empty();
        Decision.Reply ack = lab.reply(ACK, says(INFORM).using("192.168.77.7"));
        Options options = ack.message().options();
        assertEquals("0.0.0.0", ack.message().yiaddr().getHostAddress());
        assertEquals("192.168.77.7", ack.to().address().getHostAddress());
        assertFalse(options.has(KnownOption.LEASE_TIME));
        assertEquals(Optional.of(Lab.address("192.168.77.254")), options.address(KnownOption.ROUTERS));
        assertEquals(Optional.of("lab.example"), options.text(KnownOption.DOMAIN_NAME));
    }

    @Test
    void aBootpClientGetsAnAddressForEver() {
        lab.with("dynamicBootp", "true");
        Decision.Reply reply = lab.reply(bootp().number(1));
        assertEquals("192.168.77.100", reply.message().yiaddr().getHostAddress());
        assertEquals("pxelinux.0", reply.message().file());
        assertEquals(Lab.SERVER, reply.message().siaddr().getHostAddress());
        assertTrue(reply.message().isBootp());
        assertFalse(reply.message().options().has(KnownOption.LEASE_TIME));
        assertTrue(reply.message().options().has(KnownOption.SUBNET_MASK));
        assertEquals(300, reply.size().largest());
        assertEquals(Optional.empty(), at("192.168.77.100").expires());
        lab.after(Duration.ofDays(3650));
        assertInstanceOf(Decision.Reply.class, lab.decide(bootp().number(1)), "saved already");
        for (int number = 2; number <= 4; number++) {
            lab.lease(number);
        }
        lab.drop(Decision.Reason.POOL_EXHAUSTED, says(DISCOVER).number(5));
    }

    @Test
    void aBootpClientWithoutCookieGetsNoOptions() {
        lab.with("dynamicBootp", "true");
        Decision.Reply reply = lab.reply(bootp().withoutCookie());
        assertEquals(Options.NONE, reply.message().options());
        assertEquals("192.168.77.100", reply.message().yiaddr().getHostAddress());
    }

    @Test
    void aBootpClientNobodyCanStartKeepsItsAddress() {
        lab.with("dynamicBootp", "true").boot = Optional.of(FixedBoot.nothing("pxelinux: not mine"));
        Decision.Reply reply = lab.reply(bootp());
        assertEquals("", reply.message().file());
        assertEquals(new BootAnswer.NoLoader("pxelinux: not mine"), reply.boot());
    }

    @Test
    void withoutDynamicBootpOnlyReservedMachinesAreServed() {
        lab.with("reservations", "52:54:00:77:00:09=192.168.77.20");
        lab.drop(Decision.Reason.BOOTP_DENIED, bootp().number(1));
        assertEquals(
                "192.168.77.20", lab.reply(bootp().number(9)).message().yiaddr().getHostAddress());
    }

    @Test
    void aBootpClientWhoseReservedAddressIsTakenGetsNoOther() {
        lab.lease(1);
        lab.with("reservations", "52:54:00:77:00:09=192.168.77.100");
        assertEquals(
                "its reserved address 192.168.77.100 is another machine's",
                lab.drop(Decision.Reason.POOL_EXHAUSTED, bootp().number(9)).because());
    }

    @Test
    void aBootpClientWithAnAddressGetsTheRest() {
        Decision.Reply reply = lab.reply(bootp().using("192.168.77.9"));
        assertEquals("pxelinux.0", reply.message().file());
        assertEquals("192.168.77.9", reply.to().address().getHostAddress());
        assertEquals(0, lab.store.writes());
    }

    @Test
    void denyBootingIsForThoseThatBoot() {
        lab.with("allowBooting", "false");
        lab.drop(Decision.Reason.BOOTING_DENIED, says(DISCOVER).number(1).pxe());
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER).number(2)));
    }

    @Test
    void repliesAndOtherHardwareAreDropped() {
        lab.drop(Decision.Reason.NONSENSE, says(OFFER));
        lab.drop(Decision.Reason.NONSENSE, says(REQUEST).with(53, "0a"));
        lab.drop(Decision.Reason.HARDWARE, says(DISCOVER).hardware("0000000000000000"));
        lab.drop(Decision.Reason.HARDWARE, says(DISCOVER).hardware("000000000000"));
        Decision reply = lab.decide(Captures.message("dnsmasq-2.90-to-ipxe-offer"));
        assertEquals(
                Decision.Reason.NONSENSE,
                assertInstanceOf(Decision.Drop.class, reply).reason());
    }
}
