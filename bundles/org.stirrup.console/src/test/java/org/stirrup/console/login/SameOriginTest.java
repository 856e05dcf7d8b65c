package org.stirrup.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {
    @ParameterizedTest
    @CsvSource({
        // method, host, origin, referer, site, passes
        "GET,  127.0.0.1:8080, http://evil.example, , cross-site, true",
        "HEAD, 127.0.0.1:8080, http://evil.example, , , true",
        "POST, 127.0.0.1:8080, , , , true",
        "POST, 127.0.0.1:8080, http://127.0.0.1:8080, , , true",
        "POST, 127.0.0.1:8080, http://127.0.0.1:8080, , same-origin, true",
        "POST, 127.0.0.1:8080, HTTP://127.0.0.1:8080, http://evil.example/, , true",
        "POST, 127.0.0.1:8080, , http://127.0.0.1:8080/system/console/stirrup, , true",
        "POST, stirrup.lan, http://stirrup.lan, , , true",
        "POST, stirrup.lan:80, http://stirrup.lan, , , true",
        "POST, Stirrup.LAN, http://stirrup.lan:80, , , true",
        "POST, '[::1]:8080', 'http://[::1]:8080', , , true",
        "POST, 127.0.0.1:8080, http://evil.example, , , false",
        "POST, 127.0.0.1:8080, http://127.0.0.1:8081, , , false",
        "POST, 127.0.0.1:8080, http://127.0.0.1, , , false",
        "POST, stirrup.lan, https://stirrup.lan, , , false",
        "POST, 127.0.0.1:8080, null, , , false",
        "POST, 127.0.0.1:8080, http://127.0.0.1:8080@evil.example, , , false",
        "POST, 127.0.0.1:8080, http://127.0.0.1:8080.evil.example, , , false",
        "POST, 127.0.0.1:8080, ::::, , , false",
        "POST, 127.0.0.1:8080, , http://evil.example/127.0.0.1:8080, , false",
        "POST, 127.0.0.1:8080, , , cross-site, false",
        "POST, 127.0.0.1:8080, , , same-site, false",
        "POST, , http://127.0.0.1:8080, , , false",
        "DELETE, 127.0.0.1:8080, http://evil.example, , , false",
        "PUT, 127.0.0.1:8080, http://evil.example, , , false",
        "OPTIONS, 127.0.0.1:8080, http://evil.example, , , false",
    })
    void judged(String method, String host, String origin, String referer, String site, boolean passes) {
        SameOrigin.Verdict verdict = SameOrigin.judge(
                method,
                Optional.ofNullable(host),
                Optional.ofNullable(origin),
                Optional.ofNullable(referer),
                Optional.ofNullable(site));

        assertEquals(passes, verdict instanceof SameOrigin.Verdict.Passed, verdict.toString());
    }
}
