package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.NAK;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.OneHost;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;

/** Who gets what: pools, classes, hosts, subnets on one link, and which of them comes first. */
class PolicyTest {
    private final Lab lab = new Lab();

    private static Clients discover(int number) {
        return Clients.says(DISCOVER).number(number);
    }

    private static Options options(Decision.Reply reply) {
        return reply.message().options();
    }

    @Test
    void addressesThatAreExcludedAreNotGiven() {
        lab.with("exclude", "192.168.77.100-192.168.77.101, 192.168.77.103");
        assertEquals("192.168.77.102", lab.offered(discover(1)));
        assertEquals(
                "all 1 addresses of 192.168.77.102-192.168.77.102 of 192.168.77.0/24 are taken",
                lab.drop(Decision.Reason.POOL_EXHAUSTED, discover(2)).because());
    }

    @Test
    void aPoolIsForItsClassAndEverybodyElseHasTheRest() {
        lab.inClass("phones", "mac=52:54:00:77:01");
        lab.pool("phones", "range=192.168.77.200-192.168.77.201", "allow=phones", "leaseSeconds=600");
        assertEquals("192.168.77.100", lab.offered(discover(1)));
        lab.with("range", "192.168.77.100");
        Decision.Reply phone = lab.reply(OFFER, discover(0x101));
        assertEquals("192.168.77.200", phone.message().yiaddr().getHostAddress());
        assertEquals(600, Lab.seconds(phone));
        lab.drop(Decision.Reason.POOL_EXHAUSTED, discover(2));
    }

    @Test
    void aClientThatIsDeniedEveryPoolIsToldWhy() {
        lab.with("deny", "iron").inClass("iron", "vendorClass=Iron*");
        assertEquals("192.168.77.100", lab.offered(discover(1)));
        Decision.Drop drop =
                lab.drop(Decision.Reason.CLASS_DENIED, discover(2).with(KnownOption.VENDOR_CLASS, "Iron 3"));
        assertEquals("192.168.77.0/24 serves everybody; not iron; this client is iron, unknown", drop.because());
    }

    @Test
    void onlyKnownHostsBootAndOthersWaitForApproval() {
        OneHost directory = new OneHost();
        lab.hosts = Optional.of(directory);
        lab.with("allowBooting", "known");
        assertEquals("192.168.77.100", lab.offered(discover(1)), "it does not boot");
        Decision.Drop drop =
                lab.drop(Decision.Reason.AWAITS_APPROVAL, discover(2).pxe());
        assertEquals(
                "of machines that boot, 192.168.77.0/24 serves only known; this machine is not known yet and waits to be"
                        + " approved",
                drop.because());
        directory.is(2, Host.State.DISCOVERED);
        lab.drop(Decision.Reason.AWAITS_APPROVAL, discover(2).pxe());
        directory.is(2, Host.State.INSTALLING);
        assertEquals("192.168.77.101", lab.offered(discover(2).pxe()));
        directory.is(4, Host.State.DISCOVERED);
        lab.inClass("lab", "group=lab", "leaseSeconds=777");
        lab.drop(Decision.Reason.AWAITS_APPROVAL, discover(4).pxe());
        directory.assign(MacAddress.of("52:54:00:77:00:04"), List.of("lab"));
        assertEquals(777, Lab.seconds(lab.reply(OFFER, discover(4).pxe())), "a group is approval, and a class");
        lab.host("pc3", "client=52:54:00:77:00:03");
        assertEquals("192.168.77.103", lab.offered(discover(3).pxe()));
        lab.with("allowBooting", "false");
        assertEquals(
                "machines that boot are not served in 192.168.77.0/24",
                lab.drop(Decision.Reason.BOOTING_DENIED, discover(3).pxe()).because());
    }

    @Test
    void aHostComesBeforeItsClassThisBeforeThePoolAndThisBeforeTheSubnet() {
        lab.with("options", "42=ips:10.0.0.1; 4=ips:10.0.0.1; 7=ips:10.0.0.1; 9=ips:10.0.0.1")
                .with("filename", "subnet.0");
        lab.with("range", "192.168.77.100");
        lab.pool("p", "range=192.168.77.110-192.168.77.119", "options=4=ips:10.0.0.2; 7=ips:10.0.0.2; 9=ips:10.0.0.2");
        lab.inClass("a", "mac=52:54", "options=7=ips:10.0.0.3; 9=ips:10.0.0.3", "filename=class.0");
        lab.inClass("b", "mac=52:54", "options=7=ips:10.0.0.9", "leaseSeconds=900");
        lab.host("pc", "client=52:54:00:77:00:05", "options=9=ips:10.0.0.4", "hostname=pc5", "nextServer=10.9.9.9");
        lab.lease(1);
        Decision.Reply reply = lab.reply(OFFER, discover(5).pxe());
        assertEquals("192.168.77.110", reply.message().yiaddr().getHostAddress());
        assertEquals(Optional.of(Lab.address("10.0.0.1")), options(reply).address(KnownOption.NTP_SERVERS));
        assertEquals(Optional.of(Lab.address("10.0.0.2")), options(reply).address(KnownOption.TIME_SERVERS));
        assertEquals(Optional.of(Lab.address("10.0.0.3")), options(reply).address(KnownOption.LOG_SERVERS));
        assertEquals(Optional.of(Lab.address("10.0.0.4")), options(reply).address(KnownOption.LPR_SERVERS));
        assertEquals(Optional.of("pc5"), options(reply).text(KnownOption.HOST_NAME));
        assertEquals("class.0", reply.message().file());
        assertEquals(Lab.address("10.9.9.9"), reply.message().siaddr());
        assertEquals(900, Lab.seconds(reply));
    }

