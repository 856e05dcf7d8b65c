package org.stirrup.api.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Boots virtual PCs against a copy of this appliance, on a network that is joined to nothing. What happens there leaves
 * no trace here: neither leases nor hosts nor journal change. Safe for many threads.
 */
@ProviderType
public interface Rehearsals {
    /** What is missing for each kind of firmware; a kind that can be rehearsed lacks nothing. */
    Map<Firmware, List<Lack>> lacks();

    /**
     * Begins one; it goes on by itself.
     *
     * @throws RehearsalException when it cannot begin now, with the reason
     */
    Rehearsal begin(Order order) throws RehearsalException;

    /** Those that go on and the latest that are over, the latest first. */
    List<Rehearsal> all();

    Optional<Rehearsal> find(String id);

    /** The virtual PC's screen as a PNG picture, the last one that was seen; empty when there was none. */
    Optional<byte[]> screen(String id);

    /**
     * Presses a key of the virtual PC.
     *
     * @param key {@code up}, {@code down}, {@code ret}, {@code esc} or {@code tab}
     * @throws RehearsalException when no such rehearsal goes on, or there is no such key
     */
    void press(String id, String key) throws RehearsalException;

    /** Ends one; returns when nothing is left of it. What is over or unknown stays so. */
    void end(String id);
}
