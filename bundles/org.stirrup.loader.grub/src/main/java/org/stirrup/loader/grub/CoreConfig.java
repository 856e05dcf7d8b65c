package org.stirrup.loader.grub;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code org.stirrup.loader.grub.core}. */
@ObjectClassDefinition(
        name = "Stirrup GRUB loader for BIOS and IA32",
        description = "Starts BIOS machines and UEFI machines of 32 bits with a GRUB that is put together from the"
                + " operating system's modules.")
public @interface CoreConfig {
    /** Debian, Ubuntu and the RHEL family; openSUSE. */
    String FOLDERS = "/usr/lib/grub,/usr/share/grub2";

    @AttributeDefinition(
            name = "Folders",
            description = "Where the folders i386-pc and i386-efi with GRUB's modules are looked for, absolute paths"
                    + " separated by commas; the first that has one gives it. What is made of them is kept in data/grub/"
                    + " of the appliance.")
    String folders() default FOLDERS;

    @AttributeDefinition(
            name = "Local boot",
            description = "How the local disk is booted.",
            options = {
                @Option(
                        label = "chain: start the disk's boot sector, or the loader on its EFI system partition",
                        value = "chain"),
                @Option(label = "exit: return to the firmware, which tries its next boot device", value = "exit")
            })
    String localBoot() default "chain";

    @AttributeDefinition(
            name = "Ranking",
            description = "Loaders are asked in this order, highest first; PXELINUX has 0, iPXE -10. A number above 0"
                    + " gives BIOS machines GRUB even where there is PXELINUX.")
    int service_ranking() default -20;
}
