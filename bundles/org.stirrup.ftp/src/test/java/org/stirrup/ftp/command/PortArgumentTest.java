package org.stirrup.ftp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortArgumentTest {
    @Test
    void theExamplesOfTheRfcs() {
        assertEquals(
                "/132.235.1.2:6275", PortArgument.port("132,235,1,2,24,131").toString());
        assertEquals(
                "/132.235.1.2:6275",
                PortArgument.extended("|1|132.235.1.2|6275|").toString());
        assertEquals(
                "/10.0.0.1:65535", PortArgument.extended("!1!10.0.0.1!65535!").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,2,3,4,5", "1,2,3,4,5,6,7", "256,0,0,1,4,0", "1,2,3,4,5,-6", "a,2,3,4,5,6"})
    void noPort(String argument) {
        assertThrows(IllegalArgumentException.class, () -> PortArgument.port(argument));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "|",
                "|2|::1|6275|",
                "|1|localhost|6275|",
                "|1|10.0.0.1|6275",
                "|1|10.0.0.1|65536|",
                "|1|10.0.0.300|80|",
                "|1!10.0.0.1!80!"
            })
    void noExtendedPort(String argument) {
        assertThrows(IllegalArgumentException.class, () -> PortArgument.extended(argument));
    }
}
