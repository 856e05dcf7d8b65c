package org.stirrup.image.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.check.Finding;
import org.stirrup.api.image.Image;
import org.stirrup.image.identify.Identifier;
import org.stirrup.image.identify.RuleBook;
import org.stirrup.image.menu.InstallerMenu;
import org.stirrup.image.menu.MenuSettings;

/** Images pressed in the layouts of distributions: what they are taken for, and what BIOS and UEFI machines are offered. */
class LayoutsTest {
    @TempDir
    Path temporary;

    private Catalogue catalogue;

    @Test
    void proxmoxFindsItsImageInASecondRamDisk() throws Exception {
        look(
                "PVE",
                ".pve-cd-id.txt:1",
                ".cd-info:ISONAME='proxmox-ve'\nPRODUCT='pve'\nRELEASE='8.2'\nISORELEASE='1'\n",
                "boot/linux26",
                "boot/initrd.img");
        long bytes = Files.size(temporary.resolve("images/x.iso"));
        assertEquals("proxmox, Proxmox-VE 8.2 x86_64, CERTAIN, " + ((1L << 30) + 2 * bytes), recognised());
        String entry = "linux pub/Proxmox-VE-8.2/boot/linux26 pub/Proxmox-VE-8.2/boot/initrd.img"
                + " iso/Proxmox-VE-8.2.cpio ramdisk_size=16777216 rw quiet splash=silent";
        assertEquals(entry, offered(Architecture.BIOS));
        assertEquals(entry, offered(Architecture.UEFI_X64));
    }

    @Test
    void memtestIsAFloppyDiskForBiosAndAProgramForUefi() throws Exception {
        look("MT86PLUS_64", "EFI/BOOT/bootx64.efi", "boot/floppy.img", "boot.catalog");
        assertEquals("memtest, memtest86+ 64 bit, LIKELY, " + (16L << 20), recognised());
        assertEquals("linux memdisk pub/MT86PLUS/boot/floppy.img", offered(Architecture.BIOS));
        assertEquals("chain pub/MT86PLUS/EFI/BOOT/bootx64.efi", offered(Architecture.UEFI_X64));
        assertEquals("nothing", offered(Architecture.UEFI_IA32));
        assertEquals("nothing", offered(Architecture.UEFI_ARM64));
    }

    @Test
    void susesInstallersNameTheirAnswerFiles() throws Exception {
        look(
                "openSUSE-Leap-15.6-DVD-x86_64710",
                "boot/x86_64/loader/linux",
                "boot/x86_64/loader/initrd",
                "media.1/products:/ openSUSE-Leap 15.6-1\n");
        assertEquals("suse, openSUSE-Leap 15.6 x86_64, LIKELY, " + (1L << 30), recognised());
        assertEquals(
                "linux pub/openSUSE-Leap-15.6/boot/x86_64/loader/linux pub/openSUSE-Leap-15.6/boot/x86_64/loader/initrd"
                        + " install=http://10.0.0.1/pub/openSUSE-Leap-15.6"
                        + " autoyast=http://10.0.0.1/answers/openSUSE-Leap-15.6/autoinst.xml",
                offered(Architecture.UEFI_X64));
    }

    @Test
    void agamaIsGivenItsProfile() throws Exception {
        look(
                "openSUSE-Leap-16.0-x86_64-1.1",
                "LiveOS/squashfs.img",
                "boot/x86_64/loader/linux",
                "boot/x86_64/loader/initrd");
        assertTrue(recognised().startsWith("suse-agama, openSUSE-Leap 16.0 x86_64, LIKELY, "), recognised());
        assertTrue(
                offered(Architecture.BIOS)
                        .endsWith(" root=live:http://10.0.0.1/iso/openSUSE-Leap-16.0.iso ip=dhcp"
                                + " inst.auto=http://10.0.0.1/answers/openSUSE-Leap-16.0/agama.json"),
                offered(Architecture.BIOS));
    }

