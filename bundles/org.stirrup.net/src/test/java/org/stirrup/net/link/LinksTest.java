package org.stirrup.net.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.stirrup.net.link.NicTest.link;
import static org.stirrup.net.link.NicTest.nic;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Finding.Severity;

/** The poll runs once a second; a test waits for what it publishes, never for the time. */
@Timeout(180)
class LinksTest {
    private final Map<String, Nic> there = new ConcurrentHashMap<>();
    private final FakeRegistry registry = new FakeRegistry();
    private Links links;

    @AfterEach
    void stop() throws InterruptedException {
        if (links != null) {
            links.deactivate();
        }
        assertEquals(List.of(), registry.registered(), "a stopped component leaves no link behind");
    }

    @Test
    void followsAnInterfaceThatComesChangesItsAddressAndGoes() throws InterruptedException {
        start("eth1", false);

        there.put("eth1", nic("eth1", true, "10.0.0.1"));
        assertEquals("+" + link("10.0.0.1"), registry.next());

        there.put("eth1", nic("eth1", true, "10.0.0.9"));
        assertEquals("-" + link("10.0.0.1"), registry.next());
        assertEquals("+" + link("10.0.0.9"), registry.next());

        there.put("eth1", nic("eth1", false, "10.0.0.9"));
        assertEquals("-" + link("10.0.0.9"), registry.next());
    }

    @Test
    void aWrongInterfaceLeavesTheServedOnesAlone() throws InterruptedException {
        there.put("eth1", nic("eth1", true, "10.0.0.1"));
        start("eth1", false);
        assertEquals("+" + link("10.0.0.1"), registry.next());

        links.modified(config("eht1"), Map.of("felix.fileinstall.filename", "file:/home/etc/org.stirrup.net.cfg"));
        // A marker in the queue of the poll thread: what is published after it was decided after the change.
        there.put("eth1", nic("eth1", true, "10.0.0.2"));

        assertEquals("-" + link("10.0.0.1"), registry.next());
        assertEquals("+" + link("10.0.0.2"), registry.next());
        List<Finding> findings = links.findings();
        assertEquals("/home/etc/org.stirrup.net.cfg", findings.get(0).source());
        assertEquals(Severity.ERROR, findings.get(0).severity());
        assertEquals(
                "interfaces=eht1 is not in force; interfaces=eth1 still is",
                findings.get(1).message());
    }

    @Test
    void aRightChangeIsTakenUp() throws InterruptedException {
        there.put("eth1", nic("eth1", true, "10.0.0.1"));
        there.put("eth2", nic("eth2", true, "10.0.1.1"));
        start("eth1", false);
        assertEquals("+" + link("10.0.0.1"), registry.next());

        links.modified(config("eth2"), Map.of());

        assertEquals("-" + link("10.0.0.1"), registry.next());
        assertEquals("+" + there.get("eth2").link(java.util.Optional.empty()).get(), registry.next());
        assertEquals(List.of(), links.findings());
    }

    @Test
    void onlyCheckingPublishesNothingButFinds() throws InterruptedException {
        there.put("eth1", nic("eth1", true, "10.0.0.1"));
        start("eth1,eth9", true);

        assertEquals(1, links.findings().size());
        assertEquals(List.of(link("10.0.0.1")), links.links(), "but it can be asked what would be served");
        assertNull(registry.nextWithin(1500, TimeUnit.MILLISECONDS));
    }

    private void start(String configured, boolean onlyCheck) {
        links = new Links(registry.context(onlyCheck), () -> there, configured, Map.of());
    }

    private static Links.Config config(String interfaces) {
        return new Links.Config() {
            @Override
            public String interfaces() {
                return interfaces;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Links.Config.class;
            }
        };
    }
}
