package org.stirrup.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.SelfCheck;

class ChecksTest {
    private static final Finding BROKEN_RANGE =
            new Finding(Finding.Severity.ERROR, "etc/a.cfg", "range=x", "give FIRST-LAST");
    private static final Finding NO_KEY = new Finding(Finding.Severity.WARNING, "b", "no key", "set one");

    @Test
    void nothingWrongIsOk() {
        SelfCheck content = List::of;
        assertEquals(Result.Status.OK, findings(content).getStatus());
    }

    @Test
    void aWarningIsAWarningAndAnErrorIsCritical() {
        SelfCheck warns = () -> List.of(NO_KEY);
        SelfCheck fails = () -> List.of(BROKEN_RANGE);
        assertEquals(Result.Status.WARN, findings(warns).getStatus());
        Result both = findings(warns, fails);
        assertEquals(Result.Status.CRITICAL, both.getStatus());
        assertTrue(both.toString().contains("etc/a.cfg: range=x (give FIRST-LAST)"), both.toString());
    }

    @Test
    void aCheckThatThrowsDoesNotHideTheOthers() {
        SelfCheck throwing = () -> {
            throw new IllegalStateException("disk on fire");
        };
        SelfCheck warns = () -> List.of(NO_KEY);
        Result result = findings(throwing, warns);
        assertEquals(Result.Status.HEALTH_CHECK_ERROR, result.getStatus());
        assertTrue(result.toString().contains("disk on fire"), result.toString());
        assertTrue(result.toString().contains("no key"), result.toString());
    }

    @Test
    void withoutStoreLoaderAndSwitchboardItIsCritical() {
        Result result = new ServicesCheck().execute();
        assertEquals(Result.Status.CRITICAL, result.getStatus());
        assertTrue(result.toString().contains("no lease store"), result.toString());
        assertTrue(result.toString().contains("no boot loader"), result.toString());
    }

    @Test
    void aPortThatIsNotOpenIsCriticalAndSoIsNone() {
        Listener open = () -> List.of(port(true));
        Listener shut = () -> List.of(port(true), port(false));
        assertEquals(Result.Status.OK, ports(open).getStatus());
        assertEquals(Result.Status.CRITICAL, ports(shut).getStatus());
        assertEquals(Result.Status.CRITICAL, new PortsCheck().execute().getStatus());
    }

    private static Listener.Port port(boolean open) {
        return new Listener.Port("tftp", "eth1", new InetSocketAddress("127.0.0.1", open ? 69 : 70), open);
    }

    private static Result findings(SelfCheck... checks) {
        FindingsCheck all = new FindingsCheck();
        all.checks = List.of(checks);
        return all.execute();
    }

    private static Result ports(Listener... listeners) {
        PortsCheck all = new PortsCheck();
        all.listeners = List.of(listeners);
        return all.execute();
    }
}
