package org.stirrup.boottest;

/** Packed into a bundle as a component that does nothing. */
public final class IdleComponent {}
