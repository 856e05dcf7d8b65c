package org.stirrup.menu.entry;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** A configuration {@code org.stirrup.menu.entry-NAME}. Strings all, so that a wrong value is refused with its key. */
@ObjectClassDefinition(name = "Stirrup menu entry", description = "An entry of the boot menu, or a submenu")
public @interface EntryConfig {
    @AttributeDefinition(description = "What the person at the PC reads; nothing: the id")
    String title() default "";

    @AttributeDefinition(
            description = "What it is",
            options = {
                @Option(label = "linux: a kernel", value = "linux"),
                @Option(label = "chain: another boot program", value = "chain"),
                @Option(label = "disk: the PC's own disk", value = "disk"),
                @Option(label = "submenu: a menu that other entries name as their parent", value = "submenu"),
                @Option(label = "memtest: the memory test", value = "memtest")
            })
    String kind() default "linux";

    @AttributeDefinition(
            description = "Letters, digits, dots, dashes and underscores; nothing: the NAME of the configuration. It"
                    + " is the label in PXELINUX and the user name that GRUB asks for with a password")
    String id() default "";

    @AttributeDefinition(description = "linux: path of the kernel in the content tree, such as tools/vmlinuz")
    String kernel() default "";

    @AttributeDefinition(description = "linux: paths of its initial RAM disks, separated by blanks")
    String initrds() default "";

    @AttributeDefinition(
            description = "linux: the kernel's command line. {server} is the appliance's address, {http}, {ftp} and"
                    + " {tftp} are the root of the content tree with a slash at the end")
    String arguments() default "";

    @AttributeDefinition(
            description = "chain: path of the program in the content tree, such as tools/shell.efi; it must be one of"
                    + " the machine's firmware")
    String program() default "";

    @AttributeDefinition(description = "The id of the submenu that it is in; nothing: the top menu")
    String parent() default "";

    @AttributeDefinition(description = "A whole number; entries of one menu with smaller ones come first")
    String order() default "0";

    @AttributeDefinition(
            description = "The key that chooses it, a letter or a digit; of two in one menu that want the same, the"
                    + " first has it")
    String key() default "";

    @AttributeDefinition(
            description = "What must be typed before it boots, as hashes separated by a blank: of 'openssl passwd -6'"
                    + " for PXELINUX, of 'grub-mkpasswd-pbkdf2' for GRUB. A loader that cannot check it leaves the"
                    + " entry out, as iPXE always does",
            type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(
            description = "true: what its machines boot when nobody chooses, until they are installed. Of several the"
                    + " one that names the machine most closely counts: by MAC address, group, architecture")
    String default$() default "false";

    @AttributeDefinition(description = "For whom: MAC addresses, separated by blanks")
    String macs() default "";

    @AttributeDefinition(
            description = "For whom: groups of hosts, separated by blanks; 'stirrup sh group MAC GROUP...' puts a host"
                    + " into groups. Nothing here and in macs: everybody")
    String groups() default "";

    @AttributeDefinition(
            description = "For whom: bios, uefi-ia32, uefi-x64, uefi-arm32 or uefi-arm64, separated by blanks; nothing:"
                    + " all")
    String architectures() default "";

    @AttributeDefinition(name = "Name hint", description = "How the web console names it")
    String webconsole_configurationFactory_nameHint() default "{kind}: {title}";
}
