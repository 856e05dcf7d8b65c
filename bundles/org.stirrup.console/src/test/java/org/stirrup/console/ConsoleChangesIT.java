package org.stirrup.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostSheets;
import org.stirrup.api.host.InstallerLogs;
import org.stirrup.api.host.Waker;
import org.stirrup.api.image.ImageLocation;
import org.stirrup.api.lease.AddressPlan;
import org.stirrup.api.lease.Lease;

/** What is changed in the console, by a person at a real browser. */
class ConsoleChangesIT extends ConsoleInBrowser {
    private static final String HOSTS = "document.querySelectorAll('#stirrup .st-hosts tbody tr').length";

    @Test
    void aLeaseIsReleasedAndAnAddressReserved() throws Exception {
        network.register(framework);
        browser.open(page("stirrup-leases"));
        browser.awaitTrue(TEXT + ".includes('147 of 170 leased, 1 in quarantine, 1 more kept')");
        browser.awaitTrue("document.querySelectorAll('#stirrup svg.st-fill rect').length === 181");
        assertEquals("1", browser.evaluate("document.querySelectorAll('#stirrup .st-cell-quarantined').length"));
        assertTrue(browser.evaluate(TEXT).contains("circuit:" + SampleNetwork.MARKUP));
        nothingOfThePageIsMarkup();
        pictures("leases");

        browser.confirmAll();
        click("[data-act=release][data-address=\"192.168.77.55\"]");
        browser.awaitTrue(TEXT + ".includes('192.168.77.55 is free') && " + TEXT + ".includes('146 of 170 leased')");
        assertEquals(Lease.State.RELEASED, lease("192.168.77.55").orElseThrow().state());
        click("[data-act=release][data-address=\"192.168.77.53\"]");
        browser.awaitTrue("document.querySelectorAll('#stirrup .st-cell-quarantined').length === 0");
        assertEquals(Optional.empty(), lease("192.168.77.53"));

        click("[data-act=keep][data-address=\"192.168.77.60\"]");
        click("form button");
        browser.awaitTrue(TEXT + ".includes('192.168.77.60 is kept for 52:54:00:77:01:0a')");
        Path file = home.resolve("etc/org.stirrup.dhcp.host-52540077010a-192.168.77.60.cfg");
        assertEquals(
                List.of("client = 52:54:00:77:01:0a", "address = 192.168.77.60", "hostname = pc10"),
                Files.readAllLines(file).stream()
                        .filter(line -> line.contains("="))
                        .toList());
        reserve("52:54:00:77:01:0b", "10.0.0.1");
        browser.awaitTrue(TEXT + ".includes('10.0.0.1 is in no subnet that is served: 192.168.77.0/24')");
        reserve(SampleNetwork.FIRST.text(), "192.168.77.61");
        browser.awaitTrue(TEXT + ".includes('has 192.168.77.210 kept for it already')");
        reserve("52:54:00:77:01:0b", "192.168.77.61.evil.example");
        browser.awaitTrue(TEXT + ".includes('is not an IPv4 address')");
        assertEquals(1, configurations());

        // As the DHCP server has it once it has read that file.
        network.reserved.add(new AddressPlan.Reserved(
                SampleNetwork.address("192.168.77.60"), "52:54:00:77:01:0a", Optional.of("pc10")));
        click("[data-act=unreserve][data-address=\"192.168.77.60\"]");
        browser.awaitTrue(TEXT + ".includes('192.168.77.60 is no longer kept')");
        assertFalse(Files.exists(file));
        onlyRefusalsAreComplainedOf();
    }

    @Test
    void aLeaseThatWasRenewedMeanwhileIsNotReleased() throws Exception {
        network.register(framework);
        String wrong = "address=192.168.77.55&client=mac:52:54:00:77:01:05&starts=1";
        var answer =
                framework.post(page("stirrup-leases/release.json"), wrong, Map.of("Authorization", login.header()));
        assertEquals(409, answer.statusCode());
        assertTrue(answer.body().contains("another one by now"), answer.body());
        // What another site's page sends is refused before it is looked at.
        assertEquals(
                403,
                framework
                        .post(
                                page("stirrup-leases/release.json"),
                                wrong,
                                Map.of("Authorization", login.header(), "Origin", "http://evil.example"))
                        .statusCode());
        assertEquals(Lease.State.BOUND, lease("192.168.77.55").orElseThrow().state());
    }

