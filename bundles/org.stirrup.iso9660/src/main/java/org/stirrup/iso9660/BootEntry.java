package org.stirrup.iso9660;

/**
 * A line of the boot catalogue (El Torito 1.0, section 2).
 *
 * @param platform 0 is a BIOS machine, 0xef UEFI
 * @param bootable whether firmware may start it
 * @param emulation 0 is none, 1 to 3 a floppy disk, 4 a hard disk
 * @param sectors of 512 bytes that firmware loads
 * @param offset byte of the image where its program lies
 */
public record BootEntry(int platform, boolean bootable, int emulation, int sectors, long offset) {}
