package org.stirrup.loader.pxelinux;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code org.stirrup.loader.pxelinux}. */
@ObjectClassDefinition(name = "Stirrup PXELINUX loader", description = "Starts BIOS machines with PXELINUX.")
public @interface Config {
    /** Debian and Ubuntu; RHEL, Fedora and openSUSE; syslinux-tftpboot; Arch Linux. */
    String FOLDERS = "/usr/lib/PXELINUX,/usr/lib/syslinux/modules/bios,/usr/lib/syslinux,/usr/share/syslinux,/tftpboot,"
            + "/usr/lib/syslinux/bios";

    @AttributeDefinition(
            name = "Folders",
            description = "Where pxelinux.0 and its modules are looked for, absolute paths separated by commas; the"
                    + " first that has a file gives it. The folder files/ of the appliance comes before all of these.")
    String folders() default FOLDERS;

    @AttributeDefinition(
            name = "Program",
            description = "What BIOS machines are sent. Both read their configuration by TFTP; lpxelinux.0 then fetches"
                    + " kernel and initial RAM disk by HTTP, as long as the HTTP server is there: 60 MB took 15 s in place"
                    + " of 26 s in emulation. It drives the network card by itself, which not every card bears, while"
                    + " pxelinux.0 uses the TFTP of the card's own firmware, which is there on all: that is the default."
                    + " Without an HTTP server, or where lpxelinux.0 is not installed, pxelinux.0 is sent.",
            options = {
                @Option(label = "pxelinux: all by TFTP", value = "pxelinux"),
                @Option(label = "lpxelinux: kernels by HTTP", value = "lpxelinux")
            })
    String program() default "pxelinux";

    @AttributeDefinition(
            name = "Local boot",
            description = "How the local disk is booted: the argument of PXELINUX's LOCALBOOT.",
            options = {
                @Option(label = "-1: the BIOS tries its next boot device (INT 18h)", value = "-1"),
                @Option(label = "0: return to the network card's firmware, for machines that hang with -1", value = "0")
            })
    String localBoot() default "-1";
}