    @Test
    void manyHostsAreDealtWithAtOnce() throws Exception {
        List<MacAddress> woken = new CopyOnWriteArrayList<>();
        network.register(framework);
        framework.register(Waker.class, (mac, link) -> wake(woken, mac), Map.of());
        framework.register(HostSheets.class, new Sheets(), Map.of());
        for (int i = 0; i < 12; i++) {
            network.host(new MacAddress(String.format("52:54:00:77:03:%02x", i)), "pc" + i, Host.State.INSTALLED, "");
        }
        network.host(SampleNetwork.EVIL, SampleNetwork.MARKUP, Host.State.FAILED, "disk full");
        browser.open(page("stirrup-hosts"));
        browser.awaitTrue(HOSTS + " === 13");
        assertFalse(browser.evaluate("document.documentElement.outerHTML").contains("secret-token"));
        assertEquals("true", browser.evaluate("document.querySelector('#stirrup fieldset').disabled"));
        type("st-filter", "pc1");
        browser.awaitTrue(HOSTS + " === 3");
        click("thead input");
        type("st-filter", "");
        browser.awaitTrue(HOSTS + " === 13 && " + TEXT + ".includes('3 hosts are marked')");
        type("st-groups", "east");
        pictures("hosts");

        click("[data-act=approve]");
        browser.awaitTrue(TEXT + ".includes('3 of 3 are in east now') && " + TEXT + ".includes('east, lab, west')");
        browser.confirmAll();
        click("[data-act=reinstall]");
        browser.awaitTrue(TEXT + ".includes('3 of 3 are installed again')");
        assertEquals(
                3,
                network.hosts.values().stream()
                        .filter(host -> host.state() == Host.State.DISCOVERED)
                        .count());
        click("[data-act=wake]");
        browser.awaitTrue(TEXT + ".includes('2 of 3 were sent') && " + TEXT + ".includes('on no link that is served')");
        assertEquals(2, woken.size());

        assertEquals(
                "mac,name\r\n",
                browser.evaluate("await (await fetch(document.getElementById('st-export').href)).text()"));
        choose("st-sheet", "pcs.csv", "mac,name\n");
        browser.awaitTrue(TEXT + ".includes('pcs.csv: 1 new hosts, 2 changed, 3 as they were')");
        choose("st-sheet", "bad.csv", "nonsense");
        browser.awaitTrue(
                TEXT + ".includes('Nothing is taken in from bad.csv') && " + TEXT + ".includes('line 1: no mac')");
        nothingOfThePageIsMarkup();
        onlyRefusalsAreComplainedOf();
    }

    @Test
    void whatHostsAndGroupsBootIsAssigned() throws Exception {
        Map<MacAddress, String> logs = Map.of(SampleNetwork.FIRST, "no room left\n");
        network.register(framework);
        framework.register(InstallerLogs.class, new Logs(logs), Map.of());
        MacAddress second = new MacAddress("52:54:00:77:03:01");
        network.host(SampleNetwork.FIRST, "pc0", Host.State.INSTALLED, "");
        network.host(second, "pc1", Host.State.DISCOVERED, "");
        network.hosts.computeIfPresent(
                second,
                (mac, host) ->
                        host.withHardware(new Hardware(OptionalLong.of(1L << 30), Optional.of(SampleNetwork.MARKUP))));
        browser.open(page("stirrup-hosts"));
        browser.awaitTrue(HOSTS + " === 2 && " + TEXT + ".includes('1.0 GB')");
        assertEquals("true", browser.evaluate("document.querySelector('[data-act=boot]').disabled"));
        assertEquals("CentOS-7-x86_64", browser.evaluate("document.querySelector('#st-images option').value"));

        type("st-group", "lab");
        type("st-image", "CentOS-7-x86_64");
        click("[data-act=boot-group]");
        browser.awaitTrue(TEXT + ".includes('The group lab is assigned') && " + TEXT + ".includes('by its group') && "
                + TEXT + ".includes('CentOS-7-x86_64 needs 2.0 GB')");
        assertEquals("CentOS-7-x86_64 once", String.valueOf(network.groups.get("lab")));

        click("thead input");
        type("st-image", "Debian-13");
        type("st-answers", "kiosk");
        pictures("hosts-boot");
        click("[data-act=boot]");
        browser.awaitTrue(TEXT + ".includes('2 of 2 are assigned') && " + TEXT
                + ".includes('No image Debian-13 is ready now') && " + TEXT + ".includes('1 are installed already')");
        for (MacAddress mac : List.of(SampleNetwork.FIRST, second)) {
            assertEquals(
                    "Debian-13 once, answers kiosk",
                    network.hosts.get(mac).assignment().orElseThrow().toString());
        }
        // The disk needs neither an image nor answers, and nothing at all takes away.
        choose("never");
        click("[data-act=boot]");
        browser.awaitTrue("document.querySelector('#stirrup .st-hosts').innerText.includes('its own disk, always')");
        assertEquals(
                "never", network.hosts.get(second).assignment().orElseThrow().toString());
        choose("");
        click("[data-act=boot]");
        browser.awaitTrue(TEXT + ".includes('by its group')");
        assertEquals(Optional.empty(), network.hosts.get(second).assignment());
        choose("always");
        type("st-image", "");
        click("[data-act=boot]");
        browser.awaitTrue(TEXT + ".includes('Nothing is assigned: to boot always it needs an image')");

        String log = "await (await fetch(document.querySelector('a[href*=\"log.txt\"]').href)).text()";
        assertEquals("no room left\n", browser.evaluate(log));
        nothingOfThePageIsMarkup();
        onlyRefusalsAreComplainedOf();
    }

