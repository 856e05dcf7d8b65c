package org.stirrup.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
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
    void nothingWrongIsOk() throws Exception {
        SelfCheck content = List::of;
        assertEquals(
                Result.Status.OK,
                with(new FindingsCheck(), "checks", List.of(content)).getStatus());
    }

    @Test
    void aWarningIsAWarningAndAnErrorIsCritical() throws Exception {
        SelfCheck warns = () -> List.of(NO_KEY);
        SelfCheck fails = () -> List.of(BROKEN_RANGE);
        assertEquals(
                Result.Status.WARN,
                with(new FindingsCheck(), "checks", List.of(warns)).getStatus());
        Result both = with(new FindingsCheck(), "checks", List.of(warns, fails));
        assertEquals(Result.Status.CRITICAL, both.getStatus());
        assertTrue(both.toString().contains("etc/a.cfg: range=x (give FIRST-LAST)"), both.toString());
    }

    @Test
    void aCheckThatThrowsDoesNotHideTheOthers() throws Exception {
        SelfCheck throwing = () -> {
            throw new IllegalStateException("disk on fire");
        };
        SelfCheck warns = () -> List.of(NO_KEY);
        Result result = with(new FindingsCheck(), "checks", List.of(throwing, warns));
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
    void aPortThatIsNotOpenIsCriticalAndSoIsNone() throws Exception {
        Listener open = () -> List.of(port(true));
        Listener shut = () -> List.of(port(true), port(false));
        assertEquals(
                Result.Status.OK,
                with(new PortsCheck(), "listeners", List.of(open)).getStatus());
        assertEquals(
                Result.Status.CRITICAL,
                with(new PortsCheck(), "listeners", List.of(shut)).getStatus());
        assertEquals(Result.Status.CRITICAL, new PortsCheck().execute().getStatus());
    }

    private static Listener.Port port(boolean open) {
        return new Listener.Port("tftp", "eth1", new InetSocketAddress("127.0.0.1", open ? 69 : 70), open);
    }

    /** Puts the services there as the component runtime does. */
    private static Result with(HealthCheck check, String field, List<?> services) throws Exception {
        Field reference = check.getClass().getDeclaredField(field);
        reference.setAccessible(true);
        reference.set(check, services);
        return check.execute();
    }
}
