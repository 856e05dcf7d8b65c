package org.stirrup.lease.embedded.file;

/**
 * What stands for an address from now on.
 *
 * @param address its number
 * @param lease as stored; empty array for none
 */
public record Standing(long address, byte[] lease) {}
