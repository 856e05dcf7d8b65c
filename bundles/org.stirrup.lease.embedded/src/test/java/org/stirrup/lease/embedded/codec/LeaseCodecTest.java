package org.stirrup.lease.embedded.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.testkit.lease.Leases;

class LeaseCodecTest {
    @Property
    void readsBackWhatItWrote(@ForAll("leases") Lease lease) throws DamagedLeaseException {
        assertEquals(lease, LeaseCodec.decode(lease.address(), LeaseCodec.encode(lease)));
    }

    @Property
    void noticesAWrongBit(@ForAll("leases") Lease lease, @ForAll int place) {
        byte[] bytes = LeaseCodec.encode(lease);
        int bit = Math.floorMod(place, bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        assertThrows(DamagedLeaseException.class, () -> LeaseCodec.decode(lease.address(), bytes));
    }

    @Property
    void noticesAMissingEnd(@ForAll("leases") Lease lease, @ForAll int place) {
        byte[] bytes = LeaseCodec.encode(lease);
        byte[] part = java.util.Arrays.copyOf(bytes, Math.floorMod(place, bytes.length));
        assertThrows(DamagedLeaseException.class, () -> LeaseCodec.decode(lease.address(), part));
    }

    @Property
    void noticesTheRecordOfAnotherAddress(@ForAll("leases") Lease lease) {
        byte[] bytes = LeaseCodec.encode(lease);
        long other = AddressKey.of(lease.address()) ^ 1;
        assertThrows(DamagedLeaseException.class, () -> LeaseCodec.decode(AddressKey.address(other), bytes));
    }

    /** Files of this version are out in the world: they must stay readable. */
    @Example
    void readsVersion1() throws DamagedLeaseException {
        Lease lease = Leases.bound("10.0.0.1", 0x10);
        String hex = "0101" + "000000006b02d940075bcd15" + "01000000006b02e750075bcd15" + "525400000010"
                + "00156d61633a35323a35343a30303a30303a30303a3130" + "01000470633136" + "74356d68";
        assertEquals(lease, LeaseCodec.decode(lease.address(), HexFormat.of().parseHex(hex)));
        assertEquals(hex, HexFormat.of().formatHex(LeaseCodec.encode(lease)));
    }

    @Example
    void saysThatALaterVersionWroteIt() {
        byte[] bytes = LeaseCodec.encode(Leases.bound("10.0.0.1", 1));
        bytes[0] = 9;
        DamagedLeaseException refused =
                assertThrows(DamagedLeaseException.class, () -> LeaseCodec.decode(Leases.address("10.0.0.1"), bytes));
        assertEquals("the record of 10.0.0.1 has format 9, this program knows 1", refused.getMessage());
    }

    @Provide
    Arbitrary<Lease> leases() {
        Arbitrary<Instant> times = Combinators.combine(
                        Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                        Arbitraries.longs().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        Arbitrary<ClientKey> identifiers = Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(2)
                .ofMaxSize(255)
                .map(ClientKey::of);
        Arbitrary<MacAddress> macs = Arbitraries.integers().between(0, 0xffffff).map(Leases::mac);
        return Combinators.combine(
                        Arbitraries.longs().between(0, 0xffffffffL).map(AddressKey::address),
                        Arbitraries.oneOf(identifiers, macs.map(ClientKey::of)),
                        macs,
                        Arbitraries.strings().ofMaxLength(300).optional(),
                        Arbitraries.of(Lease.State.class),
                        times,
                        times.optional())
                .as(Lease::new);
    }

    @Property
    void numbersAddressesInTheirOrder(@ForAll("numbers") long key) {
        assertEquals(key, AddressKey.of(AddressKey.address(key)));
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.longs().between(0, 0xffffffffL);
    }
}
