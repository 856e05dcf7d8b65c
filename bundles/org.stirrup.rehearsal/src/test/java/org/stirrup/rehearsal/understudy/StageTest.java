package org.stirrup.rehearsal.understudy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {
    @Test
    void eachInterfaceHasItsNameAndAddressesAgain() {
        Stage stage = new Stage(
                List.of(
                        new Stage.Interface("eth1", "02:00:00:00:00:01", List.of("192.168.1.1/24", "fd00::1/64")),
                        new Stage.Interface("eth2", "", List.of("10.0.0.1/8"))),
                "eth2");

        String script = stage.script(
                Path.of("/srv/it's home"), Path.of("/srv/copy"), List.of("/opt/stirrup/bin/stirrup", "serve"));

        assertTrue(script.contains("ip link add 'eth1' address 02:00:00:00:00:01 type bridge"), script);
        assertTrue(script.contains("ip address add 192.168.1.1/24 dev 'eth1'\n"), script);
        assertTrue(script.contains("ip address add fd00::1/64 dev 'eth1' nodad\n"), script);
        assertTrue(script.contains("echo 1 > '/proc/sys/net/ipv6/conf/eth2/disable_ipv6'\n"), script);
        assertFalse(script.contains("conf/eth1/disable_ipv6"), script);
        assertTrue(script.contains("ip link set stirrup-pc master 'eth2' up\n"), script);
        assertTrue(script.contains("mount --rbind '/srv/copy' '/srv/it'\\''s home'\n"), script);
        assertTrue(script.endsWith("exec '/opt/stirrup/bin/stirrup' 'serve'\n"), script);
    }
}
