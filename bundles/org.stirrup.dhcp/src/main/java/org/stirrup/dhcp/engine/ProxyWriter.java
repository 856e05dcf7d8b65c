package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;
import org.stirrup.dhcp.codec.PxeOptions;

/** Puts a proxy's replies together (PXE specification 2.1, section 2.2 and tables 2-2 and 2-4). */
final class ProxyWriter {
    private static final int LONGEST_FILE = 127;

    /** What a loader cannot change. */
    private static final Set<KnownOption> OWN = Set.of(
            KnownOption.MESSAGE_TYPE,
            KnownOption.SERVER_IDENTIFIER,
            KnownOption.OVERLOAD,
            KnownOption.VENDOR_CLASS,
            KnownOption.CLIENT_IDENTIFIER,
            KnownOption.RELAY_AGENT,
            KnownOption.MACHINE_IDENTIFIER);

    private ProxyWriter() {}

    /** How a client is brought from the offer to the program. */
    private enum Path {
        /** The offer names it: iPXE and UEFI HTTP Boot, which fetch a URI. */
        NAMED,
        /** A menu of one boot server, which is asked on port 4011: BIOS firmware. */
        MENU,
        /** Nothing but that a boot server is here: UEFI firmware then asks port 4011 (EDK2: PxeBcDhcp4.c). */
        ASK
    }

    private static Path path(BootClient client, String file) {
        if (client.stage() == Stage.HTTP_BOOT || file.contains("://")) {
            return Path.NAMED;
        }
        return client.platform() == Platform.BIOS ? Path.MENU : Path.ASK;
    }

    /** OFFER without an address. */
    static Decision.Reply offer(Query query, BootAnswer.Program program) {
        Path path = path(query.client(), program.file());
        Options options = Tailor.options(query, head(query, MessageType.OFFER), OWN);
        String by = program.by().orElse("configuration");
        if (path == Path.MENU && !options.has(KnownOption.VENDOR_SPECIFIC)) {
            options = options.with(KnownOption.VENDOR_SPECIFIC, PxeOptions.oneServer(program.server(), by));
        }
        if (path == Path.NAMED) {
            options = named(query, options, program);
        }
        DhcpMessage reply = query.message()
                .reply(
                        query.message().flags(),
                        Ipv4.NONE,
                        Ipv4.NONE,
                        program.server(),
                        path == Path.NAMED ? header(program.file()) : "",
                        echo(query, options));
        Destination to = ReplyRoute.of(
                query.message(), reply, query.mac(), query.defaults().port());
        String text = "no address, " + program.file() + " by " + by + (path == Path.NAMED ? "" : " from port 4011");
        return Tailor.reply(query, reply, to, program, query.client(), text);
    }

    /** ACK of the boot server; it goes where the question came from, port 68 or 4011. */
    static Decision.Reply bootServer(Query query, BootAnswer.Program program) {
        DhcpMessage message = query.message();
        Options options = named(query, head(query, MessageType.ACK), program)
                .with(
                        KnownOption.VENDOR_SPECIFIC,
                        message.options().get(KnownOption.VENDOR_SPECIFIC).flatMap(PxeOptions::chosen));
        DhcpMessage reply = message.reply(
                message.flags(),
                message.ciaddr(),
                Ipv4.NONE,
                program.server(),
                header(program.file()),
                echo(query, options));
        InetSocketAddress remote = query.arrival().remote();
        Inet4Address sender = (Inet4Address) remote.getAddress();
        Inet4Address client = Ipv4.isNone(sender) ? message.ciaddr() : sender;
        Inet4Address to = Ipv4.isNone(client) ? Ipv4.EVERYBODY : client;
        return Tailor.reply(
                query,
                reply,
                new Destination(to, remote.getPort(), Optional.empty()),
                program,
                Ipv4.isNone(client) ? query.client() : query.client().withAddress(client),
                to.getHostAddress() + ", " + program.file() + " by "
                        + program.by().orElse("configuration"));
    }

    private static String header(String file) {
        return file.length() <= LONGEST_FILE ? file : "";
    }

    private static Options head(Query query, MessageType type) {
        boolean http = query.client().stage() == Stage.HTTP_BOOT;
        return Options.NONE
                .withNumber(KnownOption.MESSAGE_TYPE, type.code())
                .withAddress(KnownOption.SERVER_IDENTIFIER, query.serverIdentifier())
                .withText(KnownOption.VENDOR_CLASS, http ? "HTTPClient" : "PXEClient");
    }

    private static Options named(Query query, Options start, BootAnswer.Program program) {
        Options options = start;
        if (query.message().asksFor(KnownOption.BOOT_FILE) || program.file().length() > LONGEST_FILE) {
            options = options.withText(KnownOption.BOOT_FILE, program.file());
        }
        for (Map.Entry<Integer, Octets> extra : program.options().entrySet()) {
            boolean own = KnownOption.of(extra.getKey()).filter(OWN::contains).isPresent();
            options = own ? options : options.with(extra.getKey(), extra.getValue());
        }
        return options;
    }

    /** What goes back as it came: options 97, 61 and 82. */
    private static Options echo(Query query, Options options) {
        Options asked = query.message().options();
        return options.with(KnownOption.MACHINE_IDENTIFIER, asked.get(KnownOption.MACHINE_IDENTIFIER))
                .with(KnownOption.CLIENT_IDENTIFIER, asked.get(KnownOption.CLIENT_IDENTIFIER))
                .with(KnownOption.SUBNET_SELECTION, asked.get(KnownOption.SUBNET_SELECTION))
                .with(KnownOption.RELAY_AGENT, asked.get(KnownOption.RELAY_AGENT));
    }
}