    @Test
    void aMachineIsKnownByItsIdentifierItsUuidOrItsPort() {
        lab.with(
                "reservations",
                "id:0x00706331=192.168.77.51 uuid:11223344-5566-7788-99aa-bbccddeeff00=192.168.77.52,two"
                        + " circuit:ge-0/0/7=192.168.77.53 remote:0xdeadbeef=192.168.77.54 id:pc2=192.168.77.55");
        assertEquals("192.168.77.51", lab.offered(discover(1).with(61, "00706331")));
        assertEquals("192.168.77.55", lab.offered(discover(6).with(61, "00706332")));
        Decision.Reply byUuid = lab.reply(OFFER, discover(2).with(97, "0044332211665588779" + "9aabbccddeeff00"));
        assertEquals("192.168.77.52", byUuid.message().yiaddr().getHostAddress());
        assertEquals(Optional.of("two"), options(byUuid).text(KnownOption.HOST_NAME));
        assertEquals(
                "192.168.77.53",
                lab.offered(discover(3).relayedBy("192.168.77.2").with(82, "0108" + "67652d302f302f37")));
        assertEquals(
                "192.168.77.54",
                lab.offered(discover(4).relayedBy("192.168.77.2").with(82, "0204deadbeef")));
        assertEquals("192.168.77.100", lab.offered(discover(5).with(61, "00706339")));
    }

    @Test
    void aHostOfTheConfigurationHasAnAddressInEachSubnet() {
        lab.subnet("b", Map.of("subnet", "10.1.0.0/24", "range", "10.1.0.100-10.1.0.110"));
        lab.heardOn = Lab.LINK;
        lab.link(new org.stirrup.net.Link("eth2", 3, Lab.address("10.1.0.1"), 24));
        lab.host("pc", "client=52:54:00:77:00:05", "address=192.168.77.60, 10.1.0.60");
        assertEquals("192.168.77.60", lab.offered(discover(5)));
        assertEquals("10.1.0.60", lab.offered(discover(5).relayedBy("10.1.0.2")));
        assertEquals("192.168.77.100", lab.offered(discover(6).wanting("192.168.77.60")));
    }

    @Test
    void subnetsOfOneSharedNetworkAreServedOnOneLink() {
        lab.with("sharedNetwork", "floor").with("range", "192.168.77.100").with("routers", "192.168.77.1");
        lab.subnet(
                "second",
                Map.of(
                        "subnet", "192.168.78.0/24",
                        "sharedNetwork", "floor",
                        "range", "192.168.78.100-192.168.78.101",
                        "routers", "192.168.78.1"));
        lab.lease(1);
        Decision.Reply reply = lab.reply(OFFER, discover(2));
        assertEquals("192.168.78.100", reply.message().yiaddr().getHostAddress());
        assertEquals(Optional.of(Lab.address("192.168.78.1")), options(reply).address(KnownOption.ROUTERS));
        String taken = lab.acknowledged(
                Clients.says(REQUEST).number(2).wanting("192.168.78.100").from(Lab.SERVER));
        assertEquals("192.168.78.100", taken);
        lab.reply(ACK, Clients.says(REQUEST).number(2).using("192.168.78.100"));
        lab.reply(NAK, Clients.says(REQUEST).number(3).wanting("192.168.79.100"));
    }

    @Test
    void everyOptionOfAClassCanBeWrittenByNumberByNameAndWithType() {
        lab.inClass(
                "c",
                "architecture=bios",
                "options=domain-search=lab.example, example; 121=10.0.0.0/8 via 192.168.77.2;"
                        + " time-offset=-3600; 224=hex:0102; 12=text:named");
        Options options = options(lab.reply(OFFER, discover(1).pxe()));
        assertEquals(Optional.of(Octets.ofHex("036c6162076578616d706c6500c004")), options.get(119));
        assertEquals(Optional.of(Octets.ofHex("080ac0a84d02")), options.get(121));
        assertEquals(Optional.of(Octets.ofHex("fffff1f0")), options.get(2));
        assertEquals(Optional.of(Octets.ofHex("0102")), options.get(224));
        assertEquals(Optional.of("named"), options.text(KnownOption.HOST_NAME));
        assertTrue(options(lab.reply(OFFER, discover(2))).get(119).isEmpty());
    }

    @Test
    void theNameOfOption81IsMadeWholeAndSentBack() {
        lab.with("domainName", "lab.example").with("reservations", "52:54:00:77:00:02=192.168.77.50,two");
        // Flags S, then a name in ASCII.
        Options options = options(lab.reply(OFFER, discover(1).with(81, "010000" + "706331")));
        assertEquals(Optional.of(Octets.ofHex("0affff" + Octets.ofText("pc1.lab.example"))), options.get(81));
        // Flags S and E, a name in DNS form that is not whole; here the machine is called otherwise.
        options = options(lab.reply(OFFER, discover(2).with(81, "050000" + "03706331")));
        assertEquals(
                Optional.of(Octets.ofHex("0effff" + "0374776f" + "036c6162" + "076578616d706c65" + "00")),
                options.get(81));
        lab.acknowledged(Clients.says(REQUEST)
                .number(1)
                .with(81, "000000706331")
                .wanting("192.168.77.100")
                .from(Lab.SERVER));
        assertEquals(
                Optional.of("pc1"),
                lab.store.byAddress(Lab.address("192.168.77.100")).orElseThrow().hostname());
    }
}
