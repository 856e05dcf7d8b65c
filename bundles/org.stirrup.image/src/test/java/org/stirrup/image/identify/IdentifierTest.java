package org.stirrup.image.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Layouts as the distributions press them. */
class IdentifierTest {
    private static final Identifier.Medium MEDIUM = new Identifier.Medium(700L << 20, false);

    private static final String[] PXEBOOT = {"images/pxeboot/vmlinuz", "images/pxeboot/initrd.img"};

    @Test
    void centOs7() throws IOException {
        Identity found = identify(
                "CentOS 7 x86_64",
                PXEBOOT,
                "repodata/repomd.xml",
                ".discinfo:1604001756.390266\n7.9\nx86_64\n",
                ".treeinfo:[general]\nname = CentOS-7\nfamily = CentOS\ntimestamp = 1587405659.3\nvariant = \nversion = 7\n"
                        + "packagedir = \narch = x86_64\n\n[stage2]\nmainimage = LiveOS/squashfs.img\n\n"
                        + "[images-x86_64]\nkernel = images/pxeboot/vmlinuz\ninitrd = images/pxeboot/initrd.img\n"
                        + "boot.iso = images/boot.iso\n\n[images-xen]\nkernel = images/pxeboot/vmlinuz\n");
        assertEquals("redhat CentOS 7 x86_64 | CentOS 7 x86_64", summary(found));
        assertEquals("images/pxeboot/vmlinuz", kernel(found).file().text());
        assertEquals("[/images/pxeboot/initrd.img]", kernel(found).initrds().toString());
        assertEquals(
                List.of("repo={tree}", "ks={answers}"), found.rule().words().arguments());
        assertTrue(
                found.evidence().contains("/.treeinfo: [general] family = CentOS"),
                found.evidence().toString());
    }

    @Test
    void centOs6HasNoTreeinfoOnItsSecondDisc() throws IOException {
        Identity found =
                identify("CentOS_6.10_Final", PXEBOOT, ".discinfo:1530285602.105073\nCentOS 6.10\nx86_64\n1,2\n");
        assertEquals("redhat CentOS 6.10 x86_64 | CentOS 6.10 x86_64", summary(found));
        assertEquals(
                List.of("repo={tree}", "ks={answers}"), found.rule().words().arguments());
    }

    @Test
    void redHat5FetchesByMethod() throws IOException {
        Identity found = identify(
                "RHEL/5.11 x86_64 DVD",
                PXEBOOT,
                ".treeinfo:[general]\nfamily = Red Hat Enterprise Linux Server\nversion = 5.11\narch = x86_64\n");
        assertEquals(
                List.of("method={tree}", "ks={answers}"), found.rule().words().arguments());
    }

    @Test
    void redHat8AndItsKinWantThePrefix() throws IOException {
        Identity found = identify(
                "RHEL-8-9-0-BaseOS-x86_64",
                PXEBOOT,
                "BaseOS/repodata/repomd.xml",
                ".treeinfo:[checksums]\nimages/efiboot.img = sha256:aa\n\n[general]\narch = x86_64\n"
                        + "family = Red Hat Enterprise Linux\nname = Red Hat Enterprise Linux 8.9.0\nversion = 8.9.0\n\n"
                        + "[header]\ntype = productmd.treeinfo\nversion = 1.2\n\n[images-x86_64]\n"
                        + "initrd = images/pxeboot/initrd.img\nkernel = images/pxeboot/vmlinuz\n\n[release]\n"
                        + "name = Red Hat Enterprise Linux\nshort = RHEL\nversion = 8.9.0\n\n[tree]\narch = x86_64\n");
        assertEquals("redhat-8 RHEL 8.9.0 x86_64 | RHEL 8.9.0 x86_64", summary(found));
        assertEquals(
                List.of("inst.repo={tree}", "inst.ks={answers}"),
                found.rule().words().arguments());
    }

    @Test
    void fedoraIsNotTakenForOldRedHat() throws IOException {
        for (String version : List.of("17", "28", "43", "Rawhide")) {
            Identity found = identify(
                    "Fedora-S-dvd-x86_64",
                    PXEBOOT,
                    "Packages/f",
                    ".treeinfo:[general]\nfamily = Fedora\nversion = " + version + "\narch = x86_64\n");
            assertEquals("redhat-8", found.rule().family(), version);
        }
    }

    @Test
    void anInstallerWithoutPackagesSaysSo() throws IOException {
        Identity found = identify(
                "Fedora-S-dvd-x86_64-43",
                PXEBOOT,
                ".treeinfo:[general]\nfamily = Fedora\nversion = 43\narch = x86_64\n");
        assertEquals("redhat-netinst", found.rule().family());
        assertEquals(
                List.of("inst.stage2={tree}", "inst.ks={answers}"),
                found.rule().words().arguments());
        assertTrue(found.evidence().stream().anyMatch(line -> line.contains("without packages")));
    }

