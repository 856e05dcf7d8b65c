package org.stirrup.loader.pxelinux;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code org.stirrup.loader.pxelinux.efi}. */
@ObjectClassDefinition(
        name = "Stirrup SYSLINUX loader for UEFI",
        description = "Starts UEFI machines, x64 and IA32, with syslinux.efi where neither GRUB nor iPXE is installed.")
public @interface EfiConfig {
    /** Debian and Ubuntu, whose modules are in a package of their own; RHEL, Fedora and openSUSE; Arch Linux. */
    String FOLDERS = "/usr/lib/SYSLINUX.EFI,/usr/lib/syslinux/modules,/usr/share/syslinux,/usr/lib/syslinux,/tftpboot";

    @AttributeDefinition(
            name = "Folders",
            description = "Where the folders efi64 and efi32 with syslinux.efi and its modules are looked for, absolute"
                    + " paths separated by commas; the first that has a file gives it. The folder files/syslinux/ of the"
                    + " appliance comes before all of these.")
    String folders() default FOLDERS;

    @AttributeDefinition(
            name = "Kernels by",
            description = "How kernel and initial RAM disk are fetched. http needs the firmware's own TCP, which not"
                    + " every firmware has; where there is no HTTP server they come by TFTP all the same.",
            options = {
                @Option(label = "tftp: as every firmware can", value = "tftp"),
                @Option(label = "http: quicker", value = "http")
            })
    String kernelsBy() default "tftp";

    @AttributeDefinition(
            name = "Ranking",
            description = "Loaders are asked in this order, highest first; iPXE has -10, GRUB 20. A number above theirs"
                    + " gives UEFI machines syslinux.efi, which does not start where Secure Boot is on.")
    int service_ranking() default -30;
}
