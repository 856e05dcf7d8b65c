/** The virtual PC: QEMU, its firmware, its screen. */
package org.stirrup.rehearsal.pc;
