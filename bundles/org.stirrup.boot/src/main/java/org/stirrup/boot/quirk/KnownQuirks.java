package org.stirrup.boot.quirk;

import java.util.List;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.Quirk.Match;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.QuirkRows;

/** What is known of firmware that many people have. */
@Component
public final class KnownQuirks implements QuirkRows {
    private static final Match FIRMWARE = Match.ANY.stages(Stage.BOOTP, Stage.PXE_ROM, Stage.HTTP_BOOT, Stage.IPXE);

    private static final List<Quirk> ROWS = List.of(
            new Quirk(
                    "efi-byte-code",
                    Match.ANY.architectures(Architecture.UEFI_BC),
                    new QuirkEffect.TakenFor(Architecture.UEFI_X64),
                    "github.com/opnsense/core issue 2223, github.com/xcat2/xcat-core pull request 7645:"
                            + " x64 machines that say 9 as well as 7"),
            new Quirk(
                    "gpxe",
                    Match.ANY.userClass("gPXE"),
                    new QuirkEffect.SpeaksAs(Stage.IPXE),
                    "gPXE 0.9 and 1.0, which iPXE comes from: etherboot.org, src/net/udp/dhcp.c"),
            new Quirk(
                    "ipxe-proxy-wait",
                    Match.ANY.stages(Stage.IPXE),
                    // Encapsulated option 176, no-pxedhcp, one byte: this offer names the boot file.
                    new QuirkEffect.WithOption(175, "b00101"),
                    "iPXE waits 3 s for a ProxyDHCP server otherwise: ipxe.org, src/net/udp/dhcp.c,"
                            + " dhcp_discovery_rx; include/ipxe/dhcp.h, DHCP_EB_NO_PXEDHCP"),
            new Quirk(
                    "edk2-message-size",
                    Match.ANY.vendorClass("(PXE|HTTP)Client:Arch:[0-9]{5}:UNDI:.*"),
                    new QuirkEffect.LargestReply(1500),
                    "OVMF and AAVMF 2022.11-6+deb12u2: option 57 is 1472 in DISCOVER and 65280 in REQUEST; no"
                            + " firmware puts fragments together"),
            new Quirk(
                    "rom-without-uuid",
                    Match.ANY.stages(Stage.PXE_ROM),
                    new QuirkEffect.GoesByMac(),
                    "github.com/danderson/pixiecore issue 21: Intel network cards in Supermicro boards send no option"
                            + " 97 (which RFC 4578, section 2.3, wants of every PXE client)"),
            new Quirk(
                    "bootp-broadcast",
                    Match.ANY.stages(Stage.BOOTP),
                    new QuirkEffect.Broadcast(),
                    "dnsmasq(8), --dhcp-broadcast: some old BOOTP clients need it and set no flag"),
            new Quirk(
                    "firmware-fragments",
                    FIRMWARE,
                    new QuirkEffect.LargestBlock(1468),
                    "tftpd(8) of tftp-hpa, --blocksize: embedded clients ask for blocks greater than a frame and"
                            + " cannot put the fragments together"),
            new Quirk(
                    "size-probe",
                    Match.ANY,
                    new QuirkEffect.SizeProbe(),
                    "EDK2, NetworkPkg/UefiPxeBcDxe/PxeBcMtftp.c, PxeBcTftpGetFileSize; OVMF 2022.11-6+deb12u2 sends"
                            + " error 8, \"User aborted the transfer\"; github.com/pin/tftp issue 125"),
            new Quirk(
                    "option-67-end",
                    // 0xff, the end of all options, as it is read: no letter of UTF-8, so one of Latin-1.
                    Match.ANY.path(".*\u00ff"),
                    new QuirkEffect.Rewrite(Pattern.compile("\u00ff+$"), ""),
                    "github.com/netbootxyz/netboot.xyz issue 1198: ROMs of Kontron VX3040, Lenovo T460 and others"
                            + " read option 67 up to a NUL and ask for the byte after it too"),
            new Quirk(
                    "two-slashes",
                    Match.ANY.path(".*//.*"),
                    new QuirkEffect.Rewrite(Pattern.compile("/{2,}"), "/"),
                    "GRUB 2.06 puts /grub.cfg behind a prefix that may end in a slash: grub-core/normal/main.c,"
                            + " grub_cmd_normal"),
            new Quirk(
                    "windows-backslashes",
                    Match.ANY.path("\\\\?(?i:boot|efi|sources)\\\\.*"),
                    new QuirkEffect.Rewrite(Pattern.compile("\\\\"), "/"),
                    "bootmgr asks for \\Boot\\BCD: github.com/theforeman/puppet-tftp pull request 1; tftpd(8) of"
                            + " tftp-hpa, FILENAME REMAPPING"));

    @Override
    public List<Quirk> rows() {
        return ROWS;
    }
}
