package org.stirrup.tftp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.tftp.codec.ErrorCode;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;

class FrontDeskTest {
    private static final Resource CONFIG = Resource.of(new byte[3], Instant.EPOCH);

    private final FakeSurroundings tree = new FakeSurroundings();

    @ParameterizedTest
    @ValueSource(strings = {"grub/grub.cfg", "/grub/grub.cfg", "//grub/./grub.cfg"})
    void aLeadingSlashIsTheRoot(String file) {
        tree.files.put("grub/grub.cfg", new Lookup.Found(CONFIG));

        assertEquals(new Decision.Serve(ResourcePath.of("grub/grub.cfg"), CONFIG, false), decide(file, "octet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc/passwd", "/pub/../../etc/passwd", "boot\\bcd", "a\0b", "a\nb"})
    void whatCouldLeaveTheTreeIsRefused(String file) {
        Decision.Refuse refuse = assertInstanceOf(Decision.Refuse.class, decide(file, "octet"));

        assertEquals(ErrorCode.ACCESS_VIOLATION, refuse.code());
        assertEquals(Kind.REFUSED, refuse.kind());
    }

    @Test
    void eachAnswerOfTheTreeHasItsOwnError() {
        tree.files.put("x", new Lookup.Absent("no such file in /srv/files"));
        tree.files.put("link", new Lookup.Refused("symbolic link leads out of the image"));
        tree.files.put("broken", new Lookup.Failed("CentOS-7.iso: Input/output error"));
        tree.files.put("pub", new Lookup.Folder());
        tree.files.put("soon", new Lookup.Coming("is being fetched"));

        assertEquals(new Decision.Later("is being fetched"), decide("soon", "octet"));

        assertEquals(
                new Decision.Refuse(
                        ErrorCode.FILE_NOT_FOUND, "no such file", "no such file in /srv/files", Kind.NOT_FOUND),
                decide("x", "octet"));
        assertEquals(
                refuse(ErrorCode.ACCESS_VIOLATION, "symbolic link leads out of the image", Kind.REFUSED),
                decide("link", "octet"));
        assertEquals(
                refuse(ErrorCode.NOT_DEFINED, "CentOS-7.iso: Input/output error", Kind.TRANSFER_FAILED),
                decide("broken", "octet"));
        assertEquals(refuse(ErrorCode.FILE_NOT_FOUND, "is a folder", Kind.NOT_FOUND), decide("pub", "octet"));
    }

    @Test
    void theModeIsReadInAnyCase() {
        tree.files.put("readme", new Lookup.Found(CONFIG));

        assertEquals(new Decision.Serve(ResourcePath.of("readme"), CONFIG, true), decide("readme", "NetASCII"));
        assertEquals(ErrorCode.ILLEGAL_OPERATION, ((Decision.Refuse) decide("readme", "mail")).code());
    }

    private static Decision refuse(ErrorCode code, String because, Kind kind) {
        return new Decision.Refuse(code, because, kind);
    }

    private Decision decide(String file, String mode) {
        Inet4Address address = (Inet4Address) InetAddress.getLoopbackAddress();
        Requester requester = new Requester("tftp", address, address);
        return FrontDesk.decide(new ReadRequest(file, mode, List.of()), requester, Optional.of(tree));
    }
}