    @Test
    void anotherArchitectureNamesItsOwnKernel() throws IOException {
        Identity found = identify(
                "CentOS 7 ppc64le",
                new String[] {"images/pxeboot/README", "ppc/ppc64/vmlinuz", "ppc/ppc64/initrd.img"},
                ".treeinfo:[general]\nfamily = CentOS AltArch\nversion = 7\narch = ppc64le\n"
                        + "[images-ppc64le]\nkernel = ppc/ppc64/vmlinuz\ninitrd = ppc/ppc64/initrd.img\n");
        assertEquals("ppc/ppc64/vmlinuz", kernel(found).file().text());
    }

    @Test
    void aTreeinfoThatPointsOutOfTheImageIsNotFollowed() throws IOException {
        Identity found = identify(
                "X",
                PXEBOOT,
                ".treeinfo:[general]\nfamily = CentOS\nversion = 7\narch = x86_64\n"
                        + "[images-x86_64]\nkernel = ../../boot/vmlinuz\ninitrd = /etc/\\x\n");
        assertEquals("images/pxeboot/vmlinuz", kernel(found).file().text());
    }

    @Test
    void others() throws IOException {
        assertEquals(
                "debian Debian 12.11.0 amd64 | Debian 12.11.0 amd64",
                summary(identify(
                        "Debian 12.11.0 amd64 n",
                        new String[] {"install.amd/vmlinuz", "install.amd/initrd.gz"},
                        ".disk/info:Debian GNU/Linux 12.11.0 \"Bookworm\" - Official amd64 NETINST")));
        assertEquals(
                "ubuntu Ubuntu-Server 24.04.2 amd64 | Ubuntu-Server 24.04.2 amd64",
                summary(identify(
                        "Ubuntu-Server 24.04.2 LTS amd64",
                        new String[] {"casper/vmlinuz", "casper/initrd"},
                        ".disk/info:Ubuntu-Server 24.04.2 LTS \"Noble Numbat\" - Release amd64 (20250215)")));
        assertEquals(
                "ubuntu-desktop Ubuntu 24.04.2 amd64 | Ubuntu 24.04.2 amd64",
                summary(identify(
                        "Ubuntu 24.04.2 LTS amd64",
                        new String[] {"casper/vmlinuz", "casper/initrd"},
                        ".disk/info:Ubuntu 24.04.2 LTS \"Noble Numbat\" - Release amd64 (20250215)")));
        assertEquals(
                "suse openSUSE-Leap 15.6 x86_64 | openSUSE-Leap 15.6 x86_64",
                summary(identify(
                        "openSUSE-Leap-15.6-DVD-x86_64-Build710.3-Media",
                        new String[] {"boot/x86_64/loader/linux", "boot/x86_64/loader/initrd"})));
        assertEquals(
                "alpine Alpine 3.19.1 x86_64 | Alpine 3.19.1 x86_64",
                summary(identify(
                        "alpine-std 3.19.1 x86_64",
                        new String[] {".alpine-release", "boot/vmlinuz-lts", "boot/initramfs-lts"})));
        assertEquals(
                "arch Arch 2026.11.01  | Arch 2026.11.01 x86_64",
                summary(identify(
                        "ARCH_202611",
                        new String[] {"arch/boot/x86_64/vmlinuz-linux", "arch/boot/x86_64/initramfs-linux.img"},
                        "arch/version:2026.11.01\n")));
        assertEquals(
                "debian-live Debian 12.0.0 amd64 | Debian 12.0.0 live amd64",
                summary(identify(
                        "d-live 12.0.0 gn amd64",
                        new String[] {"live/vmlinuz-6.1.0-9-amd64", "live/initrd.img-6.1.0-9-amd64"},
                        "live/filesystem.squashfs",
                        ".disk/info:Debian GNU/Linux 12.0.0 \"Bookworm\" - Official amd64 LIVE/INSTALL Binary")));
    }

    @Test
    void linuxMintIsCalledByBothItsWords() throws IOException {
        Identity found = identify(
                "Linux Mint 21.3 Cinnamon 64-bit",
                new String[] {"casper/vmlinuz", "casper/initrd.lz"},
                ".disk/info:Linux Mint 21.3 \"Virginia\" - Release amd64 20240110");
        assertEquals("ubuntu-desktop Linux Mint 21.3 amd64 | Linux Mint 21.3 amd64", summary(found));
        assertEquals("[/casper/initrd.lz]", kernel(found).initrds().toString());
        assertSays(found, "/.disk/info: name = Linux Mint");
    }