    @Test
    void windowsIsStartedByWimbootWithItsAnswers() throws Exception {
        look(
                "CCCOMA_X64FRE_EN-US_DV9",
                "boot/bcd",
                "boot/boot.sdi",
                "sources/boot.wim",
                "sources/install.wim",
                "bootmgr");
        assertEquals(
                "windows, Windows (CCCOMA_X64FRE_EN-US_DV9), LIKELY, " + ((1L << 30) + "sources/boot.wim".length()),
                recognised());
        String folder = "pub/CCCOMA_X64FRE_EN-US_DV9/";
        String answers = "answers/CCCOMA_X64FRE_EN-US_DV9/";
        String entry = "wimboot BCD=" + folder + "boot/bcd boot.sdi=" + folder + "boot/boot.sdi boot.wim=" + folder
                + "sources/boot.wim winpeshl.ini=" + answers + "winpeshl.ini install.cmd=" + answers
                + "install.cmd unattend.xml=" + answers + "unattend.xml";
        assertEquals(entry, offered(Architecture.BIOS));
        assertEquals(entry, offered(Architecture.UEFI_X64));
        assertEquals("nothing", offered(Architecture.UEFI_ARM64));
        assertTrue(finding().contains("wimboot"), finding());
    }

    @Test
    void windowsPeHasNothingToInstall() throws Exception {
        look("DVD_ROM", "boot/bcd", "boot/boot.sdi", "sources/boot.wim");
        assertEquals(
                "wimboot BCD=pub/DVD_ROM/boot/bcd boot.sdi=pub/DVD_ROM/boot/boot.sdi"
                        + " boot.wim=pub/DVD_ROM/sources/boot.wim",
                offered(Architecture.UEFI_X64));
    }

    @Test
    void whatCannotBeBootedOverTheNetworkSaysWhatHelps() throws Exception {
        look(
                "ESXI-8.0U3-24022510-STANDARD",
                "boot.cfg:bootstate=0\ntitle=Loading ESXi installer\nkernel=/b.b00\n",
                "mboot.c32",
                "b.b00",
                "efi/boot/bootx64.efi");
        assertEquals("esxi, VMware ESXi 8.0U3 x86_64, LIKELY, unknown", recognised());
        assertEquals("nothing", offered(Architecture.UEFI_X64));
        assertTrue(finding().startsWith("its boot.cfg names files as they lie on a CD"), finding());
    }

    @Test
    void freeBsdNeedsMoreThanItsKernel() throws Exception {
        look(
                "14_1_RELEASE_AMD64_CD",
                "bin/freebsd-version:USERLAND_VERSION=\"14.1-RELEASE\"\n",
                "boot/loader",
                "boot/loader.efi");
        assertTrue(recognised().startsWith("freebsd, "), recognised());
        assertEquals("nothing", offered(Architecture.BIOS));
        assertTrue(finding().contains("NFS"), finding());
    }

    @Test
    void openBsdIsADiscInMemoryOfABiosMachine() throws Exception {
        lookAt(
                "OpenBSD/amd64   7.5 Install CD",
                List.of("-b", "7.5/amd64/cdbr", "-no-emul-boot"),
                "7.5/amd64/bsd.rd",
                "7.5/amd64/cdbr:" + "x".repeat(2048),
                "etc/boot.conf:set image /7.5/amd64/bsd.rd\n");
        assertTrue(recognised().startsWith("openbsd, OpenBSD 7.5 amd64, "), recognised());
        assertEquals("linux memdisk iso/OpenBSD-7.5.iso iso raw", offered(Architecture.BIOS));
        assertEquals("nothing", offered(Architecture.UEFI_X64));
    }