    private void choose(String mode) {
        browser.evaluate("document.getElementById('st-mode').value = '" + mode + "'");
    }

    private record Logs(Map<MacAddress, String> logs) implements InstallerLogs {
        @Override
        public void keep(MacAddress mac, String log) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> of(MacAddress mac) {
            return Optional.ofNullable(logs.get(mac));
        }
    }

    @Test
    void anImageIsDroppedAndDeleted() throws Exception {
        Path images = home.resolve("images");
        network.register(framework);
        framework.register(ImageLocation.class, () -> images, Map.of());
        browser.open(page("stirrup-images"));
        browser.awaitTrue(TEXT + ".includes('no volume descriptor')");

        // 20 MB are three pieces; the second is lost on its way, as on a bad network.
        browser.evaluate("(window.sent = [], window.reallyFetch = window.fetch, window.fetch = (...all) => {"
                + " if (all[1]?.method === 'PUT') { window.sent.push(all[0]);"
                + " if (window.sent.length === 2) { return Promise.reject(new Error('the network is gone')); } }"
                + " return window.reallyFetch(...all); })");
        browser.evaluate("(window.bytes = new Uint8Array(20000000).map((_, i) => i % 251),"
                + " window.given = new DataTransfer(), window.given.items.add("
                + "new File([window.bytes], 'dropped (1).iso', {lastModified: 1700000000000})),"
                + " document.querySelector('#stirrup .st-drop').dispatchEvent("
                + "new DragEvent('drop', {dataTransfer: window.given, bubbles: true, cancelable: true})))");
        browser.awaitTrue(TEXT + ".includes('the network is gone; tried again')");
        assertEquals(8 << 20, Files.size(images.resolve("dropped (1).iso.20000000-1700000000000.part")));
        pictures("images");
        browser.awaitTrue(TEXT + ".includes('20.0 MB arrived')");
        byte[] arrived = Files.readAllBytes(images.resolve("dropped (1).iso"));
        byte[] expected = new byte[20_000_000];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (i % 251);
        }
        assertArrayEquals(expected, arrived);
        assertEquals("4", browser.evaluate("window.sent.length"));

