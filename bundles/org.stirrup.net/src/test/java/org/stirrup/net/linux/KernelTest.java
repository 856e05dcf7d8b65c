package org.stirrup.net.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.linux.Kernel.Claim;

/** What the kernel's refusals mean, without having to be refused. */
class KernelTest {
    private static final int EPERM = 1;
    private static final int ENODEV = 19;

    private final FakeLibc libc = new FakeLibc();
    private final Kernel kernel = new Kernel(libc);

    @AfterEach
    void everySocketIsClosed() {
        assertEquals(0, libc.open);
    }

    @Test
    void aClaimTellsWhyAPortCannotBeHad() {
        assertEquals(Claim.FREE, kernel.claim("eth1", 67));

        libc.refuse("bind", Libc.EADDRINUSE);
        assertEquals(Claim.TAKEN, kernel.claim("eth1", 67));

        libc.refuse("bind", Libc.EACCES);
        assertEquals(Claim.PORT_FORBIDDEN, kernel.claim("eth1", 67));

        libc.refuse("setsockopt", EPERM);
        assertEquals(Claim.DEVICE_FORBIDDEN, kernel.claim("eth1", 67));

        libc.refuse("setsockopt", ENODEV);
        assertThrows(LastErrorException.class, () -> kernel.claim("eth1", 67));
    }

    @Test
    void aNeighbourThatMayNotBeSetIsNoFault() throws Exception {
        Inet4Address address = (Inet4Address) InetAddress.getByName("10.0.0.50");
        MacAddress hardware = new MacAddress("52:54:00:77:00:10");
        assertTrue(kernel.learnNeighbour("eth1", address, hardware));

        libc.refuse("ioctl", EPERM);
        assertFalse(kernel.learnNeighbour("eth1", address, hardware));
    }

    @Test
    void anInterfaceThatIsGoneIsNotUp() {
        libc.refuse("ioctl", ENODEV);

        assertFalse(kernel.isUp("eth1"));
    }

    private static final class FakeLibc implements Libc {
        private final Map<String, Integer> refused = new HashMap<>();
        private int open;

        void refuse(String function, int error) {
            refused.put(function, error);
        }

        private int call(String function) {
            if (refused.containsKey(function)) {
                throw new LastErrorException(refused.get(function));
            }
            return 0;
        }

        @Override
        public int socket(int domain, int type, int protocol) {
            open++;
            return 5;
        }

        @Override
        public int setsockopt(int descriptor, int level, int option, byte[] value, int length) {
            return call("setsockopt");
        }

        @Override
        public int getsockopt(int descriptor, int level, int option, byte[] value, int[] length) {
            return call("getsockopt");
        }

        @Override
        public int bind(int descriptor, byte[] address, int length) {
            return call("bind");
        }

        @Override
        public int ioctl(int descriptor, NativeLong request, byte[] argument) {
            return call("ioctl");
        }

        @Override
        public NativeLong recv(int descriptor, byte[] buffer, NativeLong length, int flags) {
            throw new UnsupportedOperationException("nothing is read here");
        }

        @Override
        public int close(int descriptor) {
            open--;
            return 0;
        }
    }
}