    @Test
    void systemRescueIsOfArchAndHasFoldersOfItsOwn() throws IOException {
        Identity found = identify(
                "RESCUE1103",
                new String[] {"sysresccd/boot/x86_64/vmlinuz", "sysresccd/boot/x86_64/sysresccd.img"},
                "sysresccd/x86_64/airootfs.sfs",
                "sysresccd/VERSION:11.03\n");
        assertEquals("systemrescue SystemRescue 11.03  | SystemRescue 11.03 x86_64", summary(found));
        assertEquals(
                List.of("archisobasedir=sysresccd", "archiso_http_srv={tree}/", "ip=dhcp"),
                found.rule().words().arguments());
        assertTrue(found.evidence().stream().anyMatch(line -> line.contains("into its memory")));
    }

    @Test
    void aLiveSystemWithoutDiskInfoIsReadFromItsLabel() throws IOException {
        Identity found = identify(
                "clonezilla-live-3.1.2-22-amd64",
                new String[] {"live/vmlinuz", "live/initrd.img", "live/filesystem.squashfs"});
        assertEquals("debian-live clonezilla 3.1.2 amd64 | clonezilla 3.1.2 live amd64", summary(found));
        assertSays(found, "volume label: arch = amd64");
        assertTrue(found.evidence().stream().anyMatch(line -> line.contains("into its memory")));
    }

    @Test
    void alpineIsReadFromItsOwnFileBeforeTheLabel() throws IOException {
        Identity found = identify(
                "x86_64 CUSTOM",
                new String[] {"boot/vmlinuz-virt", "boot/initramfs-virt"},
                ".alpine-release:alpine-virt-3.19.1 240126\n");
        assertEquals("3.19.1", found.version());
        assertEquals("virt", found.facts().get("flavour"));
        assertSays(found, "/.alpine-release: version = 3.19.1");
    }

    @Test
    void suseIsReadFromItsListOfProductsWhenTheLabelSaysNothing() throws IOException {
        Identity found = identify(
                "",
                new String[] {"boot/x86_64/loader/linux", "boot/x86_64/loader/initrd"},
                "media.1/products:/ openSUSE-Leap 15.6-1\n");
        assertEquals("suse openSUSE-Leap 15.6  | openSUSE-Leap 15.6", summary(found));
        assertEquals(
                List.of("install={tree}", "autoyast={answers}"),
                found.rule().words().arguments());
        assertSays(found, "/media.1/products: name = openSUSE-Leap");
    }

    @Test
    void aKernelAndRamDiskThatNoRuleKnows() throws IOException {
        Identity found = identify("TinyCore", new String[] {"boot/vmlinuz64", "boot/initrd.gz"});
        assertEquals("linux TinyCore   | TinyCore", summary(found));
    }

    @Test
    void whatAnImageSaysOfItselfCannotGarbleAMenu() throws IOException {
        Identity found = identify(
                "X", PXEBOOT, ".treeinfo:[general]\nfamily = Evil\u001b[2J\tOS" + "x".repeat(200) + "\nversion = 7\n");
        assertTrue(found.title().startsWith("Evil [2J OSxxx"), found.title());
        assertEquals(100, found.title().length());
        assertEquals(
                Optional.empty(),
                new Identifier(RuleBook.bundled())
                        .identify("X", Disc.of("boot/vmlinuz append=x", "boot/initrd.gz"), MEDIUM));
    }

    @Test
    void nothingIsRecognisedInData() throws IOException {
        assertEquals(
                Optional.empty(),
                new Identifier(RuleBook.bundled())
                        .identify("CentOS 7 x86_64", Disc.of("centos-7.txt", "images/a.jpg"), MEDIUM));
    }

    private static Starts.Kernel kernel(Identity found) {
        return found.starts().kernel().orElseThrow();
    }

    private static void assertSays(Identity found, String line) {
        assertTrue(found.evidence().contains(line), found.evidence().toString());
    }

    private static Identity identify(String volume, String[] boot, String... more) throws IOException {
        String[] all = java.util.stream.Stream.of(boot, more)
                .flatMap(java.util.stream.Stream::of)
                .toArray(String[]::new);
        return new Identifier(RuleBook.bundled())
                .identify(volume, Disc.of(all), MEDIUM)
                .orElseThrow();
    }

    private static String summary(Identity found) {
        return found.rule().family() + " " + found.facts().getOrDefault("name", "") + " " + found.version() + " "
                + found.architecture() + " | " + found.title();
    }
}
