package org.stirrup.menu.memtest;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code org.stirrup.menu.memtest}. */
@ObjectClassDefinition(name = "Stirrup memory test", description = "Offers the operating system's memtest86+.")
public @interface MemtestConfig {
    /** Debian, Ubuntu and Fedora; Arch Linux; openSUSE. */
    String FOLDERS = "/boot,/boot/memtest86+,/usr/lib/memtest86+,/usr/share/memtest86+";

    @AttributeDefinition(
            name = "Folders",
            description = "Where memtest86+ is looked for (memtest86+x64.bin for BIOS, memtest86+x64.efi for UEFI),"
                    + " absolute paths separated by commas; the first that has a file gives it.")
    String folders() default FOLDERS;

    @AttributeDefinition(
            name = "Offer",
            description = "Whether the menu has it without an entry of your own.",
            options = {
                @Option(label = "auto: when it is installed, in a submenu Tools", value = "auto"),
                @Option(label = "no: only where an entry of your own has kind=memtest", value = "no")
            })
    String offer() default "auto";
}
