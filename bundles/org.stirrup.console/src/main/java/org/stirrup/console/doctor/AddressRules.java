package org.stirrup.console.doctor;

import java.util.List;
import java.util.Optional;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.console.progress.Stage;

/** What goes wrong before the first file. */
final class AddressRules {
    /** Firmware repeats its DISCOVER after 4, 8 and 16 seconds; once or twice is no trouble. */
    private static final int OFFERS = 3;

    private AddressRules() {}

    static Optional<Diagnosis> offerNotTaken(Case seen) {
        List<BootJournal.Line> offers = seen.of(Kind.OFFER);
        boolean taken = seen.last(Kind.REQUEST, Kind.ACK, Kind.TRANSFER_START, Kind.TRANSFER_END)
                .isPresent();
        if (!seen.at(Stage.DISCOVERED) || offers.size() < OFFERS || taken) {
            return Optional.empty();
        }
        return Optional.of(new Diagnosis(
                "offer not taken",
                "it was made " + offers.size() + " offers and took none of them",
                "look for another DHCP server on this network, whose offer it may take; at the switch, have the port"
                        + " forward at once (edge port, PortFast). Some firmware wants its boot file from the server that"
                        + " gives the address: name this appliance there as next-server (option 66), with the file of"
                        + " the offer (option 67)",
                seen.of(Kind.DISCOVER, Kind.OFFER)));
    }

    static Optional<Diagnosis> notAnswered(Case seen) {
        return seen.last(Kind.DROP)
                .filter(drop -> seen.at(Stage.DISCOVERED) && !seen.after(drop, line -> true, Kind.OFFER, Kind.ACK))
                .map(drop -> new Diagnosis(
                        "not answered",
                        drop.event().text(),
                        "rehearse it: each decision on the way to that is shown there",
                        seen.of(Kind.DISCOVER, Kind.DROP)));
    }

    static Optional<Diagnosis> noLoader(Case seen) {
        return seen.last(Kind.NO_LOADER)
                .filter(line -> seen.at(Stage.NO_LOADER))
                .map(line -> new Diagnosis(
                        "no loader",
                        line.event().text(),
                        "install what is named there, or the loader for this kind of firmware; Plugins shows which"
                                + " loader starts which firmware",
                        List.of(line)));
    }

    static Optional<Diagnosis> addressRefused(Case seen) {
        return seen.last(Kind.NAK)
                .filter(nak -> seen.at(Stage.FAILED) && !seen.after(nak, line -> true, Kind.ACK, Kind.STOPPED))
                .map(nak -> new Diagnosis(
                        "address refused",
                        nak.event().text().isEmpty()
                                ? "it asked for an address that it cannot have"
                                : nak.event().text(),
                        "it ought to ask anew by itself; when it asks for the same one again, another DHCP server gives"
                                + " addresses here, or the machine was moved from another network with its lease",
                        seen.of(Kind.REQUEST, Kind.NAK)));
    }
}
