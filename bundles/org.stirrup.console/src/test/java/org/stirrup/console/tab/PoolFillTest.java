package org.stirrup.console.tab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.AddressPlan;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.console.settings.Ipv4Text;

class PoolFillTest {
    private static final MacAddress MAC = new MacAddress("52:54:00:77:00:10");

    private static JsonObject fill(
            List<AddressPlan.Range> ranges, List<String> kept, Lease.State state, String... held) {
        AddressPlan.Pool pool = new AddressPlan.Pool(
                "x.cfg", ranges, Set.copyOf(kept.stream().map(Ipv4Text::parse).toList()));
        PoolFill fill =
                new PoolFill(new AddressPlan.Subnet(Ipv4Text.parse("10.0.0.0"), 8, List.of(pool), List.of()), pool);
        Arrays.stream(held)
                .map(address -> new Lease(
                        Ipv4Text.parse(address),
                        ClientKey.of(MAC),
                        MAC,
                        Optional.empty(),
                        state,
                        Instant.EPOCH,
                        Optional.empty()))
                .forEach(fill::count);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.createGenerator(text)) {
            fill.write(json);
        }
        return Json.createReader(new StringReader(text.toString())).readObject();
    }

    private static AddressPlan.Range range(String first, String last) {
        return new AddressPlan.Range(Ipv4Text.parse(first), Ipv4Text.parse(last));
    }

    @Test
    void aSmallPoolHasACellForEachAddressOverAllItsRanges() {
        JsonObject pool = fill(
                List.of(range("10.0.0.10", "10.0.0.12"), range("10.0.0.20", "10.0.0.21")),
                List.of("10.0.0.11"),
                Lease.State.BOUND,
                "10.0.0.12",
                "10.0.0.20",
                "10.0.0.15",
                "10.0.0.11");
        JsonArray cells = pool.getJsonArray("cells");
        assertEquals(5, cells.size());
        assertEquals(4, pool.getInt("size"));
        assertEquals(2, pool.getInt("held"));
        assertEquals(1, pool.getInt("kept"));
        assertEquals(
                List.of("10.0.0.10", "10.0.0.11", "10.0.0.12", "10.0.0.20", "10.0.0.21"),
                cells.getValuesAs(JsonObject.class).stream()
                        .map(cell -> cell.getString("first"))
                        .toList());
        assertEquals(
                List.of(0, 0, 1, 1, 0),
                cells.getValuesAs(JsonObject.class).stream()
                        .map(cell -> cell.getInt("held"))
                        .toList());
    }

    @Test
    void aLargePoolHasAsManyCellsAsCanBeSeen() {
        JsonObject pool = fill(
                List.of(range("10.0.0.0", "10.15.255.255")),
                List.of(),
                Lease.State.DECLINED,
                "10.0.0.0",
                "10.15.255.255");
        List<JsonObject> cells = pool.getJsonArray("cells").getValuesAs(JsonObject.class);
        assertEquals(PoolFill.CELLS, cells.size());
        assertEquals(
                1 << 20, cells.stream().mapToInt(cell -> cell.getInt("size")).sum());
        assertEquals(1, cells.get(0).getInt("quarantined"));
        assertEquals(1, cells.get(PoolFill.CELLS - 1).getInt("quarantined"));
        assertEquals(2, pool.getInt("quarantined"));
    }

    @Test
    void eachAddressIsCountedInTheCellThatNamesIt() {
        for (int size : new int[] {1, 255, 256, 257, 300, 511, 1000}) {
            for (int i : new int[] {0, size / 3, size / 2, size - 1}) {
                String address = Ipv4Text.of(Ipv4Text.bits(Ipv4Text.parse("10.0.0.1")) + i)
                        .getHostAddress();
                String last = Ipv4Text.of(Ipv4Text.bits(Ipv4Text.parse("10.0.0.1")) + size - 1)
                        .getHostAddress();
                List<JsonObject> cells = fill(List.of(range("10.0.0.1", last)), List.of(), Lease.State.BOUND, address)
                        .getJsonArray("cells")
                        .getValuesAs(JsonObject.class);
                JsonObject cell = cells.stream()
                        .filter(each -> each.getInt("held") == 1)
                        .findFirst()
                        .orElseThrow();
                long offset =
                        Ipv4Text.bits(Ipv4Text.parse(address)) - Ipv4Text.bits(Ipv4Text.parse(cell.getString("first")));
                assertEquals(true, offset >= 0 && offset < cell.getInt("size"), size + " " + i + " " + cell);
            }
        }
    }
}
