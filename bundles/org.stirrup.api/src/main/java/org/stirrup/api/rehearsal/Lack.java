package org.stirrup.api.rehearsal;

/**
 * Something that a rehearsal needs and that is not there.
 *
 * @param what is missing: "QEMU for x86 is not installed"
 * @param remedy what to do: "apt install qemu-system-x86, or dnf install qemu-kvm"
 */
public record Lack(String what, String remedy) {}
