package org.stirrup.dhcp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DomainNamesTest {
    @Provide
    Arbitrary<List<String>> searchLists() {
        Arbitrary<String> label = Arbitraries.of("a", "lab", "example", "eng", "x-1", "test");
        return label.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(labels -> String.join(".", labels))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("searchLists") List<String> names) {
        assertEquals(Optional.of(names), DomainNames.decode(DomainNames.encode(names)));
    }

    @Property(tries = 1000)
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 60) byte[] bytes) {
        DomainNames.decode(Octets.of(bytes));
    }

    @Test
    void theExampleOfTheRfcIsWrittenAsThere() {
        // RFC 3397, section 2: "eng.apple.com." and "marketing.apple.com."
        assertEquals(
                Octets.ofHex("03656e67056170706c6503636f6d00" + "096d61726b6574696e67c004"),
                DomainNames.encode(List.of("eng.apple.com.", "marketing.apple.com.")));
    }

    @Test
    void aPointerToItselfIsRefused() {
        assertEquals(Optional.empty(), DomainNames.decode(Octets.ofHex("c000")));
        assertEquals(Optional.empty(), DomainNames.decode(Octets.ofHex("0161c000")));
    }
}
