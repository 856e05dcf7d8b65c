package org.stirrup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.check.Listener;
import org.stirrup.api.lease.OtherServers;

/** What is served is chosen in a real browser, and stands in {@code etc/}. */
class NetworkPageIT extends ConsoleInBrowser {
    @Test
    void aNewcomerChoosesWhatIsServed() throws Exception {
        browser.open(page("stirrup"));
        browser.awaitTrue("!!document.getElementById('st-begin')");
        browser.evaluate("document.getElementById('st-begin').click()");
        browser.awaitTrue("document.readyState === 'complete' && location.pathname.endsWith('/stirrup-network')");
        browser.awaitTrue(TEXT + ".includes('Nothing is served yet') && " + TEXT + ".includes('127.0.0.1/8')");
        choose("lo");
        browser.awaitTrue("document.getElementById('st-range').value === '127.0.0.100-127.0.0.200'");
        pictures("network-first");
        type("st-range", "192.0.2.1-192.0.2.9");
        click("form button");
        browser.awaitTrue(TEXT + ".includes('is in none of the networks of lo: 127.0.0.0/8')");
        assertEquals(0, configurations());
        type("st-range", "127.0.0.100-127.0.0.200");
        type("st-router", "127.0.0.1");
        click("form button");
        browser.awaitTrue(TEXT + ".includes('lo is served from now on')");
        assertEquals(List.of("interfaces = lo"), settings("org.stirrup.net"));
        assertEquals(List.of("mode = server"), settings("org.stirrup.dhcp"));
        assertEquals(
                List.of("range = 127.0.0.100-127.0.0.200", "routers = 127.0.0.1"),
                settings("org.stirrup.dhcp.subnet-cli"));

        framework.register(OtherServers.class, NetworkPageIT::anotherServer, Map.of());
        framework.register(Listener.class, NetworkPageIT::ports, Map.of());
        browser.awaitTrue(TEXT + ".includes('192.0.2.254') && " + TEXT + ".includes('127.0.0.1:67')");
        browser.awaitTrue(TEXT + ".includes('Another DHCP server is there; no address is given here.')");
        pictures("network");

        // What is changed later goes through ConfigurationAdmin into the same file, whose comments stay.
        Path etc = home.resolve("etc/org.stirrup.dhcp.cfg");
        browser.evaluate("(document.querySelector('#stirrup input[value=proxy]').click(),"
                + " document.querySelector('#stirrup form').requestSubmit())");
        browser.awaitTrue(TEXT + ".includes('Another server gives the addresses')");
        ConsoleFramework.await(
                "the file to be written", () -> Files.readAllLines(etc).contains("mode = proxy"));
        assertTrue(Files.readString(etc).startsWith("# Written by the web console."), Files.readString(etc));
        assertEquals(List.of("mode = proxy"), settings("org.stirrup.dhcp"));
        onlyRefusalsAreComplainedOf();
    }

    @Test
    void machinesBehindARelayAgentAreServed() throws Exception {
        browser.open(page("stirrup-network"));
        browser.awaitTrue(TEXT + ".includes('127.0.0.1/8')");
        choose("lo");
        browser.evaluate("document.querySelector('#stirrup input[value=relay]').click()");
        type("st-network", "10.2.0.0/24");
        type("st-range", "10.2.0.100-10.2.0.200");
        click("form button");
        browser.awaitTrue(TEXT + ".includes('machines behind a relay agent need a router')");
        type("st-router", "10.2.0.1");
        click("form button");
        browser.awaitTrue(TEXT + ".includes('lo is served from now on')");
        assertEquals(
                List.of("subnet = 10.2.0.0/24", "range = 10.2.0.100-10.2.0.200", "routers = 10.2.0.1"),
                settings("org.stirrup.dhcp.subnet-10.2.0.0_24"));
        onlyRefusalsAreComplainedOf();
    }

    private static List<OtherServers.Watched> anotherServer() {
        return List.of(new OtherServers.Watched(
                "lo",
                false,
                "no address is given here",
                List.of(new OtherServers.Seen(
                        SampleNetwork.address("192.0.2.254"), Optional.of(SampleNetwork.EVIL), false, Instant.now()))));
    }

    private static List<Listener.Port> ports() {
        return List.of(
                new Listener.Port("dhcp", "lo", new InetSocketAddress(SampleNetwork.address("127.0.0.1"), 67), true),
                new Listener.Port("tftp", "lo", new InetSocketAddress(SampleNetwork.address("127.0.0.1"), 69), false));
    }

    private void choose(String nic) {
        browser.evaluate("(document.getElementById('st-nic').value = '" + nic + "', document.getElementById('st-nic')"
                + ".dispatchEvent(new Event('change', {bubbles: true})))");
    }
}
