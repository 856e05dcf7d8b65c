package org.stirrup.boottest;

/** Packed into a bundle as a component that cannot be made. */
public final class FailingComponent {
    public FailingComponent() {
        throw new IllegalStateException("no such colour: mauve");
    }
}
