package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.DhcpEncoder;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.guard.OtherServer;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.subnet.AddressRange;
import org.stirrup.dhcp.subnet.Mode;
import org.stirrup.dhcp.subnet.Network;
import org.stirrup.dhcp.subnet.Reservation;
import org.stirrup.dhcp.subnet.Subnet;

/** A message's way through the engine, told step by step. It is decided by a copy that is thrown away. */
final class Rehearsal {
    /** Addresses that are asked about in turn before one is offered. */
    private static final int PROBES = 3;

    private final Engine engine;
    private final Offers offers;
    private final Arrival arrival;
    private final Instant now;
    private final Situation situation;
    private final List<String> lines = new ArrayList<>();
    /** Of those, what the client would hear. */
    private final Map<String, String> answers = new LinkedHashMap<>();

    private final Set<Oddity> told = new HashSet<>();

    /** Before what is said of another port than the first. */
    private String place = "";

    /** @param engine a copy, which may change its mind */
    Rehearsal(Engine engine, Offers offers, Arrival arrival, Instant now, Situation situation) {
        this.engine = engine;
        this.offers = offers;
        this.arrival = arrival;
        this.now = now;
        this.situation = situation;
    }

    List<String> explain(DhcpMessage message) {
        heard(message);
        Classifier.mac(message).ifPresent(mac -> known(message, mac));
        decided(decide(message), message);
        return lines;
    }

    Map<String, String> answer(DhcpMessage message) {
        decided(decide(message), message);
        return answers;
    }

    private void answer(String title, String text) {
        line(title, text);
        answers.put(place + title, text);
    }

    private void line(String title, String text) {
        lines.add(String.format(Locale.ROOT, "%-12s%s", title, text));
    }

    private void heard(DhcpMessage message) {
        String relay = Ipv4.isNone(message.giaddr())
                ? ""
                : ", by relay agent " + message.giaddr().getHostAddress();
        line(
                "heard",
                type(message) + " on "
                        + arrival.link().name() + " ("
                        + arrival.link().address().getHostAddress() + ")" + relay);
    }

    private void known(DhcpMessage message, MacAddress mac) {
        Oddities oddities =
                Oddities.of(Classifier.client(message, mac, arrival.link().name()), situation.quirks());
        BootClient client = oddities.client();
        line(
                "client",
                mac + ", " + client.stage()
                        + client.architecture()
                                .map(Architecture::toString)
                                .map(text -> ", " + text)
                                .orElse(""));
        oddities.recognised().forEach(this::quirk);

        List<Subnet> near = near(message);
        if (near.isEmpty()) {
            return;
        }
        line("subnet", near.stream().map(Rehearsal::text).collect(Collectors.joining(", ")));
        line("others", others());
        Standing standing = Standing.of(message, client, situation.topology(), near, situation.hosts());
        line("classes", Denials.named(standing));
        standing.file().ifPresent(file -> line("host", "has a file of its own, " + file.source()));
        standing.host().ifPresent(host -> line("host", "the directory of hosts knows it as " + host.state()));
        near.stream()
                .flatMap(subnet -> subnet.reservationOf(standing.identities()).stream())
                .map(Reservation::address)
                .forEach(address -> line("address", address.getHostAddress() + " is reserved for it"));
        try {
            held(engine.owner(
                    message, client, near, Beside.of(near.get(0), arrival, situation.stance()), now, situation));
        } catch (LeaseStoreException e) {
            line("address", "its leases cannot be read: " + e.getMessage());
        }
    }

    /** What made another machine of it was said of the machine, and is not said of each reply again. */
    private void quirk(Oddity oddity) {
        if (told.add(oddity)) {
            line("quirk", oddity.quirk().name() + ": " + oddity.what());
        }
    }

    private List<Subnet> near(DhcpMessage message) {
        return situation
                .topology()
                .subnetsFor(
                        arrival.link(),
                        message.giaddr(),
                        message.ciaddr(),
                        Engine.selected(message, Relay.of(message)));
    }

    private static String text(Subnet subnet) {
        String mode = subnet.mode() == Mode.PROXY ? ", addresses are another server's business" : "";
        return subnet.network() + (subnet.pools().isEmpty() ? "" : ", pools " + subnet.pools()) + mode;
    }

    private String others() {
        if (situation.stance() instanceof Stance.Aside aside) {
            return aside.others().stream().map(OtherServer::text).collect(Collectors.joining(", "))
                    + " answers here: no new address is given";
        }
        if (situation.stance() instanceof Stance.Looking) {
            return "not known yet: the client would wait for the end of the first look";
        }
        return "none in the way";
    }

    private void held(Owner owner) throws LeaseStoreException {
        ClientKey key = owner.key();
        offers.of(key, now).ifPresent(address -> line("address", address.getHostAddress() + " is offered to it"));
        owner.heritage()
                .ifPresent(lease -> line(
                        "address",
                        lease.address().getHostAddress() + " was its firmware's a moment ago, and becomes its own"));
        LeaseStore leases = situation.leases().orElse(null);
        for (Lease lease : leases == null ? List.<Lease>of() : leases.byClient(key)) {
            line(
                    "address",
                    lease.address().getHostAddress() + " is its lease, " + lease.state()
                            + lease.expires().map(end -> " until " + end).orElse(" for ever"));
        }
    }