    @Test
    void aSmallDiscThatABiosStartsIsStartedFromMemory() throws Exception {
        lookAt(
                "FREEDOS",
                List.of("-b", "boot/loader.bin", "-no-emul-boot"),
                "boot/loader.bin:" + "x".repeat(2048),
                "readme.txt");
        assertTrue(recognised().startsWith("disc, FREEDOS, GUESSED, "), recognised());
        assertEquals("linux memdisk iso/FREEDOS.iso iso raw", offered(Architecture.BIOS));
        assertEquals("nothing", offered(Architecture.UEFI_X64));
    }

    @Test
    void aDiscThatNoFirmwareStartsIsNoneOfThat() throws Exception {
        look("DATA", "readme.txt");
        assertTrue(catalogue.served().isEmpty());
    }

    @Test
    void aMachineWithTooLittleMemoryIsToldSo() throws Exception {
        look("Fedora-WS-Live-43", "LiveOS/squashfs.img", "images/pxeboot/vmlinuz", "images/pxeboot/initrd.img");
        MenuEntry small = entry(Architecture.BIOS, OptionalLong.of(512L << 20)).orElseThrow();
        assertTrue(small.title().endsWith(" - needs 1.0 GB, this PC has 0.5 GB"), small.title());
        for (OptionalLong enough : List.of(OptionalLong.of(1000L << 20), OptionalLong.empty())) {
            assertEquals(
                    "Start Fedora-WS-Live 43",
                    entry(Architecture.BIOS, enough).orElseThrow().title().strip());
        }
    }

    private void look(String volume, String... files) throws Exception {
        lookAt(volume, List.of(), files);
    }

    private void lookAt(String volume, List<String> options, String... files) throws Exception {
        Path made = Installers.image(temporary, volume, options, files);
        Path images = Files.createDirectories(temporary.resolve("images"));
        Files.move(made, images.resolve("x.iso"));
        catalogue = new Catalogue(
                new Identifier(RuleBook.bundled()), (at, tree) -> () -> {}, path -> false, InstantSource.system());
        catalogue.look(images, Duration.ZERO);
    }

    /** Rule, title, confidence and bytes of memory. */
    private String recognised() {
        Image.State.Ready ready = (Image.State.Ready) catalogue.images().get(0).state();
        return ready.family() + ", " + ready.title().strip() + ", " + ready.confidence() + ", "
                + (ready.memory().isPresent() ? ready.memory().getAsLong() : "unknown");
    }

    private String finding() {
        return catalogue.findings().stream().map(Finding::message).findFirst().orElseThrow();
    }

    private String offered(Architecture architecture) throws Exception {
        return entry(architecture, OptionalLong.empty())
                .map(LayoutsTest::written)
                .orElse("nothing");
    }

    private Optional<MenuEntry> entry(Architecture architecture, OptionalLong memory) throws Exception {
        Inet4Address address = (Inet4Address) InetAddress.getByName("10.0.0.1");
        BootServer server = new BootServer(address, Map.of("http", URI.create("http://10.0.0.1/")));
        BootClient client = new BootClient(
                new MacAddress("52:54:00:00:00:01"),
                Optional.of(architecture),
                BootClient.Stage.PXE_ROM,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "br0",
                Optional.empty());
        MenuSettings settings = new MenuSettings(Map.of(), true, Map.of());
        return InstallerMenu.entry(catalogue.served().get(0), client, server, settings, true, memory);
    }

    private static String written(MenuEntry entry) {
        if (entry instanceof MenuEntry.Linux linux) {
            return "linux " + linux.kernel().text()
                    + linux.initrds().stream().map(file -> " " + file.text()).collect(Collectors.joining())
                    + linux.arguments().stream().map(word -> " " + word).collect(Collectors.joining());
        } else if (entry instanceof MenuEntry.Chain chain) {
            return "chain " + chain.program().text();
        }
        MenuEntry.WindowsPe windows = (MenuEntry.WindowsPe) entry;
        return windows.program().text()
                + windows.contents().stream()
                        .map(each -> " " + each.name() + "=" + each.file().text())
                        .collect(Collectors.joining());
    }
}