        Files.writeString(images.resolve("holiday.iso"), "no image");
        browser.confirmAll();
        click("[data-act=delete][data-name=\"holiday.iso\"]");
        browser.awaitTrue(TEXT + ".includes('holiday.iso is deleted')");
        assertFalse(Files.exists(images.resolve("holiday.iso")));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aViewerLooksAndChangesNothing() throws Exception {
        network.register(framework);
        network.host(SampleNetwork.FIRST, "web1", Host.State.INSTALLED, "");
        browser.open(page("stirrup-access"));
        browser.awaitTrue(TEXT + ".includes('Nobody but the administrator')");
        click("[data-act=make]");
        browser.awaitTrue("document.getElementById('st-secret')?.innerText.length === 20");
        String viewer = new ConsoleFramework.Login(
                        login.console(), browser.evaluate("document.getElementById('st-secret').innerText"))
                .header("viewer");
        Path file = home.resolve("data/viewer.password");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

        for (String way : List.of("stirrup-hosts/hosts.json", "stirrup", "res/lib/support.js")) {
            assertEquals(
                    200,
                    framework.get(page(way), viewer).statusCode(),
                    way + framework.get(page(way), viewer).body());
        }
        for (String way : List.of("configMgr", "bundles.json", "stirrup/../configMgr", "%63onfigMgr")) {
            assertEquals(403, framework.get(page(way), viewer).statusCode(), way);
        }
        String mac = "mac=" + SampleNetwork.FIRST;
        assertEquals(
                403,
                framework
                        .post(page("stirrup-hosts/reinstall.json"), mac, Map.of("Authorization", viewer))
                        .statusCode());
        assertEquals(
                Host.State.INSTALLED, network.hosts.get(SampleNetwork.FIRST).state());
        assertEquals(
                200,
                framework
                        .post(page("stirrup-hosts/reinstall.json"), mac, Map.of("Authorization", login.header()))
                        .statusCode());
        assertEquals(
                401,
                framework
                        .post(page("stirrup-hosts/reinstall.json"), mac, Map.of())
                        .statusCode());
        framework.post(page("bundles"), "action=refreshPackages&secret=x", Map.of("Authorization", login.header()));

        browser.awaitTrue(ROWS + " === 4 && " + TEXT + ".includes('answered 403')");
        String text = browser.evaluate(TEXT);
        assertTrue(text.contains("made a password for viewers") && text.contains("stirrup-hosts/reinstall mac="), text);
        assertTrue(text.contains("bundles action=refreshPackages") && !text.contains("secret"), text);
        pictures("access");

        browser.header("Authorization", viewer);
        for (String page : List.of("stirrup-hosts", "stirrup-leases", "stirrup-images", "stirrup-access")) {
            browser.open(page(page));
            browser.awaitTrue("document.querySelectorAll('#stirrup tbody td').length > 3");
            assertEquals(
                    "0", browser.evaluate("document.querySelectorAll('#stirrup [data-act], #stirrup form').length"));
        }
        browser.header("Authorization", login.header());
        browser.open(page("stirrup-access"));
        browser.awaitTrue("!!document.querySelector('[data-act=close]')");
        browser.confirmAll();
        click("[data-act=close]");
        browser.awaitTrue(TEXT + ".includes('Viewers are shut out')");
        assertEquals(401, framework.get(page("stirrup"), viewer).statusCode());
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void bundlesAreStoppedStartedAndDropped() throws Exception {
        network.register(framework);
        var plugin = framework
                .context()
                .installBundle("plugin", new ByteArrayInputStream(SampleBundle.named("org.stirrup.loader.sample")));
        plugin.start();
        browser.open(page("stirrup-services"));
        browser.confirmAll();
        click("[data-act=stop][data-name=\"org.stirrup.loader.sample\"]");
        browser.awaitTrue(TEXT + ".includes('org.stirrup.loader.sample is stopped')");
        assertEquals(Bundle.RESOLVED, plugin.getState());
        click("[data-act=start][data-name=\"org.stirrup.loader.sample\"]");
        browser.awaitTrue(TEXT + ".includes('org.stirrup.loader.sample runs')");
        assertEquals(Bundle.ACTIVE, plugin.getState());
        assertEquals("0", browser.evaluate("document.querySelectorAll('[data-name=\"org.stirrup.console\"]').length"));
        long console = framework.bundle("org.stirrup.console").getBundleId();
        assertEquals(
                409,
                framework
                        .post(
                                page("stirrup-services/stop.json"),
                                "id=" + console,
                                Map.of("Authorization", login.header()))
                        .statusCode());

        choose("st-upload", "plugin.jar", "PK, let us say");
        browser.awaitTrue(TEXT + ".includes('14 B arrived')");
        assertEquals("PK, let us say", Files.readString(home.resolve("deploy/plugin.jar")));
        pictures("services");
        for (String name : List.of("../plugin.jar", "plugin.txt")) {
            assertEquals(
                    400,
                    framework
                            .post(
                                    page("stirrup-services/undrop.json"),
                                    "name=" + name,
                                    Map.of("Authorization", login.header()))
                            .statusCode());
        }
        assertEquals(
                200,
                framework
                        .post(
                                page("stirrup-services/undrop.json"),
                                "name=plugin.jar",
                                Map.of("Authorization", login.header()))
                        .statusCode());
        assertFalse(Files.exists(home.resolve("deploy/plugin.jar")));
        assertEquals(List.of(), browser.complaints());
    }

    private static String wake(List<MacAddress> woken, MacAddress mac) {
        if (mac.text().endsWith("0b")) {
            throw new IllegalArgumentException("it was seen on no link that is served");
        }
        woken.add(mac);
        return "lan0";
    }

    private static final class Sheets implements HostSheets {
        @Override
        public String write() {
            return "mac,name\r\n";
        }

        @Override
        public Taken take(String sheet) {
            if (!sheet.startsWith("mac")) {
                throw new IllegalArgumentException("line 1: no mac");
            }
            return new Taken(1, 2, 3);
        }
    }

    private void reserve(String mac, String address) throws Exception {
        type("st-mac", mac);
        type("st-address", address);
        type("st-hostname", "");
        click("form button");
    }

    private Optional<Lease> lease(String address) {
        return network.leases.byAddress(SampleNetwork.address(address));
    }

    private void choose(String id, String name, String text) {
        browser.evaluate("(window.given = new DataTransfer(), window.given.items.add(new File(["
                + "'" + text.replace("\n", "\\n") + "'], '" + name + "')), document.getElementById('" + id
                + "').files = window.given.files, document.getElementById('" + id
                + "').dispatchEvent(new Event('change')))");
    }
}