    private Decision decide(DhcpMessage message) {
        Decision decision = decide(message, arrival);
        for (int i = 0; i < PROBES && decision instanceof Decision.Probe probe; i++) {
            line(
                    "probe",
                    probe.address().getHostAddress() + " is new to it: whether somebody answers there would be asked"
                            + " for " + probe.patience().toMillis() + " ms; nobody does, let us say");
            engine.silent(probe.address(), now, situation.topology().defaults());
            decision = decide(message, arrival);
        }
        return decision;
    }

    private void decided(Decision decision, DhcpMessage message) {
        if (decision instanceof Decision.Drop drop) {
            answer("no answer", drop.because());
        } else if (decision instanceof Decision.Learned learned) {
            answer("no answer", "but it is remembered: " + learned.text());
        } else if (decision instanceof Decision.Commit commit) {
            line("lease", commit.change().next().address().getHostAddress() + " is saved before it is answered");
            commit.reply().ifPresentOrElse(this::reply, () -> answer("no answer", commit.text()));
        } else if (decision instanceof Decision.Reply reply) {
            reply(reply);
            follow(reply, message);
        } else {
            answer("no answer", "addresses were found in use " + PROBES + " times");
        }
    }

    private void reply(Decision.Reply reply) {
        if (reply.boot() instanceof BootAnswer.Program program) {
            program.declined().forEach(reason -> line("not by", reason));
            answer(
                    "boots",
                    program.file() + " from " + program.server().getHostAddress() + ", says "
                            + program.by().map(loader -> "the loader " + loader).orElse("the configuration"));
        } else if (reply.boot() instanceof BootAnswer.NoLoader none) {
            answer("boots", "nothing: " + none.because());
        }
        reply.oddities().forEach(this::quirk);
        Destination to = reply.to();
        int size = DhcpEncoder.encode(
                        reply.message(), reply.size().least(), reply.size().largest())
                .payload()
                .remaining();
        String type = type(reply.message());
        String port =
                " port " + to.port() + to.hardware().map(mac -> " at " + mac).orElse("");
        line("reply", type + " to " + to.address().getHostAddress() + port + ", " + size + " bytes");
        boolean own = to.address().equals(reply.message().yiaddr());
        answers.put(
                place + "reply",
                type + " to " + (own ? "that address" : to.address().getHostAddress()) + port);
        fields(reply.message());
    }

    private void fields(DhcpMessage message) {
        field("flags", String.format(Locale.ROOT, "%04x", message.flags()));
        address("ciaddr", message.ciaddr());
        address("yiaddr", message.yiaddr());
        address("siaddr", message.siaddr());
        address("giaddr", message.giaddr());
        if (!message.file().isEmpty()) {
            field("file", message.file());
        }
        message.options().values().forEach((code, value) -> {
            Optional<KnownOption> known = KnownOption.of(code);
            field(
                    code + known.map(option -> " " + option.label()).orElse(""),
                    known.map(option -> option.type().show(value)).orElse("0x" + value));
        });
    }

    private void field(String name, String value) {
        lines.add(String.format(Locale.ROOT, "    %-32s%s", name, value));
        answers.put(place + name, value);
    }

    private void address(String name, Inet4Address address) {
        if (!Ipv4.isNone(address)) {
            field(name, address.getHostAddress());
        }
    }

    private void follow(Decision.Reply offer, DhcpMessage discover) {
        Sequel.taking(offer, discover, arrival).ifPresent(this::takes);
        near(discover).stream()
                .findFirst()
                .map(subnet -> elsewhere(offer.client().mac(), subnet.network()))
                .flatMap(own -> Sequel.asking(offer, discover, arrival, own))
                .ifPresent(this::asks);
    }

    /** What it is told when it takes that offer. */
    private void takes(Sequel request) {
        Decision decision = decide(request);
        if (decision instanceof Decision.Commit commit && commit.reply().isPresent()) {
            line(
                    "then",
                    type(commit.reply().get().message()) + " " + commit.text()
                            + ", when it takes that; the lease is saved before");
        } else if (decision instanceof Decision.Reply reply) {
            answer("then", type(reply.message()) + " " + reply.text());
        } else if (decision instanceof Decision.Drop drop) {
            answer("then", "no answer: " + drop.because());
        }
    }

    /** What it is told when it asks the boot server that the offer names. */
    private void asks(Sequel question) {
        line(
                "then",
                type(question.message()) + " to port " + question.arrival().port() + ", when another server gave it "
                        + question.message().ciaddr().getHostAddress() + ", let us say");
        place = "port " + question.arrival().port() + ": ";
        Decision decision = decide(question);
        if (decision instanceof Decision.Reply reply) {
            reply(reply);
        } else if (decision instanceof Decision.Drop drop) {
            answer("no answer", drop.because());
        }
    }

    /** The address that another server may have given it: its last one, or any of that network. */
    private Inet4Address elsewhere(MacAddress mac, Network network) {
        AddressRange any = network.example();
        Inet4Address made = any.first().equals(arrival.link().address()) ? any.last() : any.first();
        return situation
                .hosts()
                .flatMap(hosts -> hosts.find(mac))
                .flatMap(Host::address)
                .filter(network::hosts)
                .orElse(made);
    }

    private Decision decide(Sequel next) {
        return decide(next.message(), next.arrival());
    }

    private Decision decide(DhcpMessage message, Arrival by) {
        return engine.decide(message, by, now, situation, situation.boot().map(boot -> boot::foresee));
    }

    private static String type(DhcpMessage message) {
        return message.messageType().map(MessageType::toString).orElse("BOOTP");
    }
}
