package org.stirrup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.host.Host;

/** The console as a person sees it, in a real browser. */
class ConsoleBrowserIT extends ConsoleInBrowser {
    private static final String NAMES =
            "[...document.querySelectorAll('#stirrup tbody button')].map(each => each.innerText).join()";
    private static final String LEASES = "document.querySelectorAll('#st-leases tbody tr').length";

    @Test
    void machinesAppearAndMoveOnWithoutAReload() throws Exception {
        framework.configure("org.stirrup.net", Map.of("interfaces", "lan0"));
        browser.open(page("stirrup"));
        browser.awaitTrue(TEXT + ".includes('The journal is not installed')");
        network.register(framework);
        browser.awaitTrue(TEXT + ".includes('No machine has asked yet')");
        browser.evaluate("window.loadedOnce = 'yes'");

        network.host(SampleNetwork.FIRST, "web1", Host.State.DISCOVERED, "");
        network.boot(SampleNetwork.FIRST, "192.168.77.100");
        browser.awaitTrue(TEXT + ".includes('initrd.img') && " + TEXT + ".includes('kernel')");
        network.installer(SampleNetwork.FIRST);
        network.host(SampleNetwork.FIRST, "web1", Host.State.INSTALLING, "partitioning");
        browser.awaitTrue(TEXT + ".includes('squashfs.img') && " + TEXT + ".includes('installing')");
        network.noLoader(new MacAddress("52:54:00:77:00:11"));
        browser.awaitTrue(TEXT + ".includes('this is a BIOS program')");
        network.host(SampleNetwork.EVIL, SampleNetwork.MARKUP, Host.State.INSTALLED, "<img src=x onerror=alert(2)>");
        network.boot(SampleNetwork.EVIL, "192.168.77.102");
        browser.awaitTrue(TEXT + ".includes('" + SampleNetwork.MARKUP + "')");

        assertEquals("yes", browser.evaluate("window.loadedOnce"));
        assertEquals("3", browser.evaluate(ROWS));
        assertEquals("0", browser.evaluate("document.querySelectorAll('#stirrup script, #stirrup img').length"));
        framework.register(SelfCheck.class, SampleNetwork.complaint(), Map.of());
        browser.awaitTrue(TEXT + ".includes('the last address is not in 192.168.1.0/24')");
        pictures("boots");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aTimelineOpensByKeyboard() throws Exception {
        network.register(framework);
        network.host(SampleNetwork.FIRST, "web1", Host.State.INSTALLING, "partitioning");
        network.boot(SampleNetwork.FIRST, "192.168.77.100");
        network.installer(SampleNetwork.FIRST);
        browser.open(page("stirrup"));
        browser.awaitTrue(ROWS + " === 1");

        browser.evaluate("document.querySelector('#stirrup td button').focus()");
        browser.press("Enter", 13);
        browser.awaitTrue("document.querySelectorAll('#stirrup svg rect').length === 8");
        browser.awaitTrue(TEXT + ".includes('partitioning')");
        assertEquals("true", browser.evaluate("document.activeElement.getAttribute('aria-expanded')"));
        pictures("timeline");
        browser.press("Enter", 13);
        browser.awaitTrue("document.querySelector('#stirrup section').hidden");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void formerBootsOfAMachineStandBesideTheLastAndAreKeptAsFiles() throws Exception {
        network.register(framework);
        network.host(SampleNetwork.FIRST, "web1", Host.State.INSTALLING, "");
        network.boot(SampleNetwork.FIRST, "192.168.77.100");
        network.installer(SampleNetwork.FIRST);
        network.boot(SampleNetwork.FIRST, "192.168.77.100");
        network.noLoader(new MacAddress("52:54:00:77:00:11"));
        browser.open(page("stirrup"));
        browser.awaitTrue(ROWS + " === 2");
        browser.evaluate("[...document.querySelectorAll('#stirrup td button')]"
                + ".find(button => button.innerText === 'web1').click()");
        browser.awaitTrue(TEXT + ".includes('2 boots of this machine are known')");
        assertFalse(browser.evaluate(TEXT).contains("squashfs.img"));
        browser.evaluate("document.querySelector('#stirrup summary').click()");
        browser.evaluate("[...document.querySelectorAll('#stirrup [data-boot]')].at(-1).click()");
        browser.awaitTrue("document.querySelectorAll('#stirrup svg rect').length === 8");
        pictures("former");

        String text = browser.evaluate(kept("txt"));
        assertTrue(text.contains(" 52:54:00:77:00:10: DISCOVER PXEClient:Arch:00000\n"), text);
        assertTrue(text.contains("squashfs.img, bytes 514899968"), text);
        String json = browser.evaluate(kept("json"));
        assertTrue(json.contains("squashfs.img") && json.contains("\"skipped\":0"), json);
        assertEquals(
                "true",
                browser.evaluate("[...document.querySelectorAll('#stirrup a[download]')]"
                        + ".every(link => link.download.startsWith('boot-52-54-00-77-00-10.'))"));
        assertEquals(List.of(), browser.complaints());
    }

    /** What a link to keep something leads to. */
    private static String kept(String kind) {
        return "await (await fetch(document.querySelector('#stirrup a[download$=" + kind + "]').href)).text()";
    }

    @Test
    void machinesAreSortedByAnyColumn() throws Exception {
        network.register(framework);
        for (int i = 0; i < 3; i++) {
            MacAddress mac = new MacAddress(String.format("52:54:00:77:02:%02x", i));
            network.host(mac, List.of("beta", "alpha", "gamma").get(i), Host.State.INSTALLING, "");
            network.boot(mac, "192.168.77." + List.of(9, 100, 20).get(i));
        }
        browser.open(page("stirrup"));
        browser.awaitTrue(ROWS + " === 3");
        for (String wanted : List.of("alpha,beta,gamma", "gamma,beta,alpha")) {
            browser.evaluate("document.querySelector('#stirrup th[data-by=Machine] button').click()");
            browser.awaitTrue(NAMES + " === '" + wanted + "'");
        }
        assertEquals(
                "descending",
                browser.evaluate("document.querySelector('#stirrup th[data-by=Machine]').getAttribute('aria-sort')"));
        browser.evaluate("document.querySelector('#stirrup th[data-by=Address] button').click()");
        browser.awaitTrue(NAMES + " === 'beta,gamma,alpha'");
    }

    @Test
    void theOtherPagesShowWhatIsThereAndWhatIsNot() throws Exception {
        for (String page : List.of("stirrup-images", "stirrup-leases", "stirrup-hosts", "stirrup-services")) {
            browser.open(page(page));
            browser.awaitTrue("/not installed|No lease store|No loader/.test(" + TEXT + ")");
        }
        network.register(framework);
        network.host(SampleNetwork.FIRST, "web1", Host.State.INSTALLED, "it took 5 minutes");
        network.host(SampleNetwork.EVIL, SampleNetwork.MARKUP, Host.State.FAILED, "disk full");

        browser.open(page("stirrup-images"));
        browser.awaitTrue(TEXT + ".includes('no volume descriptor') && " + TEXT + ".includes('repo=ftp://')");
        pictures("images");
        browser.open(page("stirrup-leases"));
        browser.awaitTrue(LEASES + " === 100");
        assertTrue(browser.evaluate(TEXT).contains(SampleNetwork.MARKUP));
        pictures("leases");
        browser.evaluate("[...document.querySelectorAll('#stirrup button')].at(-1).click()");
        browser.awaitTrue(LEASES + " === 50");
        browser.open(page("stirrup-services"));
        browser.awaitTrue(TEXT + ".includes('pxelinux.0')");
        assertTrue(browser.evaluate(TEXT).contains("ftp://127.0.0.1/"));
        pictures("services");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void theOneOfManyThatDoesNotBootIsFound() throws Exception {
        framework.configure("org.stirrup.net", Map.of("interfaces", "lan0"));
        network.register(framework);
        for (int i = 0; i < 39; i++) {
            MacAddress mac = new MacAddress(String.format("52:54:00:77:02:%02x", i));
            network.host(mac, "pc" + i, Host.State.INSTALLING, "");
            network.boot(mac, "192.168.77." + (50 + i));
            network.installer(mac);
        }
        network.host(SampleNetwork.FIRST, "web1", Host.State.DISCOVERED, "");
        network.noLoader(SampleNetwork.FIRST);
        browser.open(page("stirrup"));
        browser.awaitTrue(ROWS + " === 40 && " + TEXT + ".includes('40 machines, 1 of them does not boot')");

        browser.evaluate("document.getElementById('st-trouble').click()");
        browser.awaitTrue(ROWS + " === 1 && " + TEXT + ".includes('web1')");
        browser.evaluate("document.getElementById('st-trouble').click()");
        browser.evaluate("(document.getElementById('st-filter').value = 'pc3',"
                + " document.getElementById('st-filter').dispatchEvent(new Event('input')))");
        browser.awaitTrue(ROWS + " === 10");
        pictures("many");
        browser.narrow(390);
        browser.awaitTrue("document.documentElement.scrollWidth <= 390");
        browser.screenshot(SCREENSHOTS.resolve("many-narrow.png"));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void theDoctorSaysWhatIsWrongAndWhatToDo() throws Exception {
        browser.open(page("stirrup-doctor"));
        browser.awaitTrue(TEXT + ".includes('The journal is not installed')");
        network.register(framework);
        browser.awaitTrue(TEXT + ".includes('No machine has asked yet')");
        network.boot(SampleNetwork.FIRST, "192.168.77.100");
        browser.awaitTrue(TEXT + ".includes('Nothing is wrong with what is heard (1 machine)')");

        framework.register(SelfCheck.class, SampleNetwork.complaint(), Map.of());
        network.noLoader(new MacAddress("52:54:00:77:00:11"));
        network.host(SampleNetwork.EVIL, SampleNetwork.MARKUP, Host.State.DISCOVERED, "");
        network.offersNotTaken(SampleNetwork.EVIL, 4);
        browser.awaitTrue(TEXT + ".includes('4 offers') && " + TEXT + ".includes('this is a BIOS program')");
        browser.evaluate("document.querySelector('#stirrup summary').click()");
        assertTrue(browser.evaluate(TEXT).contains("give a range such as"));
        assertTrue(browser.evaluate(TEXT).contains(SampleNetwork.MARKUP));
        assertEquals("0", browser.evaluate("document.querySelectorAll('#stirrup script, #stirrup img').length"));
        pictures("doctor");

        browser.evaluate("document.querySelector('#stirrup section a').click()");
        browser.awaitTrue("document.readyState === 'complete' && location.pathname.endsWith('/stirrup')");
        browser.awaitTrue("document.querySelector('#stirrup .st-detail')?.innerText.includes('4 offers')");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aBootIsRehearsed() throws Exception {
        browser.open(page("stirrup-rehearse"));
        browser.awaitTrue("document.querySelectorAll('#st-firmware option').length > 4");
        browser.evaluate("(document.getElementById('st-mac').value = '52:54:00:77:00:10',"
                + " document.getElementById('st-firmware').value = 'BIOS',"
                + " document.querySelector('#stirrup form button').click())");
        browser.awaitTrue(TEXT + ".includes('no machine is answered') && " + TEXT + ".includes('is not running')");

        network.register(framework);
        network.host(SampleNetwork.FIRST, "web1", Host.State.INSTALLED, "");
        browser.awaitTrue(TEXT + ".includes('pxelinux.0 from 192.168.77.1') && " + TEXT + ".includes('no such file')");
        browser.evaluate("document.querySelector('#stirrup summary').click()");
        browser.awaitTrue(TEXT + ".includes('# for 52:54:00:77:00:10')");
        assertEquals("true", browser.evaluate("location.hash.endsWith('/BIOS')"));
        pictures("rehearse");

        // Left open and looked at again it stays open.
        browser.evaluate("(document.getElementById('st-firmware').value = 'UEFI x64',"
                + " document.getElementById('st-firmware').dispatchEvent(new Event('change')))");
        browser.awaitTrue(TEXT + ".includes('nothing can start it')");
        assertEquals("true", browser.evaluate("document.querySelector('#stirrup details').open"));
        assertEquals("0", browser.evaluate("document.querySelectorAll('#stirrup script, #stirrup img').length"));
        browser.evaluate("(document.getElementById('st-mac').value = 'nonsense',"
                + " document.querySelector('#stirrup form button').click())");
        browser.awaitTrue("document.querySelector('#stirrup [role=alert]')?.innerText.includes('nonsense')");

        browser.open(URI.create(page("stirrup-hosts").toString()));
        browser.awaitTrue("document.querySelectorAll('#stirrup .st-hosts tbody tr').length === 1");
        browser.evaluate("document.querySelector('#stirrup td a.st-row').click()");
        browser.awaitTrue("document.readyState === 'complete' && location.pathname.endsWith('rehearse')");
        browser.awaitTrue(TEXT + ".includes('It asked last on') && " + TEXT + ".includes('as it asked last')");
        assertTrue(
                browser.complaints().stream().allMatch(line -> line.contains("400")),
                browser.complaints().toString());
    }

    @Test
    void aScriptThatGotIntoAPageDoesNotRun() throws Exception {
        browser.open(page("stirrup"));
        assertEquals("/system/console", browser.evaluate("window.appRoot"));
        assertEquals(List.of(), browser.complaints());

        browser.evaluate("(document.body.append(Object.assign(document.createElement('script'),"
                + " {textContent: 'window.ran = 1'})), document.body.setAttribute('onclick', 'window.ran = 2'),"
                + " document.body.click())");
        assertEquals("undefined", browser.evaluate("window.ran"));
    }

    @Test
    void nobodyAsksWhileNobodyLooks() throws Exception {
        network.register(framework);
        browser.open(page("stirrup"));
        browser.evaluate("(window.asked = 0, window.askReally = window.fetch,"
                + " window.fetch = (...all) => { window.asked++; return window.askReally(...all); })");
        browser.awaitTrue("window.asked > 1");

        browser.evaluate("(Object.defineProperty(document, 'hidden', {value: true, configurable: true}),"
                + " document.dispatchEvent(new Event('visibilitychange')), window.asked = 0)");
        String waited = "new Promise(done => setTimeout(() => done(window.asked), 3000))";
        assertEquals("0", browser.evaluate("await " + waited));
        browser.evaluate("(delete document.hidden, document.dispatchEvent(new Event('visibilitychange')))");
        browser.awaitTrue("window.asked > 1");
    }

    @Test
    void felixOwnPagesWorkInTheFrame() throws Exception {
        for (String page : List.of("bundles", "configMgr", "services")) {
            browser.open(page(page));
            browser.awaitTrue("document.querySelectorAll('table tbody tr').length > 5");
            for (String scheme : List.of("light", "dark")) {
                browser.prefer(scheme);
                browser.screenshot(SCREENSHOTS.resolve("felix-" + page + "-" + scheme + ".png"));
            }
        }
        assertEquals(List.of(), browser.complaints());
    }
}
