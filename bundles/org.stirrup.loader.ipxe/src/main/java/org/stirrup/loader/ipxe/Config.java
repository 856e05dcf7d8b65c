package org.stirrup.loader.ipxe;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code org.stirrup.loader.ipxe}. */
@ObjectClassDefinition(
        name = "Stirrup iPXE loader",
        description = "Starts UEFI and BIOS machines with iPXE, and tells those that are iPXE already what to boot.")
public @interface Config {
    /** Debian and Ubuntu; RHEL and Fedora; Arch Linux, openSUSE; Debian's second place. */
    String FOLDERS = "/usr/lib/ipxe,/usr/share/ipxe,/usr/share/ipxe/x86_64,/boot";

    @AttributeDefinition(
            name = "Folders",
            description = "Where iPXE's programs are looked for, absolute paths separated by commas; the first that has"
                    + " one gives it. The folder files/ipxe/ of the appliance comes before all of these.")
    String folders() default FOLDERS;

    @AttributeDefinition(
            name = "UEFI program",
            description = "Which build UEFI machines are sent; where it is not installed, the other.",
            options = {
                @Option(label = "snponly: uses the firmware's own network driver", value = "snponly"),
                @Option(label = "ipxe: brings drivers of its own", value = "ipxe")
            })
    String efiProgram() default "snponly";

    @AttributeDefinition(
            name = "Local boot",
            description = "How the local disk of a BIOS machine is booted. UEFI machines always go on with their next"
                    + " boot option.",
            options = {
                @Option(label = "exit: the BIOS tries its next boot device", value = "exit"),
                @Option(
                        label = "sanboot: the first disk, for machines that come back to the network",
                        value = "sanboot")
            })
    String localBoot() default "exit";

    @AttributeDefinition(
            name = "Ranking",
            description =
                    "Loaders are asked in this order, highest first. A number above 0 gives BIOS machines iPXE even"
                            + " where there is PXELINUX, one above 20 gives it to UEFI machines even where there is GRUB; HTTP"
                            + " Boot machines have it anyhow. iPXE does not start where Secure Boot is on.")
    int service_ranking() default -10;
}
