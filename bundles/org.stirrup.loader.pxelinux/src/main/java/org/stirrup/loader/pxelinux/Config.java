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
            name = "Local boot",
            description = "How the local disk is booted: the argument of PXELINUX's LOCALBOOT.",
            options = {
                @Option(label = "-1: the BIOS tries its next boot device (INT 18h)", value = "-1"),
                @Option(label = "0: return to the network card's firmware, for machines that hang with -1", value = "0")
            })
    String localBoot() default "-1";
}
