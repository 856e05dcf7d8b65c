package org.stirrup.loader.grub;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code org.stirrup.loader.grub}. */
@ObjectClassDefinition(
        name = "Stirrup GRUB loader",
        description = "Starts UEFI machines with shim and GRUB, Secure Boot on or off.")
public @interface Config {
    /** Debian and Ubuntu; the vendor's folder on the EFI system partition of RHEL and its relatives. */
    String FOLDERS = "/usr/lib/shim,/usr/lib/grub/x86_64-efi-signed,/usr/lib/grub/arm64-efi-signed,"
            + "/boot/efi/EFI/redhat,/boot/efi/EFI/centos,/boot/efi/EFI/rocky,/boot/efi/EFI/almalinux,"
            + "/boot/efi/EFI/fedora";

    @AttributeDefinition(
            name = "Folders",
            description = "Where shim (shimx64.efi.signed, shimx64.efi) and GRUB for the network"
                    + " (grubnetx64.efi.signed, grubx64.efi) are looked for, absolute paths separated by commas; the"
                    + " first that has a file gives it. The folder files/ of the appliance comes before all of these."
                    + " arm64: the same names with aa64.")
    String folders() default FOLDERS;

    @AttributeDefinition(
            name = "Local boot",
            description = "How the local disk is booted.",
            options = {
                @Option(
                        label = "chain: start the loader on the disk's EFI system partition, else exit",
                        value = "chain"),
                @Option(label = "exit: return to the firmware, which tries its next boot option", value = "exit")
            })
    String localBoot() default "chain";

    @AttributeDefinition(
            name = "Ranking",
            description = "Loaders are asked in this order, highest first; iPXE has -10. A number below that gives UEFI"
                    + " machines iPXE, which does not start where Secure Boot is on.")
    int service_ranking() default 20;
}
